import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { concatenate } from "../../../actors/encoding/bytes.ts";
import {
  decodeLines,
  emptyLines,
  type Line,
  type LineState,
  takeRest,
  TOO_LONG,
} from "../../../actors/encoding/line_decoder.ts";
import { byteByByte, bytesOf, everyCut, inPieces } from "../../support/arbitraries/bytes.ts";

const MAX = 16;

/** The lines of a stream that came in these pieces, and its rest. */
function decodeAll(
  pieces: readonly Uint8Array[],
  maxBytes = MAX,
): { lines: Line[]; rest: Line | undefined } {
  const lines: Line[] = [];
  let state = emptyLines;
  for (const piece of pieces) {
    const decoded = decodeLines(state, piece, maxBytes);
    lines.push(...decoded.lines);
    state = decoded.state;
  }
  const { state: ended, line: rest } = takeRest(state);
  assertEquals(ended, emptyLines);
  return { lines, rest };
}

/** The expected lines of the whole stream, by the simplest code. */
function splitWhole(whole: Uint8Array, maxBytes: number): ReturnType<typeof decodeAll> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const raw: number[][] = [[]];
  for (const byte of whole) {
    if (byte === 0x0a) raw.push([]);
    else raw.at(-1)?.push(byte);
  }
  const lines = raw.map((bytes): Line => {
    const line = bytes.at(-1) === 0x0d ? bytes.slice(0, -1) : bytes;
    return line.length > maxBytes ? TOO_LONG : decoder.decode(Uint8Array.from(line));
  });
  const rest = lines.pop();
  if (rest === TOO_LONG) return { lines: [...lines, TOO_LONG], rest: undefined };
  return { lines, rest: raw.at(-1)?.length === 0 ? undefined : rest };
}

/** Bytes in which line endings, cut characters, invalid bytes and long lines are likely. */
const stream = fc.array(
  fc.oneof(
    fc.constantFrom("\n", "\r\n", "\r", "a", "ola: hei", "å", "漢", "👩‍👩‍👧", "\uFEFF").map(bytesOf),
    fc.uint8Array({ maxLength: 4 }),
    fc.nat(24).map((length) => bytesOf("x".repeat(length))),
  ),
  { maxLength: 24 },
).map(concatenate);

Deno.test("line decoder: splits at newline and at carriage return with newline", () => {
  assertEquals(decodeAll([bytesOf("en\nto\r\n\n\r\ntre\n")]), {
    lines: ["en", "to", "", "", "tre"],
    rest: undefined,
  });
});

Deno.test("line decoder: drops one carriage return before a newline and keeps the others", () => {
  assertEquals(decodeAll([bytesOf("a\rb\r\r\n")]).lines, ["a\rb\r"]);
});

