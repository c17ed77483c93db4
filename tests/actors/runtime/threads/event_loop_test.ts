import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { EventLoop } from "../../../../actors/runtime/threads/event_loop.ts";

/** An event loop on a clock that the test sets, and what it has run. */
function testLoop() {
  const time = { now: 1_000 };
  const loop = new EventLoop(() => 5_000, () => time.now);
  const ran: string[] = [];
  return {
    time,
    loop,
    after: (ms: number, name: string, more = () => {}) =>
      loop.clock.schedule(ms, () => {
        ran.push(name);
        more();
      }),
    defer: (name: string, more = () => {}) =>
      loop.defer(() => {
        ran.push(name);
        more();
      }),
    /**
     * Runs one turn.
     *
     * @returns What it ran.
     */
    run(): readonly string[] {
      loop.run();
      return ran.splice(0);
    },
  };
}

Deno.test("event loop: runs each timer once, in order, unless cancelled", () => {
  const act = fc.oneof(
    fc.record({ schedule: fc.integer({ min: -2, max: 12 }) }),
    fc.record({ pass: fc.nat(6) }),
    fc.record({ takeBack: fc.nat(20) }),
  );
  fc.assert(fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
    const { time, loop, after, run } = testLoop();
    const takeBack: (() => void)[] = [];
    // In the order of their scheduling.
    let waiting: { readonly at: number; readonly name: string }[] = [];
    for (const act of acts) {
      if ("schedule" in act) {
        const name = `${takeBack.length}`;
        waiting.push({ at: time.now + act.schedule, name });
        takeBack.push(after(act.schedule, name));
      } else if ("takeBack" in act) {
        // A repeated or late cancel does nothing.
        takeBack[act.takeBack]?.();
        waiting = waiting.filter(({ name }) => name !== `${act.takeBack}`);
      } else {
        time.now += act.pass;
        const due = waiting.filter(({ at }) => at <= time.now).sort((a, b) => a.at - b.at);
        waiting = waiting.filter((timer) => !due.includes(timer));
        assertEquals(run(), due.map(({ name }) => name));
      }
      const next = Math.min(...waiting.map(({ at }) => at));
      assertEquals(loop.untilNextTimer, Math.max(0, next - time.now));
    }
  }));
});

Deno.test("event loop: a timer can cancel another that is due with it", () => {
  const { after, run } = testLoop();
  after(0, "first", () => takeBack());
  const takeBack = after(0, "second");
  after(0, "third");
  assertEquals(run(), ["first", "third"]);
});

Deno.test("event loop: timers scheduled by a timer wait for the next turn", () => {
  const { loop, after, run } = testLoop();
  const again = () => void after(0, "again", again);
  again();
  assertEquals(run(), ["again"]);
  assertEquals(loop.untilNextTimer, 0);
  assertEquals(run(), ["again"]);
});

Deno.test("event loop: runs postponed calls after the timers, in order", () => {
  const { defer, after, run } = testLoop();
  defer("first", () => {
    defer("third", () => defer("fifth"));
    defer("fourth");
  });
  defer("second");
  after(0, "timer", () => defer("by the timer"));
  assertEquals(run(), ["timer", "first", "second", "by the timer", "third", "fourth", "fifth"]);
  assertEquals(run(), []);
});

Deno.test("event loop: timers scheduled by postponed calls wait for the next turn", () => {
  const { loop, defer, after, run } = testLoop();
  defer("deferred", () => after(0, "timer"));
  assertEquals(run(), ["deferred"]);
  assertEquals(loop.untilNextTimer, 0);
  assertEquals(run(), ["timer"]);
});

Deno.test("event loop: tells the time until its next timer", () => {
  const { time, loop, after, run } = testLoop();
  assertEquals(loop.untilNextTimer, Infinity);
  const takeBack = after(30, "later");
  const forget = after(20, "sooner");
  assertEquals(loop.untilNextTimer, 20);
  time.now += 5;
  assertEquals(loop.untilNextTimer, 15);
  forget();
  assertEquals(loop.untilNextTimer, 25);
  time.now += 100;
  assertEquals(loop.untilNextTimer, 0);
  assertEquals(run(), ["later"]);
  assertEquals(loop.untilNextTimer, Infinity);
  takeBack();
});

Deno.test("event loop: timers ignore changes of the system time", () => {
  const { time, loop, after, run } = testLoop();
  after(10, "timer");
  time.now += 10;
  assertEquals(loop.clock.now(), 5_000);
  assertEquals(run(), ["timer"]);
});
