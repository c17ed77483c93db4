import { assertEquals } from "@std/assert";
import type { ActorContext } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("actor: handles a message to its end before the next [turn.1]", async (stage) => {
  const { ref } = stage.spawn("ada");
  const heard = await stage.hears(() => {
    ref.send({ type: "flood", count: 2 });
    ref.send({ type: "note", text: "goes on" });
  });
  // The messages of others came before those that it sent itself.
  assertEquals(heard, ["ada has sent", "ada goes on", "ada flood 1", "ada flood 2"]);
});

Deno.test("actor: no turn begins inside another [turn.2]", async () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  let inside = 0;
  const start = (context: ActorContext<number>) => ({
    receive(left: number) {
      assertEquals(++inside, 1);
      for (const id of ["ada", "bob"]) {
        if (left > 0) context.send(system.address<number>(id), left - 1);
      }
      inside--;
    },
  });
  const ada = system.spawn("ada", start, { mailbox: 100 });
  system.spawn("bob", start, { mailbox: 100 });
  ada.ref.send(5);
  assertEquals(inside, 0);
  await settled();
  assertEquals(system.size, 2);
});

testInEveryPlace(
  "actor: handles messages from its start after the start [turn.3]",
  async (stage) => {
    const heard = await stage.hears(() => stage.spawn("ada", { start: "floods" }));
    assertEquals(heard, ["ada flood 1", "ada flood 2", "ada flood 3"]);
  },
);

Deno.test("actor: gives others a turn after 64 messages [turn.4]", async () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const handled: string[] = [];
  const [loud, quiet] = ["loud", "quiet"].map((id) =>
    system.spawn<null>(id, () => ({ receive: () => void handled.push(id) }), { mailbox: 200 })
  );
  for (let i = 0; i < 150; i++) loud?.ref.send(null);
  quiet?.ref.send(null);
  await settled();
  assertEquals(handled.indexOf("quiet"), 64);
  assertEquals(handled.length, 151);
});
