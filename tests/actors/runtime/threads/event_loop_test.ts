import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { EventLoop } from "../../../../actors/runtime/threads/event_loop.ts";

/** Turns by a clock that stands still until it is set, and what was run. */
function stillTurns() {
  const time = { now: 1_000 };
  const turns = new EventLoop(() => 5_000, () => time.now);
  const ran: string[] = [];
  return {
    time,
    turns,
    after: (ms: number, name: string, more = () => {}) =>
      turns.clock.schedule(ms, () => {
        ran.push(name);
        more();
      }),
    defer: (name: string, more = () => {}) =>
      turns.defer(() => {
        ran.push(name);
        more();
      }),
    /** Has one turn; what was run in it. */
    run(): readonly string[] {
      turns.run();
      return ran.splice(0);
    },
  };
}

Deno.test("turns: any timers go off once, when they are due, in order, but those taken back", () => {
  const act = fc.oneof(
    fc.record({ schedule: fc.integer({ min: -2, max: 12 }) }),
    fc.record({ pass: fc.nat(6) }),
    fc.record({ takeBack: fc.nat(20) }),
  );
  fc.assert(fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
    const { time, turns, after, run } = stillTurns();
    const takeBack: (() => void)[] = [];
    // In the order in which they were scheduled.
    let waiting: { readonly at: number; readonly name: string }[] = [];
    for (const act of acts) {
      if ("schedule" in act) {
        const name = `${takeBack.length}`;
        waiting.push({ at: time.now + act.schedule, name });
        takeBack.push(after(act.schedule, name));
      } else if ("takeBack" in act) {
        // Perhaps again, or after it ran: harmless.
        takeBack[act.takeBack]?.();
        waiting = waiting.filter(({ name }) => name !== `${act.takeBack}`);
      } else {
        time.now += act.pass;
        const due = waiting.filter(({ at }) => at <= time.now).sort((a, b) => a.at - b.at);
        waiting = waiting.filter((timer) => !due.includes(timer));
        assertEquals(run(), due.map(({ name }) => name));
      }
      const next = Math.min(...waiting.map(({ at }) => at));
      assertEquals(turns.untilNextTimer, Math.max(0, next - time.now));
    }
  }));
});

Deno.test("turns: a timer may take back another that is due with it", () => {
  const { after, run } = stillTurns();
  after(0, "first", () => takeBack());
  const takeBack = after(0, "second");
  after(0, "third");
  assertEquals(run(), ["first", "third"]);
});

Deno.test("turns: what a timer schedules waits for the next turn, so that others come between", () => {
  const { turns, after, run } = stillTurns();
  const again = () => void after(0, "again", again);
  again();
  assertEquals(run(), ["again"]);
  assertEquals(turns.untilNextTimer, 0);
  assertEquals(run(), ["again"]);
});

Deno.test("turns: what is put off is run after the timers, to the last, in order", () => {
  const { defer, after, run } = stillTurns();
  defer("first", () => {
    defer("third", () => defer("fifth"));
    defer("fourth");
  });
  defer("second");
  after(0, "timer", () => defer("by the timer"));
  assertEquals(run(), ["timer", "first", "second", "by the timer", "third", "fourth", "fifth"]);
  assertEquals(run(), []);
});

Deno.test("turns: a timer that is scheduled by what was put off goes off in the next turn", () => {
  const { turns, defer, after, run } = stillTurns();
  defer("deferred", () => after(0, "timer"));
  assertEquals(run(), ["deferred"]);
  assertEquals(turns.untilNextTimer, 0);
  assertEquals(run(), ["timer"]);
});

Deno.test("turns: idle as long as no timer is due, and for ever without one", () => {
  const { time, turns, after, run } = stillTurns();
  assertEquals(turns.untilNextTimer, Infinity);
  const takeBack = after(30, "later");
  const forget = after(20, "sooner");
  assertEquals(turns.untilNextTimer, 20);
  time.now += 5;
  assertEquals(turns.untilNextTimer, 15);
  forget();
  assertEquals(turns.untilNextTimer, 25);
  time.now += 100;
  assertEquals(turns.untilNextTimer, 0);
  assertEquals(run(), ["later"]);
  assertEquals(turns.untilNextTimer, Infinity);
  takeBack();
});

Deno.test("turns: timers do not heed the time, which may be set", () => {
  const { time, turns, after, run } = stillTurns();
  after(10, "timer");
  time.now += 10;
  assertEquals(turns.clock.now(), 5_000);
  assertEquals(run(), ["timer"]);
});
