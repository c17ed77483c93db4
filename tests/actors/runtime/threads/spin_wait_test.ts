import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Channel, channelMemory } from "../../../../actors/runtime/threads/channel.ts";
import {
  AdaptiveSpin,
  type Round,
  SpinSlot,
} from "../../../../actors/runtime/threads/spin_wait.ts";
import { simulatedPostPorts } from "../../../support/fakes/simulated_posts.ts";

const lively: Round = { waited: 0.3, worked: 0.1, load: 1 };
const slow: Round = { ...lively, waited: 500 };

const after = (rounds: readonly Round[]) => {
  const adaptive = new AdaptiveSpin();
  return rounds.map((round) => adaptive.shouldSpin(round));
};

Deno.test("spin wait: spins after several brief waits, and stops after long ones", () => {
  assertEquals(after(Array(6).fill(lively)), [false, false, false, true, true, true]);
  const long = Array<Round>(1_000).fill(lively);
  assertEquals(after([...long, slow, lively]).slice(-2), [false, true], "one slow answer");
  const lull = [...long, ...Array(4).fill(slow), ...Array(4).fill(lively)];
  assertEquals(after(lull).slice(-5), [false, false, false, false, true], "starts over");
});

Deno.test("spin wait: spins only after a brief wait, little work, with one actor", () => {
  const time = fc.double({ min: 0, max: 4, noNaN: true });
  const rounds = fc.array(
    fc.record({
      waited: time,
      worked: time.map((ms) => ms / 4),
      load: fc.constantFrom(0, 1, 1, 2),
    }),
  );
  fc.assert(fc.property(rounds, (rounds) => {
    const spins = after(rounds);
    for (const [i, { waited, worked, load }] of rounds.entries()) {
      const brief = rounds.slice(0, i + 1).filter((round) => round.waited < 2).length;
      if (spins[i]) assert(waited < 2 && worked < 0.3 && load === 1 && brief >= 4);
    }
  }));
});

Deno.test("spin slot: one channel has it, and only that channel frees it", () => {
  const act = fc.record({ line: fc.integer({ min: 1, max: 3 }), takes: fc.boolean() });
  fc.assert(fc.property(fc.array(act), (acts) => {
    const holder = new SharedArrayBuffer(4);
    const slots = [1, 2, 3].map((line) => new SpinSlot({ holder, channel: line }));
    let has: number | undefined;
    for (const { line, takes } of acts) {
      const slot = slots[line - 1];
      if (takes) assertEquals(slot?.take(), has === undefined);
      else slot?.release();
      has = takes ? has ?? line : has === line ? undefined : has;
      assertEquals(slots.map(({ isTaken }) => isTaken), [1, 2, 3].map((line) => line === has));
    }
  }));
});

/** Both ends of the channel with this number, which share the slot `holder` with others. */
function ends(holder: SharedArrayBuffer, number: number) {
  const [nearMemory, farMemory] = channelMemory({ holder, channel: number });
  const [nearPost, farPost] = simulatedPostPorts();
  return { near: new Channel(nearMemory, nearPost), far: new Channel(farMemory, farPost) };
}

/** A clock that moves one millisecond at each call, and calls `happens` at call number `event`. */
function clock(event: number, happens: () => void) {
  const looked = { times: 0 };
  const now = () => {
    if (looked.times === event) happens();
    return looked.times++;
  };
  return { looked, now };
}

Deno.test("spin wait: ends with a batch, with the channel, or with its time", () => {
  for (
    const [event, looks] of [
      ["send", 4],
      ["close", 4],
      ["nothing", 11],
    ] as const
  ) {
    const holder = new SharedArrayBuffer(4);
    const { near, far } = ends(holder, 1);
    const { looked, now } = clock(3, () => {
      assert(near.otherEndSpins && far.otherEndSpins);
      if (event === "send") near.send([]);
      if (event === "close") near.close();
    });
    far.spin(10, now);
    assertEquals(looked.times, looks, event);
    assert(!near.otherEndSpins, event);
    assertEquals(far.take(), event === "send" ? [] : undefined);
  }
});

Deno.test("spin wait: needs the slot to itself", () => {
  const never = () => {
    throw new Error("looked at the clock");
  };
  const [memory] = channelMemory();
  const slotless = new Channel(memory, simulatedPostPorts()[0]);
  slotless.spin(10, never);
  assert(!slotless.otherEndSpins);
  const holder = new SharedArrayBuffer(4);
  const [first, second] = [ends(holder, 1), ends(holder, 2)];
  const { looked, now } = clock(0, () => {
    second.far.spin(10, never);
    assert(!second.near.otherEndSpins);
    second.near.close();
    assert(first.near.otherEndSpins, "closing a channel frees only its own slot");
  });
  first.far.spin(10, now);
  assertEquals(looked.times, 11);
});

Deno.test("spin slot: closing the channel of a dead thread frees it", () => {
  const holder = new SharedArrayBuffer(4);
  const [dead, living] = [ends(holder, 1), ends(holder, 2)];
  new SpinSlot({ holder, channel: 1 }).take();
  dead.near.close();
  const { looked, now } = clock(0, () => assert(living.near.otherEndSpins));
  living.far.spin(10, now);
  assertEquals(looked.times, 11);
});

Deno.test("channel: polls without the slot", () => {
  const [memory] = channelMemory();
  const { looked, now } = clock(0, () => {});
  new Channel(memory, simulatedPostPorts()[0]).poll(10, now);
  assertEquals(looked.times, 11);
});
