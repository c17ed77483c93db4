import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Spawned } from "../../../actors/runtime/actor_system.ts";
import type { ScriptedMessage } from "../../support/fakes/scripted_actor.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("order: messages from one sender arrive in order [order.1]", async (stage) => {
  const { ref } = stage.spawn("ada");
  const heard = await stage.hears(() => {
    for (let i = 0; i < 300; i++) ref.send({ type: "note", text: `${i}` });
  });
  assertEquals(heard, Array.from({ length: 300 }, (_, i) => `ada ${i}`));
});

const NODES = ["main", "worker1", "worker2"];
const node = fc.constantFrom(...NODES);

/** Two senders, the order of their turns, and what happens to the channels meanwhile. */
const interleaving = fc.record({
  senders: fc.tuple(node, node),
  receiver: node,
  steps: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ type: fc.constant("send"), at: fc.nat(1) }) },
      fc.record({ type: fc.constantFrom("hold", "release"), at: fc.integer({ min: 1, max: 2 }) }),
      fc.record({ type: fc.constant("settle"), at: fc.constant(0) }),
    ),
    { maxLength: 40 },
  ),
});

Deno.test("order: holds across workers, for any interleaving of two senders [order.2]", async () => {
  await fc.assert(
    fc.asyncProperty(interleaving, async ({ senders, receiver, steps }) => {
      const stage = new Stage();
      NODES.slice(1).forEach((worker) => stage.worker(worker));
      const { ref } = stage.spawn("receiver", {}, { node: receiver });
      const actors = senders.map((node, i) => stage.spawn(`sender${i}`, {}, { node }));
      const sent: string[][] = [[], []];
      for (const { type, at } of steps) {
        if (type === "hold") stage.threads.hold(NODES[at]!);
        if (type === "release") stage.threads.release(NODES[at]!);
        if (type === "settle") await settled();
        if (type !== "send") continue;
        const text = `${at}: ${sent[at]?.length}`;
        sent[at]?.push(`receiver ${text}`);
        actors[at]?.ref.send({ type: "pass", to: ref.address, text });
      }
      const heard = await stage.hears(() => NODES.slice(1).forEach(stage.threads.release));
      assertEquals(
        sent.map((_, i) => heard.filter((text) => text.startsWith(`receiver ${i}`))),
        sent,
      );
      assertEquals(stage.undelivered, {});
    }),
    { numRuns: 60 },
  );
});

testInEveryPlace(
  "order: an actor's last messages arrive before its exit [order.3]",
  async (stage) => {
    const { ref } = stage.spawn("ada", { ended: "tells" });
    const heard = await stage.hears(() => {
      ref.send({ type: "note", text: "speaks" });
      ref.send({ type: "exit" });
    });
    assertEquals(heard, ["ada speaks", "ada has ended: normal", "ada exited: normal"]);
  },
);

Deno.test("order: none between two senders [order.4]", async () => {
  const stage = new Stage();
  const { ref } = stage.spawn("receiver");
  const pass = (sender: Spawned<ScriptedMessage>, text: string) =>
    sender.ref.send({ type: "pass", to: ref.address, text });
  const near = stage.spawn("near");
  const far = stage.spawn("far", {}, { node: "worker" });
  const heard = await stage.hears(() => {
    pass(far, "was sent first");
    pass(near, "was sent last");
  });
  assertEquals(heard, ["receiver was sent last", "receiver was sent first"]);
});
