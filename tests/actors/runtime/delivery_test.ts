import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Address } from "../../../actors/runtime/actor.ts";
import type { Undelivered } from "../../../actors/runtime/actor_cell.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import type { ScriptedMessage } from "../../support/fakes/scripted_actor.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("delivery: counts messages to an unknown actor [delivery.1]", async (stage) => {
  const { ref, kill } = stage.spawn("ada");
  await stage.hears(kill);
  ref.send({ type: "note", text: "is heard" });
  const bob = stage.spawn("bob");
  bob.ref.send({ type: "pass", to: ref.address, text: "is heard" });
  assertEquals(await stage.hears(), []);
  assertEquals(stage.undelivered, { "no such actor": 2 });
});

testInEveryPlace("delivery: counts messages to an unknown node [delivery.2]", async (stage) => {
  const address = "nowhere/ada" as Address<ScriptedMessage>;
  stage.system.send(address, { type: "note", text: "is heard" });
  const bob = stage.spawn("bob");
  bob.ref.send({ type: "pass", to: address, text: "is heard" });
  assertEquals(await stage.hears(), []);
  assertEquals(stage.undelivered, { "no such node": 2 });
});

testInEveryPlace(
  "delivery: counts messages that wait when their actor ends [delivery.3]",
  async (stage) => {
    const { ref } = stage.spawn("ada");
    const heard = await stage.hears(() => {
      ref.send({ type: "exit" });
      for (let i = 0; i < 5; i++) ref.send({ type: "note", text: "is heard" });
    });
    assertEquals(heard, ["ada exited: normal"]);
    assertEquals(stage.undelivered, { "ended before its turn": 5 });
  },
);

testInEveryPlace(
  "delivery: counts messages that a full mailbox refuses [delivery.4]",
  async (stage) => {
    const { ref } = stage.spawn("ada", {}, { mailbox: 3 });
    const heard = await stage.hears(() => {
      for (let i = 0; i < 5; i++) ref.send({ type: "note", text: "is heard" });
    });
    assertEquals(heard, ["ada exited: crashed, Mailbox full: 3 messages wait"]);
    // The fifth came after its end.
    assertEquals(stage.undelivered, {
      "mailbox full": 1,
      "ended before its turn": 3,
      "no such actor": 1,
    });
  },
);

Deno.test("delivery: reports each count [delivery.5]", async () => {
  const told: (readonly [Undelivered, number])[] = [];
  const system = new ActorSystem({
    node: "main",
    clock: new FakeClock(),
    undelivered: (reason, count) => told.push([reason, count]),
  });
  const { ref, kill } = system.spawn<null>("ada", () => ({ receive() {} }), { mailbox: 9 });
  ref.send(null);
  ref.send(null);
  kill();
  ref.send(null);
  await settled();
  assertEquals(told, [["ended before its turn", 2], ["no such actor", 1]]);
});

testInEveryPlace(
  "mailbox: holds as many messages as its bound [mailbox.1]",
  async (stage) => {
    const { ref } = stage.spawn("ada", {}, { mailbox: 3 });
    const send = () => {
      for (let i = 0; i < 3; i++) ref.send({ type: "note", text: "hears" });
    };
    assertEquals(await stage.hears(send), ["ada hears", "ada hears", "ada hears"]);
    assertEquals(await stage.hears(send), ["ada hears", "ada hears", "ada hears"]);
    assertEquals(stage.undelivered, {});
  },
);

testInEveryPlace(
  "mailbox: one message too many crashes the owner, not the sender [mailbox.2]",
  async (stage) => {
    const full = stage.spawn("full", {}, { mailbox: 1 });
    const sender = stage.spawn("sender");
    const heard = await stage.hears(() => {
      // Both are handled in one turn, and the full actor has none in between.
      sender.ref.send({ type: "pass", to: full.ref.address, text: "hears" });
      sender.ref.send({ type: "pass", to: full.ref.address, text: "hears" });
      sender.ref.send({ type: "note", text: "goes on" });
    });
    assertEquals(heard.toSorted(), [
      "full exited: crashed, Mailbox full: 1 messages wait",
      "sender goes on",
    ]);
  },
);

testInEveryPlace(
  "mailbox: an actor that overflows its own mailbox crashes [mailbox.3]",
  async (stage) => {
    const { ref } = stage.spawn("ada", { ended: "tells" }, { mailbox: 5 });
    const heard = await stage.hears(() => ref.send({ type: "flood", count: 6 }));
    assertEquals(heard, [
      "ada has ended: crashed",
      "ada exited: crashed, Mailbox full: 5 messages wait",
      // It crashed in the middle of a handler, which still runs to its end.
      "ada has sent",
    ]);
  },
);

const step = fc.constantFrom("send", "send", "send", "stop", "kill", "throw", "start", "settle");

testInEveryPlace("delivery: handles or counts each message once [delivery.6]", async (first) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const stage = new Stage(first.home);
      let alive = false;
      let sent = 0;
      const spawn = () => {
        alive = true;
        return stage.spawn("ada", {}, { mailbox: 4, exited: () => alive = false });
      };
      let ada = spawn();
      for (const step of steps) {
        if (step === "send") ada.ref.send({ type: "note", text: `${sent++}` });
        if (step === "throw") ada.ref.send({ type: "throw", error: `${sent++}` });
        if (step === "stop") ada.stop();
        if (step === "kill") ada.kill();
        if (step === "settle") await settled();
        if (step === "start" && !alive) ada = spawn();
      }
      const heard = await stage.hears();
      const handled = heard.filter((text) => /^ada \d+$/.test(text));
      const thrown = heard.filter((text) => text.includes("RangeError"));
      const lost = Object.values(stage.undelivered).reduce((sum, count) => sum + count, 0);
      assertEquals(new Set(handled).size, handled.length);
      assertEquals(handled.length + thrown.length + lost, sent);
    }),
    { numRuns: 60 },
  );
});
