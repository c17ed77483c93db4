import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ActorContext, Behavior, ExitReason } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("stop: goes ahead of waiting messages [stop.1]", async (stage) => {
  const { ref, stop } = stage.spawn("ada", { ended: "tells" });
  await stage.hears();
  if (stage.home !== "main") stage.threads.hold(stage.home);
  const heard = await stage.hears(() => {
    ref.send({ type: "note", text: "hears" });
    stop();
    if (stage.home !== "main") stage.threads.release(stage.home);
  });
  assertEquals(heard, ["ada has ended: shutdown", "ada exited: shutdown"]);
  assertEquals(stage.undelivered, { "ended before its turn": 1 });
});

testInEveryPlace(
  "stop: an actor goes on until it exits [stop.2]",
  async (stage) => {
    const { ref, stop } = stage.spawn("ada", { stop: "stays", ended: "tells" });
    const stopped = await stage.hears(() => {
      ref.send({ type: "note", text: "hears what waited" });
      stop();
    });
    assertEquals(stopped, ["ada is asked to stop", "ada hears what waited"]);
    assertEquals(await stage.hears(() => ref.send({ type: "note", text: "hears more" })), [
      "ada hears more",
    ]);
    assertEquals(await stage.hears(() => ref.send({ type: "exit" })), [
      "ada has ended: shutdown",
      "ada exited: shutdown",
    ]);
  },
);

testInEveryPlace("stop: is delivered once [stop.3]", async (stage) => {
  const { stop } = stage.spawn("ada", { stop: "stays" });
  assertEquals(await stage.hears(() => [stop, stop].forEach((again) => again())), [
    "ada is asked to stop",
  ]);
  assertEquals(await stage.hears(stop), []);
});

testInEveryPlace("stop: exits as shutdown, and an own exit as normal [stop.4]", async (stage) => {
  const { stop } = stage.spawn("ada", { stop: "exits" });
  assertEquals(await stage.hears(stop), ["ada is asked to stop", "ada exited: shutdown"]);
  const { ref } = stage.spawn("ada", { stop: "exits" });
  assertEquals(await stage.hears(() => ref.send({ type: "exit" })), ["ada exited: normal"]);
});

Deno.test("stop: is delivered between two messages of one turn [stop.5]", async () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const handled: string[] = [];
  const { ref, stop } = system.spawn<string>("ada", () => ({
    receive(text) {
      handled.push(text);
      stop();
    },
  }), { mailbox: 9 });
  ref.send("first");
  ref.send("second");
  await settled();
  assertEquals(handled, ["first"]);
});

testInEveryPlace("kill: ends at once, without asking [kill.1]", async (stage) => {
  const { ref, kill } = stage.spawn("ada", { stop: "stays", ended: "tells" });
  await stage.hears();
  const heard = await stage.hears(() => {
    ref.send({ type: "note", text: "hears" });
    kill();
  });
  assertEquals(heard.toSorted(), ["ada exited: killed", "ada has ended: killed"]);
  assertEquals(await stage.hears(kill), []);
});

Deno.test("kill: is reported at once, even if the worker hangs [kill.2]", async () => {
  const stage = new Stage("worker");
  const { kill } = stage.spawn("ada");
  await stage.hears();
  stage.threads.hold("worker");
  assertEquals(await stage.hears(kill), ["ada exited: killed"]);
});

testInEveryPlace(
  "exit: at the start takes effect after the start [exit.1]",
  async (stage) => {
    const heard = await stage.hears(() => stage.spawn("ada", { start: "exits", ended: "tells" }));
    assertEquals(heard, [
      "ada goes on after its exit",
      "ada has ended: normal",
      "ada exited: normal",
    ]);
  },
);

const act = fc.constantFrom("send", "throw", "exit", "stop", "kill", "settle");

testInEveryPlace("exit: is reported once [exit.2]", async ({ home }) => {
  const script = fc.record({
    start: fc.constantFrom("throws", "exits", "floods"),
    stop: fc.constantFrom("exits", "throws", "stays"),
    ended: fc.constantFrom("tells", "throws"),
  }, { requiredKeys: ["ended"] });
  await fc.assert(
    fc.asyncProperty(script, fc.array(act, { maxLength: 8 }), async (script, acts) => {
      const stage = new Stage(home);
      const reasons: ExitReason[] = [];
      const { ref, stop, kill } = stage.spawn("ada", script, {
        mailbox: 4,
        exited: (reason) => reasons.push(reason),
      });
      for (const act of acts) {
        if (act === "send") ref.send({ type: "note", text: "hears" });
        if (act === "throw") ref.send({ type: "throw", error: "now" });
        if (act === "exit") ref.send({ type: "exit" });
        if (act === "stop") stop();
        if (act === "kill") kill();
        if (act === "settle") await settled();
      }
      kill();
      const heard = await stage.hears();
      assertEquals(reasons.length, 1);
      // `ended` is called once too, if the actor has started.
      const ends = heard.filter((text) => text.includes("has ended")).length;
      const exits = heard.filter((text) => text.includes("exited")).length;
      assertEquals([ends, exits], [script.start === "throws" ? 0 : 1, 1]);
    }),
    { numRuns: 80 },
  );
});

Deno.test("exit: is reported when the id is free again [exit.3]", () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const start = (_: ActorContext<null>): Behavior<null> => ({ receive() {} });
  let lives = 0;
  const again = (): void => {
    if (++lives < 3) system.spawn("ada", start, { mailbox: 1, exited: again }).kill();
  };
  again();
  assertEquals(lives, 3);
  assertEquals(system.size, 0);
});

Deno.test("exit: has the first reason given [exit.4]", () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const reasons: ExitReason[] = [];
  const given: ExitReason = { type: "crashed", error: "Cannot go on: the disk is full" };
  system.spawn<null>("ada", ({ exit }) => {
    exit(given);
    exit();
    return { receive() {}, ended: (reason) => void reasons.push(reason) };
  }, { mailbox: 1, exited: (reason) => reasons.push(reason) });
  assertEquals(reasons, [given, given]);
});
