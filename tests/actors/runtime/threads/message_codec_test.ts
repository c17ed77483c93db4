import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Batch, DecodedBatch } from "../../../../actors/runtime/threads/message_codec.ts";
import { MessageDecoder } from "../../../../actors/runtime/threads/message_decoder.ts";
import { MessageEncoder } from "../../../../actors/runtime/threads/message_encoder.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";

/** The most bytes of an encoded batch, and the most UTF-16 units of its texts. */
const [CAPACITY, MAX_TEXT] = [163_840, 16_384];

/** An encoder and its decoder. */
class Crossing {
  readonly packer = new MessageEncoder();
  readonly #unpacker = new MessageDecoder();

  /** The decoded batch; `undefined` if it is not light. */
  cross(batch: Batch, number = 0): DecodedBatch | undefined {
    const encoded = this.packer.encode(number, batch);
    if (encoded === undefined) return undefined;
    // As a ring gives it: in memory of its own, with old bytes behind it.
    const memory = new Uint8Array(encoded.length + 5).fill(0xff);
    memory.set(encoded);
    const unpacked = this.#unpacker.decode(memory.subarray(0, encoded.length));
    memory.fill(0);
    return unpacked;
  }

  /** Bytes of the encoded batch. */
  size(batch: Batch): number {
    const { length } = this.packer.encode(0, batch) ?? [];
    this.packer.reset();
    return length;
  }
}

const crossed = (batch: Batch, number?: number) => new Crossing().cross(batch, number);

const deliver = (message: unknown) => ({ type: "deliver", to: "main/it", message });

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i * 7);

const anyBytes = fc.tuple(fc.nat(40), fc.nat(8)).map(([length, at]) => bytes(length).subarray(at));

const { tree: plainData } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    anyText(),
    fc.constantFrom(null, undefined, true, false, 0, -0, 1, -1, NaN, -Infinity, 0.1, 1e-320),
    fc.constantFrom(2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53),
    fc.integer(),
    anyBytes,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom("bytes", "message", "type", "to", "0", "constructor"), anyText(2)),
        tie("tree"),
      ),
      { maxLength: 3 },
    ).map((entries) => Object.fromEntries(entries)),
  ),
}));

const anyBatch = fc.array(
  fc.oneof(plainData.map(deliver), fc.record({ type: fc.constant("spawn"), init: plainData })),
  { maxLength: 5 },
);

Deno.test("message codec: decodes any plain data, after any other batches", () => {
  const number = fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31));
  const act = fc.record({ batch: anyBatch, number, isLost: fc.constantFrom(false, false, true) });
  fc.assert(fc.property(fc.array(act, { maxLength: 5 }), (acts) => {
    const crossing = new Crossing();
    for (const { batch, number, isLost } of acts) {
      const before = structuredClone(batch);
      if (isLost) {
        crossing.packer.encode(number, batch);
        crossing.packer.reset();
      }
      assertEquals(crossing.cross(batch, number), { number, batch });
      assertEquals(batch, before);
    }
  }));
});

Deno.test("message codec: keeps texts of any length", () => {
  const texts = [
    "",
    "\ud83d",
    "\ude00\ud83d",
    "\ufeffhei",
    "\0",
    "ÿ",
    "Ā",
    "👩‍👩‍👧",
    "\u2028",
    "e\u0301",
  ];
  for (const text of texts) {
    for (const times of [1, 20, 70]) {
      const batch = [deliver(text.repeat(times)), deliver("a".repeat(times) + text)];
      assertEquals(crossed(batch)?.batch, batch);
    }
  }
});

Deno.test("message codec: gives each array its own memory", () => {
  for (const length of [0, 1, 500, 512, 513, 5_000]) {
    const crossing = new Crossing();
    const batch = Array.from({ length: 20 }, () => ({ message: { bytes: bytes(length) } }));
    const arrived = crossing.cross(batch)?.batch as typeof batch;
    assertEquals(arrived, batch);
    for (const { message } of arrived.slice(1)) message.bytes.fill(1);
    assertEquals(arrived[0], batch[0]);
    crossing.cross(batch);
    assertEquals(arrived[0], batch[0]);
  }
});

Deno.test("message codec: decodes missing elements as undefined", () => {
  const gap: unknown[] = [1];
  gap[2] = 3;
  assertEquals(crossed([deliver(gap)])?.batch, [deliver([1, undefined, 3])]);
});

