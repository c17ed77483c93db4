import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Channel, channelMemory } from "../../../../actors/runtime/threads/channel.ts";
import type { Batch } from "../../../../actors/runtime/threads/message_codec.ts";
import { simulatedPostPorts } from "../../../support/fakes/simulated_posts.ts";

interface Said {
  readonly type: "deliver";
  readonly message: {
    readonly count: number;
    readonly text?: string;
    readonly bytes?: Uint8Array;
  };
}

type Talk = readonly Said[];

/** Both ends of a channel, and what they have posted. */
function talk() {
  const [nearMemory, farMemory] = channelMemory();
  const [nearPost, farPost] = simulatedPostPorts();
  return {
    near: new Channel<Talk, Talk>(nearMemory, nearPost),
    far: new Channel<Talk, Talk>(farMemory, farPost),
    nearPost,
    farPost,
  };
}

/** Two of these fill a ring. */
const LARGE = 100_000;

/** More text than goes through the ring. */
const LONG = 20_000;

const large = new Uint8Array(LARGE).map((_, i) => i % 251);

const say = (count: number, more: Partial<Said["message"]> = {}): Talk => [
  { type: "deliver", message: { count, ...more } },
];

const sizes = {
  light: {},
  bytes: { bytes: Uint8Array.of(1, 2, 3) },
  large: { bytes: large },
  heavy: { text: "tungt ".repeat(LONG / 6 + 1) },
  huge: { bytes: new Uint8Array(LARGE * 2).fill(7) },
} satisfies Record<string, Partial<Said["message"]>>;

/**
 * Waits for a wake-up from another thread. Unlike a worker, this wait alone does not keep Deno
 * running.
 */
async function woken(waiting: Promise<unknown>): Promise<void> {
  const up = setInterval(() => {}, 60_000);
  await waiting;
  clearInterval(up);
}

/** A short form of a batch: large arrays take long to compare. */
function brief(batch: Talk | undefined): unknown {
  return batch?.map(({ message: { count, text, bytes } }) => {
    assert(bytes === undefined || bytes instanceof Uint8Array);
    return { count, text: text?.length, bytes: bytes?.length, last: bytes?.at(-1) };
  });
}

