import { assertEquals } from "@std/assert";
import type { RoomName } from "../../../actors/messages/events.ts";
import type { StoreReply, StoreWorkerMessage } from "../../../actors/messages/store.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { SAVE_DELAY, startSaveDelay } from "../../../server/store/save_delay.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

/** The delay, and what it sends to the store's worker. */
function startTest() {
  const clock = new FakeClock();
  const system = new ActorSystem({ node: "main", clock });
  const sent: string[] = [];
  const worker = system.spawn<StoreWorkerMessage>("worker", () => ({
    receive: (message) =>
      void sent.push(
        message.type === "saves"
          ? `saves ${message.saves.map(({ upTo }) => upTo).join()}`
          : message.type,
      ),
  }), { mailbox: 100 });
  const delay = system.spawn("delay", startSaveDelay(worker.ref.address), { mailbox: 100 });
  const save = (upTo: number) =>
    delay.ref.send({
      type: "save",
      room: "main" as RoomName,
      changes: [],
      upTo,
      replyTo: addressOf<StoreReply>("room"),
    });
  return { clock, delay, sent, save };
}

Deno.test("save delay: collects saves and sends them after the delay", async () => {
  const { clock, sent, save } = startTest();
  for (const upTo of [1, 3]) {
    save(upTo);
    await settled();
    clock.advance(SAVE_DELAY - 1);
    save(upTo + 1);
    await settled();
    assertEquals(sent.length, (upTo - 1) / 2);
    clock.advance(1);
    await settled();
  }
  assertEquals(sent, ["saves 1,2", "saves 3,4"]);
});

Deno.test("save delay: sends held saves before any other message", async () => {
  const { sent, save, delay } = startTest();
  save(1);
  delay.ref.send({ type: "retain", rooms: [] });
  await settled();
  assertEquals(sent, ["saves 1", "retain"]);
});

Deno.test("save delay: sends held saves before it stops", async () => {
  const { clock, sent, save, delay } = startTest();
  save(1);
  delay.stop();
  await settled();
  assertEquals(sent, ["saves 1"]);
  assertEquals(clock.waiting, 0);
});