Deno.test("line decoder: gives the same lines for any pieces", () => {
  const cases = stream.chain((whole) =>
    fc.record({ whole: fc.constant(whole), pieces: inPieces(whole), maxBytes: fc.nat(40) })
  );
  fc.assert(
    fc.property(cases, ({ whole, pieces, maxBytes }) => {
      assertEquals(decodeAll(pieces, maxBytes), splitWhole(whole, maxBytes));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("line decoder: gives the same lines for every cut and byte by byte", () => {
  const whole = bytesOf("kort\r\nblåbær 漢字 👩‍👩‍👧\nøy\n" + "x".repeat(40) + "\nrest å");
  const expected = splitWhole(whole, MAX);
  for (const halves of everyCut(whole)) assertEquals(decodeAll(halves), expected);
  assertEquals(decodeAll(byteByByte(whole)), expected);
});

Deno.test("line decoder: turns invalid bytes into U+FFFD and keeps a byte order mark", () => {
  assertEquals(decodeAll([Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0xc3, 0x0a)]).lines, [
    "\uFEFFa\uFFFD\uFFFD",
  ]);
});

Deno.test("line decoder: counts the bytes of a line, not its characters nor its ending", () => {
  const just = "å".repeat(MAX / 2);
  for (const ending of ["\n", "\r\n"]) {
    assertEquals(decodeAll([bytesOf(just + ending)]).lines, [just]);
    assertEquals(decodeAll([bytesOf(just + "x" + ending)]).lines, [TOO_LONG]);
    assertEquals(decodeAll(byteByByte(bytesOf(just + ending))).lines, [just]);
    assertEquals(decodeAll(byteByByte(bytesOf(just + "x" + ending))).lines, [TOO_LONG]);
  }
});

Deno.test("line decoder: finds the line that is too long among others in one run", () => {
  const long = "x".repeat(MAX + 1);
  assertEquals(decodeAll([bytesOf(`en\n${long}\r\nto\r\n${long}\ntre\n`)]).lines, [
    "en",
    TOO_LONG,
    "to",
    TOO_LONG,
    "tre",
  ]);
});

Deno.test("line decoder: reports a long line once, as soon as it exceeds the bound", () => {
  let state: LineState = emptyLines;
  const told: (readonly Line[])[] = [];
  for (const piece of ["x".repeat(MAX), "\r", "x", "x".repeat(100), "x\nny\n"]) {
    const decoded = decodeLines(state, bytesOf(piece), MAX);
    state = decoded.state;
    told.push(decoded.lines);
  }
  assertEquals(told, [[], [], [TOO_LONG], [], ["ny"]]);
});

Deno.test("line decoder: returns the unended line as the rest", () => {
  assertEquals(decodeAll([bytesOf("hei på"), bytesOf(" deg\r")]).rest, "hei på deg");
  assertEquals(decodeAll([bytesOf("hei\n")]).rest, undefined);
  assertEquals(decodeAll([]).rest, undefined);
});

Deno.test("line decoder: turns an unfinished character in the rest into U+FFFD", () => {
  assertEquals(decodeAll([bytesOf("æ").subarray(0, 1)]).rest, "\uFFFD");
});

Deno.test("line decoder: stops skipping after the rest", () => {
  const { state } = decodeLines(emptyLines, new Uint8Array(MAX + 1), MAX);
  const { state: after, line } = takeRest(state);
  assertEquals(line, undefined);
  assertEquals(decodeLines(after, bytesOf("hei\n"), MAX).lines, ["hei"]);
});

Deno.test("line decoder: keeps copies, not views", () => {
  const buffer = bytesOf("hei");
  const { state } = decodeLines(emptyLines, buffer, MAX);
  buffer.fill(0);
  assertEquals(decodeLines(state, bytesOf("\n"), MAX).lines, ["hei"]);
});

Deno.test("line decoder: never changes a state", () => {
  const { state } = decodeLines(emptyLines, bytesOf("hei"), MAX);
  decodeLines(state, bytesOf(" du\nnei"), MAX);
  decodeLines(state, bytesOf(" dere"), MAX);
  assertEquals(decodeLines(state, bytesOf(" alle\n"), MAX).lines, ["hei alle"]);
});

Deno.test("line decoder: returns the same state for no bytes", () => {
  const { state } = decodeLines(emptyLines, bytesOf("hei"), MAX);
  assertStrictEquals(decodeLines(state, new Uint8Array(), MAX).state, state);
});

Deno.test("line decoder: never keeps more of an endless line than the bound", () => {
  let state: LineState = emptyLines;
  for (let i = 0; i < 10 * MAX; i++) {
    state = decodeLines(state, Uint8Array.of(0x0d), MAX).state;
    assert(state.tailBytes <= MAX + 1);
  }
});

Deno.test("line decoder: keeps a line that comes byte by byte in few pieces", () => {
  let state: LineState = emptyLines;
  for (let i = 0; i < 1_000; i++) {
    state = decodeLines(state, Uint8Array.of(0x61), 8_192).state;
    let pieces = 0;
    for (let tail = state.tail; tail !== undefined; tail = tail.earlier) pieces++;
    assert(pieces <= 10);
  }
});
