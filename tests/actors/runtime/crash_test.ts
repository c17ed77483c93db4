import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { describeError, type ExitReason } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Stage, testInEveryPlace } from "../../support/fakes/stage.ts";

testInEveryPlace("crash: at the start reports no ended call [crash.1]", async (stage) => {
  const heard = await stage.hears(() => {
    const { ref } = stage.spawn("ada", { start: "throws", ended: "tells" });
    ref.send({ type: "note", text: "hears" });
  });
  assertEquals(heard, ["ada exited: crashed, RangeError: at the start"]);
  assertEquals(stage.undelivered, { "no such actor": 1 });
});

testInEveryPlace(
  "crash: in receive loses the message and counts those that wait [crash.2]",
  async (stage) => {
    const { ref } = stage.spawn("ada", { ended: "tells" });
    const heard = await stage.hears(() => {
      ref.send({ type: "note", text: "hears" });
      ref.send({ type: "throw", error: "in receive" });
      ref.send({ type: "note", text: "hears" });
    });
    assertEquals(heard, [
      "ada hears",
      "ada has ended: crashed",
      "ada exited: crashed, RangeError: in receive",
    ]);
    assertEquals(stage.undelivered, { "ended before its turn": 1 });
  },
);

testInEveryPlace("crash: in stop is a crash, not a shutdown [crash.3]", async (stage) => {
  const { stop } = stage.spawn("ada", { stop: "throws", ended: "tells" });
  assertEquals(await stage.hears(stop), [
    "ada is asked to stop",
    "ada has ended: crashed",
    "ada exited: crashed, RangeError: in stop",
  ]);
});

testInEveryPlace("crash: in ended replaces the reason [crash.4]", async (stage) => {
  const { ref } = stage.spawn("ada", { ended: "throws" });
  assertEquals(await stage.hears(() => ref.send({ type: "exit" })), [
    "ada has ended: normal",
    "ada exited: crashed, RangeError: in ended",
  ]);
});

testInEveryPlace("crash: touches no other actor [crash.5]", async (stage) => {
  const other = stage.spawn("other");
  const { ref } = stage.spawn("ada");
  const heard = await stage.hears(() => {
    ref.send({ type: "throw", error: "in receive" });
    stage.spawn("bob", { start: "throws" });
    other.ref.send({ type: "note", text: "goes on" });
  });
  assertEquals(heard.toSorted(), [
    "ada exited: crashed, RangeError: in receive",
    "bob exited: crashed, RangeError: at the start",
    "other goes on",
  ]);
});

Deno.test("crash: in an actor's starter leaves the worker's other actors alone [crash.6]", async () => {
  const stage = new Stage("worker");
  const other = stage.spawn("other");
  const reasons: ExitReason[] = [];
  const heard = await stage.hears(() => {
    stage.worker("worker").spawn("broken", "ada", null, {
      mailbox: 1,
      exited: (reason) => reasons.push(reason),
    });
    other.ref.send({ type: "note", text: "goes on" });
  });
  assertEquals(heard, ["other goes on"]);
  assertEquals(reasons, [
    { type: "crashed", error: "TypeError: Cannot read what it is started with" },
  ]);
});

Deno.test("crash: is reported in one short line, for any thrown value [crash.7]", async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything({ withNullPrototype: true }), async (thrown) => {
      const system = new ActorSystem({ node: "main", clock: new FakeClock() });
      const reasons: ExitReason[] = [];
      const { ref } = system.spawn<null>("ada", () => ({
        receive() {
          throw thrown;
        },
      }), { mailbox: 1, exited: (reason) => reasons.push(reason) });
      ref.send(null);
      await settled();
      const [reason] = reasons;
      assert(reason?.type === "crashed" && reasons.length === 1);
      assertMatch(reason.error, /^.{0,500}$/);
      assertEquals(structuredClone(reason), reason);
    }),
    { numRuns: 100 },
  );
});

Deno.test("describeError: has no stack and no line break", () => {
  const error = new TypeError("Cannot read\n  at line 3\u2028");
  assertEquals(describeError(error), "TypeError: Cannot read at line 3 ");
  assertEquals(describeError("x".repeat(1_000)).length, 500);
  assertEquals(describeError(Object.create(null)), "A value without a text was thrown");
});

Deno.test("assertNever: throws at a value that the types rule out", () => {
  // A value that the types rule out.
  assertThrows(() => assertNever({ type: "new" } as never), TypeError, '{"type":"new"}');
});
