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

/** Both ends of a line, and what they have posted. */
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

/** Two of them fill a ring. */
const LARGE = 100_000;

/** More than goes through the ring. */
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

/** Waits for what another thread would wake. Deno does not stay up for that alone, as it does for a worker. */
async function woken(waiting: Promise<unknown>): Promise<void> {
  const up = setInterval(() => {}, 60_000);
  await waiting;
  clearInterval(up);
}

/** A batch as something short: two arrays take long to compare. */
function brief(batch: Talk | undefined): unknown {
  return batch?.map(({ message: { count, text, bytes } }) => {
    assert(bytes === undefined || bytes instanceof Uint8Array);
    return { count, text: text?.length, bytes: bytes?.length, last: bytes?.at(-1) };
  });
}

Deno.test("line: whatever is sent arrives once and in order, both ways", () => {
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

Deno.test("line: posts only what is heavy or finds no room, and uses the ring again when it does", () => {
  const { near, far, nearPost } = talk();
  for (
    const [size, posted] of [
      ["light", 0],
      ["heavy", 1],
      ["bytes", 1],
      ["large", 1],
      ["large", 1],
      // The ring has no room for a third; what is small still finds some, and comes after it.
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

Deno.test("line: keeps its order over many times what the ring holds", () => {
  const { near, far, nearPost } = talk();
  for (let i = 0; i < 40; i++) near.send(say(i, i % 7 === 3 ? sizes.heavy : sizes.bytes));
  for (let i = 0; i < 4_000; i++) {
    near.send(say(i + 40, { bytes: large.subarray(0, i % 200) }));
    assertEquals(far.take()?.[0]?.message.count, i);
  }
  assertEquals(nearPost.posted, 6);
});

Deno.test("line: what cannot be sent is thrown to its sender, and leaves no gap", () => {
  const { near, far } = talk();
  near.send(say(1));
  // Against its type, as only a fault of ours would.
  const unsendable = [{ message: { count: 1, text: () => {} } }] as unknown as Talk;
  assertThrows(() => near.send(unsendable), Error, "could not be cloned");
  const heavy = [{ message: { text: sizes.heavy.text, run() {} } }] as unknown as Talk;
  assertThrows(() => near.send(heavy), Error, "could not be cloned");
  near.send(say(2));
  assertEquals([far.take(), far.take(), far.take()], [say(1), say(2), undefined]);
});

Deno.test("line: who waits is woken by what is sent", async () => {
  for (const size of ["light", "heavy"] as const) {
    const { near, far } = talk();
    const waiting = far.wait();
    near.send(say(1, sizes[size]));
    await woken(waiting);
    assertEquals(brief(far.take()), brief(say(1, sizes[size])));
  }
});

Deno.test("line: nobody waits or sleeps for what has come already", async () => {
  const { near, far } = talk();
  near.send(say(1));
  near.send(say(2));
  await far.wait();
  far.sleep(Infinity);
  assertEquals(far.take(), say(1));
  // One is left: the bell has rung for it, and will not again.
  await far.wait();
  far.sleep(Infinity);
  assertEquals(far.take(), say(2));
  far.sleep(0);
});

Deno.test("line: what an end sends does not wake itself", async () => {
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

Deno.test("line: once it is closed, neither end takes anything, waits or sleeps", async () => {
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

Deno.test("line: nobody goes to sleep once it is closed, also if all is taken", async () => {
  const { near, far } = talk();
  near.send(say(1));
  far.take();
  near.close();
  far.sleep(Infinity);
  assertEquals(far.take(), undefined);
  await near.wait();
});

Deno.test("line: who waits on either end is woken when it is closed", async () => {
  for (const closing of ["near", "far"] as const) {
    const ends = talk();
    const waiting = [ends.near.wait(), ends.far.wait()];
    ends[closing].close();
    for (const end of waiting) await woken(end);
  }
});

Deno.test("line: a posted batch that is on its way is awaited, and what is behind it waits with it", () => {
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
    // It comes by the event loop.
    inbox.push(...onItsWay.splice(0, 1));
  }
  assertEquals(taken, sent.map(brief));
});