Deno.test("message codec: refers to repeated names by number", () => {
  const batch = [{ type: "deliver", to: "main/a-room", message: { type: "consumed", bytes: 5 } }];
  const crossing = new Crossing();
  const first = crossing.packer.encode(0, batch)?.length ?? 0;
  assertEquals(crossing.packer.encode(0, batch)?.length, 16);
  assert(first > 60);
});

Deno.test("message codec: forgets names when they are too many or too long", () => {
  const floods = [
    { count: 9_000, to: (i: number) => `main/${i}` },
    { count: 110, to: (i: number) => `main/${"x".repeat(10_000)}${i}` },
  ];
  for (const { count, to } of floods) {
    const crossing = new Crossing();
    const again = [deliver(1)];
    assertEquals(crossing.cross(again)?.batch, again);
    const size = crossing.packer.encode(0, again)?.length ?? 0;
    for (let i = 0; i < count; i++) {
      const batch = [{ type: "deliver", to: to(i), message: { [`field${i}`]: i } }];
      assertEquals(crossing.cross(batch, i), { number: i, batch });
    }
    const anew = crossing.packer.encode(0, again)?.length ?? 0;
    assert(anew > size, `${anew} bytes, ${size} while it was remembered`);
    crossing.packer.reset();
    assertEquals(crossing.cross(again)?.batch, again);
  }
});

Deno.test("message codec: refuses data that is not plain", () => {
  const round: unknown[] = [];
  round.push(round);
  const strange = [
    round,
    () => {},
    Symbol("it"),
    1n,
    new Map([[1, 2]]),
    new Date(0),
    new Error("it"),
    new Int32Array(1),
    JSON.parse('{"__proto__":{"a":1}}'),
  ];
  const crossing = new Crossing();
  for (const message of strange) {
    assertEquals(crossing.cross([deliver({ message })]), undefined);
    assertEquals(crossing.cross([deliver("plain")])?.batch, [deliver("plain")]);
  }
});

Deno.test("message codec: refuses more text than its limit", () => {
  for (const text of ["a", "漢", "\n", "👩", "\ud83d"]) {
    const frame = "type".length + "to".length + "message".length + "deliver".length +
      "main/it".length;
    const units = MAX_TEXT - frame;
    const most = text.repeat(Math.floor(units / text.length)) + "a".repeat(units % text.length);
    assertEquals(crossed([deliver(most)])?.batch, [deliver(most)]);
    assertEquals(crossed([deliver(most + "a")]), undefined);
  }
  // The limit holds for all texts together, at any depth.
  const halves = Array(2).fill(deliver({ text: "a".repeat(MAX_TEXT / 2) }));
  assertEquals(crossed(halves), undefined);
  assertEquals(crossed([deliver({ all: [{ texts: ["a".repeat(MAX_TEXT)] }] })]), undefined);
});

Deno.test("message codec: refuses more bytes than its limit", () => {
  const crossing = new Crossing();
  // The length of the longest array takes two bytes more than that of an empty one.
  const most = CAPACITY - crossing.size([deliver({ bytes: bytes(0) })]) - 2;
  const whole = bytes(most);
  const [arrived] = crossing.cross([deliver({ bytes: whole })])?.batch as [
    { message: { bytes: Uint8Array } },
  ];
  // assertEquals takes half a second for these arrays.
  assert(arrived.message.bytes.length === most);
  assert(whole.every((byte, i) => arrived.message.bytes[i] === byte));
  crossing.packer.reset();
  assert(crossing.cross([deliver({ bytes: bytes(most + 1) })]) === undefined);
  const text = "漢".repeat(MAX_TEXT / 2);
  assert(crossing.cross([deliver({ bytes: whole.subarray(20_000), text })]) === undefined);
  // A batch that was too large leaves nothing behind.
  assertEquals(crossing.cross([deliver("small")])?.batch, [deliver("small")]);
});

Deno.test("message codec: takes many small values, but no deep nesting", () => {
  const many = Array.from({ length: 600 }, (_, i) => ({ message: { bytes: bytes(20), i } }));
  assertEquals(crossed(many)?.batch, many);
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assertEquals(crossed([deliver(deep)]), undefined);
});

Deno.test("message codec: throws at an unknown tag", () => {
  assertThrows(() => new MessageDecoder().decode(Uint8Array.of(0, 0, 99)), TypeError);
});
