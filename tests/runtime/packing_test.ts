import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Batch, Packer, unpack, type Unpacked } from "../../actors/runtime/packing.ts";
import { anyText } from "../support/text_arbitraries.ts";

/** Bytes of a packed batch at most, and UTF-16 units of its JSON. */
const [CAPACITY, MAX_JSON] = [163_840, 16_384];

const packer = new Packer();

/** What comes of a batch that crosses; `undefined` if it is not light. */
function crossed(batch: Batch, number = 0): Unpacked | undefined {
  const packed = packer.pack(number, batch);
  // As a ring gives it: in memory of its own, with something left behind it.
  const memory = new Uint8Array((packed?.length ?? 0) + 5).fill(0xff);
  memory.set(packed ?? []);
  const unpacked = packed && unpack(memory.subarray(0, packed.length));
  memory.fill(0);
  return unpacked;
}

const deliver = (message: unknown) => ({ type: "deliver", to: "main/it", message });

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i * 7);

const { tree: plainData } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    anyText(),
    fc.constantFrom(null, true, false, 0, 1, -1, 2 ** 53, 1e-320, 0.1, "", "\ufeff", "\0"),
    fc.integer(),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom("bytes", "message", "__proto__", "0"), anyText(2)),
        tie("tree"),
      ),
      {
        maxLength: 3,
      },
    ).map((entries) => Object.fromEntries(entries)),
  ),
}));

const anyBytes = fc.tuple(fc.nat(40), fc.nat(8)).map(([length, at]) => bytes(length).subarray(at));

const anyMessage = fc.oneof(
  plainData,
  fc.tuple(plainData, fc.oneof(anyBytes, anyBytes, plainData))
    .map(([message, bytes]) => ({ ...Object(message), type: "bytes", bytes })),
);

const anyBatch = fc.array(
  fc.oneof(anyMessage.map(deliver), fc.record({ type: fc.constant("spawn"), init: plainData })),
  { maxLength: 5 },
);

Deno.test("packing: what was packed is unpacked, whatever plain data it is", () => {
  const number = fc.constantFrom(0, 1, -1, 2 ** 31 - 1, -(2 ** 31));
  fc.assert(fc.property(anyBatch, number, (batch, number) => {
    const before = structuredClone(batch);
    assertEquals(crossed(batch, number), { number, batch });
    assertEquals(batch, before);
  }));
});

Deno.test("packing: keeps texts as they are", () => {
  const texts = [
    "\ud83d",
    "\ude00\ud83d",
    "\ufeffhei",
    "\0",
    "👩‍👩‍👧",
    "\u2028",
    '"\\',
    "å".normalize("NFD"),
  ];
  assertEquals(crossed([deliver(texts)])?.batch, [deliver(texts)]);
});

Deno.test("packing: gives each message its own bytes, and none to the others", () => {
  const batch = [
    deliver({ bytes: null }),
    deliver({ bytes: bytes(300) }),
    deliver({ bytes: 1_200 }),
    deliver(null),
    { type: "stop", id: "it" },
    deliver({ bytes: bytes(0) }),
    deliver({ bytes: [1] }),
    deliver({ bytes: bytes(9).subarray(3, 5), more: "kept" }),
  ];
  assertEquals(crossed(batch)?.batch, batch);
});

Deno.test("packing: makes something else of what JSON has no word for", () => {
  const strange = [
    -0,
    NaN,
    Infinity,
    undefined,
    () => {},
    Symbol("it"),
    new Map([[1, 2]]),
    bytes(1),
  ];
  const [arrived] = crossed([deliver(strange)])?.batch as [{ message: unknown }];
  assertEquals(arrived.message, [0, null, null, null, null, null, {}, { 0: 0 }]);
  assertEquals(crossed([deliver({ a: undefined, b() {} })])?.batch, [deliver({})]);
});

Deno.test("packing: throws where JSON cannot be made", () => {
  const round: unknown[] = [];
  round.push(round);
  for (const message of [round, 1n]) {
    assertThrows(() => packer.pack(0, [deliver(message)]), TypeError);
  }
});

Deno.test("packing: takes no more JSON than the structured clone does sooner", () => {
  const frame = JSON.stringify([deliver("")]).length;
  for (const [text, units] of [["a", 1], ["漢", 1], ["\n", 2], ["\ud83d", 6]] as const) {
    const room = MAX_JSON - frame;
    const most = text.repeat(Math.floor(room / units)) + "a".repeat(room % units);
    assertEquals(crossed([deliver(most)])?.batch, [deliver(most)]);
    assertEquals(crossed([deliver(most + "a")]), undefined);
  }
  // Together, and each by itself.
  const halves = Array(2).fill(deliver({ text: "a".repeat(MAX_JSON / 2) }));
  assertEquals(crossed(halves), undefined);
  assertEquals(crossed([deliver({ text: "a".repeat(MAX_JSON + 1) })]), undefined);
  const hidden = [deliver({ texts: ["a".repeat(MAX_JSON + 1)] })];
  assertEquals(crossed(hidden), undefined);
});

Deno.test("packing: takes no more bytes than it has room for", () => {
  const most = CAPACITY - (packer.pack(0, [deliver({ bytes: bytes(0) })])?.length ?? 0);
  const whole = bytes(most);
  const [arrived] = crossed([deliver({ bytes: whole })])?.batch as [
    { message: { bytes: Uint8Array } },
  ];
  // Asserting that they are equal takes half a second.
  assert(arrived.message.bytes.length === most);
  assert(whole.every((byte, i) => arrived.message.bytes[i] === byte));
  assertEquals(crossed([deliver({ bytes: bytes(most + 1) })]), undefined);
  // What found no room leaves nothing behind.
  assertEquals(crossed([deliver("small")])?.batch, [deliver("small")]);
});

Deno.test("packing: has room for the most UTF-8 and the most arrays that there can be", () => {
  const wide = [deliver("漢".repeat(16_300))];
  assertEquals(crossed(wide)?.batch, wide);
  const many = Array.from({ length: 600 }, () => ({ message: { bytes: bytes(20) } }));
  assertEquals(crossed(many)?.batch, many);
});