Deno.test("channel: delivers each batch once and in order, both ways", () => {
  const act = fc.record(
    {
      side: fc.constantFrom("near", "far"),
      times: fc.constantFrom(1, 1, 3),
      what: fc.constantFrom("take", "take", "light", "bytes", "large", "heavy", "huge"),
    } as const,
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { near, far } = talk();
      const ends = {
        near: { end: near, sent: [] as Talk[], awaits: "far" },
        far: { end: far, sent: [] as Talk[], awaits: "near" },
      } as const;
      let count = 0;
      for (const { side, what, times } of acts) {
        const { end, sent, awaits } = ends[side];
        for (let i = 0; i < times; i++) {
          if (what === "take") {
            assertEquals(brief(end.take()), brief(ends[awaits].sent.shift()));
          } else {
            const batch = say(++count, sizes[what]);
            sent.push(batch);
            end.send(batch);
          }
        }
      }
      for (const { end, awaits } of Object.values(ends)) {
        for (const batch of ends[awaits].sent) assertEquals(brief(end.take()), brief(batch));
        assertEquals(end.take(), undefined);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("channel: posts only batches that do not fit in the ring", () => {
  const { near, far, nearPost } = talk();
  for (
    const [size, posted] of [
      ["light", 0],
      ["heavy", 1],
      ["bytes", 1],
      ["large", 1],
      ["large", 1],
      // The ring has no room for a third. A small batch still finds room and comes after it.
      ["large", 2],
      ["light", 2],
    ] as const
  ) {
    near.send(say(0, sizes[size]));
    assertEquals(nearPost.posted, posted, size);
  }
  for (let i = 0; i < 7; i++) assert(far.take() !== undefined);
  near.send(say(0, sizes.large));
  assertEquals(nearPost.posted, 2);
  assertEquals(brief(far.take()), brief(say(0, sizes.large)));
});

Deno.test("channel: keeps its order when the ring wraps around", () => {
  const { near, far, nearPost } = talk();
  for (let i = 0; i < 40; i++) near.send(say(i, i % 7 === 3 ? sizes.heavy : sizes.bytes));
  for (let i = 0; i < 4_000; i++) {
    near.send(say(i + 40, { bytes: large.subarray(0, i % 200) }));
    assertEquals(far.take()?.[0]?.message.count, i);
  }
  assertEquals(nearPost.posted, 6);
});

Deno.test("channel: throws at data that cannot be sent, and leaves no gap", () => {
  const { near, far } = talk();
  near.send(say(1));
  // Against its type, as a bug of ours would.
  const unsendable = [{ message: { count: 1, text: () => {} } }] as unknown as Talk;
  assertThrows(() => near.send(unsendable), Error, "could not be cloned");
  const heavy = [{ message: { text: sizes.heavy.text, run() {} } }] as unknown as Talk;
  assertThrows(() => near.send(heavy), Error, "could not be cloned");
  near.send(say(2));
  assertEquals([far.take(), far.take(), far.take()], [say(1), say(2), undefined]);
});

Deno.test("channel: a batch wakes the waiting end", async () => {
  for (const size of ["light", "heavy"] as const) {
    const { near, far } = talk();
    const waiting = far.wait();
    near.send(say(1, sizes[size]));
    await woken(waiting);
    assertEquals(brief(far.take()), brief(say(1, sizes[size])));
  }
});

Deno.test("channel: does not wait for a batch that has arrived", async () => {
  const { near, far } = talk();
  near.send(say(1));
  near.send(say(2));
  await far.wait();
  far.sleep(Infinity);
  assertEquals(far.take(), say(1));
  // One batch is left. Its count was set before and does not change again.
  await far.wait();
  far.sleep(Infinity);
  assertEquals(far.take(), say(2));
  far.sleep(0);
});

Deno.test("channel: an end's own batch does not wake it", async () => {
  const { near, far } = talk();
  const order: string[] = [];
  const nearWaits = near.wait().then(() => void order.push("near"));
  const farWaits = far.wait().then(() => void order.push("far"));
  near.send(say(1));
  await woken(farWaits);
  far.send(say(2));
  await woken(nearWaits);
  assertEquals(order, ["far", "near"]);
});

Deno.test("channel: once closed, neither end takes, waits or sleeps", async () => {
  const { near, far } = talk();
  near.send(say(1));
  near.send(say(2, sizes.heavy));
  far.send(say(3));
  assert(!near.closed);
  near.close();
  for (const end of [near, far]) {
    assert(end.closed);
    assertEquals(end.take(), undefined);
    await end.wait();
  }
  far.sleep(Infinity);
});

Deno.test("channel: once closed, an empty end does not sleep", async () => {
  const { near, far } = talk();
  near.send(say(1));
  far.take();
  near.close();
  far.sleep(Infinity);
  assertEquals(far.take(), undefined);
  await near.wait();
});

Deno.test("channel: closing wakes both ends", async () => {
  for (const closing of ["near", "far"] as const) {
    const ends = talk();
    const waiting = [ends.near.wait(), ends.far.wait()];
    ends[closing].close();
    for (const end of waiting) await woken(end);
  }
});

Deno.test("channel: later batches wait for a posted one on its way", () => {
  const [nearMemory, farMemory] = channelMemory();
  const onItsWay: Batch[] = [];
  const inbox: Batch[] = [];
  const near = new Channel<Talk, Talk>(nearMemory, {
    send: (batch) => onItsWay.push(structuredClone(batch)),
    take: () => undefined,
  });
  const far = new Channel<Talk, Talk>(farMemory, { send() {}, take: () => inbox.shift() });
  const sent = [say(0), say(1, sizes.heavy), say(2), say(3, sizes.heavy), say(4)];
  for (const batch of sent) near.send(batch);
  const taken: unknown[] = [];
  for (const awaited of [true, true, false]) {
    for (let batch = far.take(); batch !== undefined; batch = far.take()) taken.push(brief(batch));
    assertEquals(far.awaitsPost, awaited);
    // It arrives through the event loop.
    inbox.push(...onItsWay.splice(0, 1));
  }
  assertEquals(taken, sent.map(brief));
});
