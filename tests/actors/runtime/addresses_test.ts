import { assertEquals, assertThrows } from "@std/assert";
import type { ActorRef, Address } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("ref: reaches its actor on any node [address.1]", async (stage) => {
  const actor = stage.spawn("ada");
  const heard = await stage.hears(() => actor.ref.send({ type: "note", text: "hears" }));
  assertEquals(heard, ["ada hears"]);
  assertEquals(stage.undelivered, {});
});

testInEveryPlace("address: still works after crossing in a message [address.2]", async (stage) => {
  const [ada, bob, carol] = ["ada", "bob", "carol"].map((id, i) =>
    stage.spawn(id, {}, i === 2 ? { node: "elsewhere" } : {})
  );
  const heard = await stage.hears(() => {
    ada?.ref.send({ type: "pass", to: bob!.ref.address, text: "hears of ada" });
    carol?.ref.send({ type: "pass", to: ada!.ref.address, text: "hears of carol" });
  });
  assertEquals(heard.toSorted(), ["ada hears of carol", "bob hears of ada"]);
});

Deno.test("address: is the node's name and the actor's id [address.3]", () => {
  const stage = new Stage();
  assertEquals<string>(stage.spawn("ada").ref.address, "main/ada");
  assertEquals<string>(stage.spawn("bob", {}, { node: "elsewhere" }).ref.address, "elsewhere/bob");
  assertEquals<string>(stage.system.address("ada"), "main/ada");
});

testInEveryPlace("address: belongs to one actor at a time [address.4]", async (stage) => {
  const first = stage.spawn("ada");
  assertThrows(() => stage.spawn("ada"), TypeError, "ada lives");
  const heard = await stage.hears(() => first.ref.send({ type: "note", text: "is unharmed" }));
  assertEquals(heard, ["ada is unharmed"]);
});

testInEveryPlace("address: leads to the next actor with the same id [address.5]", async (stage) => {
  const first = stage.spawn("ada");
  assertEquals(await stage.hears(first.kill), ["ada exited: killed"]);
  const second = stage.spawn("ada");
  const heard = await stage.hears(() => {
    first.ref.send({ type: "note", text: "lives again" });
    // These belong to the first actor and do nothing to the second.
    first.stop();
    first.kill();
  });
  assertEquals(heard, ["ada lives again"]);
  assertEquals(await stage.hears(second.kill), ["ada exited: killed"]);
});

Deno.test("ref: takes messages before a worker's actor has started [address.6]", async () => {
  const stage = new Stage("worker");
  stage.worker("worker");
  stage.threads.hold("worker");
  const { ref } = stage.spawn("ada");
  assertEquals(await stage.hears(() => ref.send({ type: "note", text: "waited" })), []);
  assertEquals(await stage.hears(() => stage.threads.release("worker")), ["ada waited"]);
});

Deno.test("ref: stands in for one that takes fewer types [address.7]", () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const wide: ActorRef<string | number> = system.ref(system.address("wide"));
  const narrow: ActorRef<string> = wide;
  const address: Address<string> = wide.address;
  // @ts-expect-error The narrower ref must not stand in for the wider.
  const wrong: ActorRef<string | number> = narrow;
  // @ts-expect-error Nor must its address.
  const wrongAddress: Address<string | number> = address;
  assertEquals<unknown>([wrong, wrongAddress], [wide, wide.address]);
});
