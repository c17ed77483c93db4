import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { decodeClientFrame } from "../../../../actors/protocol/frame_codec.ts";
import { MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import { cleanText } from "../../../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../../../actors/encoding/utf8.ts";
import { CommonSays } from "../../../../actors/session/inbound/say_scanner.ts";
import { bytesOf, joined } from "../../../support/arbitraries/bytes.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";

/** JSON as `JSON.stringify` writes it, as Python's `json.dumps` does, and as a person may. */
const STYLES: readonly ((fields: readonly (readonly [string, string])[]) => string)[] = [
  (fields) => `{${fields.map(([key, json]) => `"${key}":${json}`).join(",")}}`,
  (fields) => `{${fields.map(([key, json]) => `"${key}": ${json}`).join(", ")}}`,
  (fields) => `{ ${fields.map(([key, json]) => `"${key}" : ${json}`).join(" , ")} }`,
];

/** A string as JSON: as it is, with all beyond ASCII escaped as Python does, or raw between quotes, right or wrong. */
const spelling = fc.constantFrom(
  (text: string) => JSON.stringify(text),
  (text: string) =>
    JSON.stringify(text).replace(
      /[\x7f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  (text: string) => `"${text}"`,
);

const odd = fc.constantFrom(
  "",
  '"',
  "\\",
  "\\n",
  '\\"',
  "\\u0041",
  "\u2028",
  "\x7f",
  "\t",
  "👩‍👩‍👧",
  "x".repeat(64),
  "x".repeat(65),
);
const text = fc.oneof(anyText(8), odd, fc.constantFrom("hei", "blåbær 漢"), fc.string());
const id = fc.oneof(
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z0-9-]{1,12}$/) },
  { weight: 1, arbitrary: text },
);

const sayLine = fc.record({
  style: fc.constantFrom(...STYLES),
  spell: spelling,
  id,
  text,
  change: fc.constantFrom(
    "none",
    "none",
    "none",
    "order",
    "more",
    "twice",
    "type",
    "tail",
    "number",
  ),
}).map(({ style, spell, id, text, change }) => {
  const type = ["type", change === "type" ? '"sing"' : '"say"'] as const;
  const ids = ["id", change === "number" ? "7" : spell(id)] as const;
  const texts = ["text", spell(text)] as const;
  const line = style(
    change === "order"
      ? [texts, ids, type]
      : change === "more"
      ? [type, ids, texts, ["x", "1"]]
      : change === "twice"
      ? [type, ids, texts, ["text", '"to"']]
      : [type, ids, texts],
  );
  return change === "tail" ? line + "}" : line;
});

/** The line in UTF-8, here and there with a byte that is none. */
const sayBytes = fc.record({
  line: sayLine,
  noise: fc.option(fc.record({ place: fc.nat(60), byte: fc.nat(255) }), { freq: 2 }),
  ending: fc.constantFrom("\n", "\n", "\r\n", "", "\r", " \n"),
}).map(({ line, noise, ending }) => {
  const bytes = bytesOf(line);
  if (noise !== null) bytes[noise.place] = noise.byte;
  return { bytes: joined([bytes, bytesOf(ending)]), length: bytes.length };
});

const says = new CommonSays();

/** What one line says, if it is common. */
function readOne(bytes: Uint8Array): { id: string; text: string; bytes: number } | undefined {
  says.clear();
  const next = says.read(bytes, 0);
  const said = says.take();
  assert(next === (said === undefined ? -1 : bytes.length), `${next}`);
  if (said === undefined) return undefined;
  assert(said.count === 1);
  return { id: said.ids, text: said.texts, bytes: said.bytes };
}

function readLine(line: string): { id: string; text: string } | undefined {
  const say = readOne(bytesOf(line + "\n"));
  return say && { id: say.id, text: say.text };
}

Deno.test("common says: one is what the long way makes of it, and there is nothing to clean", () => {
  let common = 0;
  fc.assert(
    fc.property(sayBytes, ({ bytes, length }) => {
      const say = readOne(bytes);
      if (say === undefined) return;
      common++;
      const { id, text } = say;
      const line = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, length));
      assertEquals(decodeClientFrame(line), { ok: true, frame: { type: "say", id, text } });
      assertEquals(cleanText(text), text);
      assertNotEquals(text.trim(), "");
      assertEquals(say.bytes, utf8Length(text));
    }),
    { numRuns: 2_000 },
  );
  assert(common > 20, "or nothing was tested");
});

Deno.test("common says: no text that has to be cleaned is one, and few others are not", () => {
  const [others, unclean]: [number[], number[]] = [[], []];
  for (let point = 0; point < 0x11_0000; point += point < 0x3000 ? 1 : 0x1f) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const text = `a${String.fromCodePoint(point)}b`;
    const say = readLine(`{"type":"say","id":"a1","text":"${text}"}`);
    if (say === undefined) others.push(point);
    else if (say.text !== text || cleanText(text) !== text) unclean.push(point);
  }
  assertEquals(unclean, []);
  const clean = others.map((point) => String.fromCodePoint(point))
    .filter((character) => cleanText(character) === character);
  assertEquals(clean, ["\t", "\n", '"', "\\"]);
});

Deno.test("common says: a text with nothing to show is none, in whatever blanks", () => {
  const blanks = Array.from({ length: 0xd800 }, (_, point) => String.fromCodePoint(point))
    .filter((character) => character.trim() === "");
  assert(blanks.length > 20);
  for (const text of [...blanks, blanks.join("")]) {
    assertEquals(readLine(`{"type":"say","id":"a1","text":"${text}"}`), undefined);
  }
});

Deno.test("common says: what clients commonly write is common", () => {
  const common = ["a1", "r0-17", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "x".repeat(64), "~! #[]"];
  for (const id of common) {
    for (const text of ["hei", "blåbær 漢 👩‍👩‍👧", "漢", "øl", "да", "{}[]:,'", "x".repeat(2_730)]) {
      assertEquals(readLine(JSON.stringify({ type: "say", id, text })), { id, text });
      assertEquals(readLine(`{"type": "say", "id": "${id}", "text": "${text}"}`), { id, text });
      assertEquals(readLine(`{"type":"say","id":"${id}","text":"${text}"}\r`), { id, text });
    }
  }
});

Deno.test("common says: what is escaped, unclean, long or in another order is not", () => {
  const others = [
    `{"type":"say","id":"a1","text":"${"å".repeat(MAX_TEXT_BYTES / 6)}x"}`,
    '{"type":"say","id":"a1","text":"a\x7fb"}',
    '{"type":"say","id":"a1","text":"a\x9bb"}',
    '{"type":"say","id":"a1","text":"a\u2028b"}',
    '{"type":"say","id":"a1","text":"a\u202eb"}',
    '{"type":"say","id":"a1","text":"\\u0041"}',
    '{"type":"say","id":"a1","text":"a\tb"}',
    '{"type":"say","id":"a1","text":""}',
    '{"type":"say","id":"","text":"hei"}',
    '{"type":"say","id":"å","text":"hei"}',
    '{"type":"say","id":"a\\"","text":"hei"}',
    `{"type":"say","id":"${"x".repeat(65)}","text":"hei"}`,
    '{"id":"a1","type":"say","text":"hei"}',
    '{"type":"say","id":"a1","text":"hei"} ',
    '{"type":"say","id":"a1","text":"hei","text":"du"}',
    '{"type":"say","id":"a1","text":"hei"',
    '{"type":"say","id":"a1","text":"hei',
    '{"type":"say","id":"a1"',
    '{"type":"say","id":"a1',
    '{"type":"say"',
    "",
  ];
  for (const line of others) {
    assertEquals(readLine(line), undefined, line);
    assertEquals(readOne(bytesOf(line)), undefined, line);
  }
  assertEquals(readOne(bytesOf('{"type":"say","id":"a1","text":"hei"}')), undefined, "no end");
});

Deno.test("common says: many come together, with those that were read elsewhere, in order", () => {
  const say = fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,9}$/), text: anyText(9) });
  fc.assert(
    fc.property(fc.array(say, { minLength: 1, maxLength: 9 }), (all) => {
      says.add("before", "this");
      says.clear();
      const cleaned = all.map(({ id, text }) => ({ id, text: cleanText(text) }));
      for (const { id, text } of cleaned) {
        const line = bytesOf(`???{"type": "say", "id": "${id}", "text": "${text}"}\n`);
        if (says.read(line, 3) === -1) says.add(id, text);
      }
      const said = says.take();
      assert(said !== undefined);
      const texts = cleaned.map(({ text }) => text);
      assertEquals(fromTextBatch(said.ids), cleaned.map(({ id }) => id));
      assertEquals(fromTextBatch(said.texts), texts);
      assertEquals([said.count, said.bytes], [all.length, utf8Length(texts.join(""))]);
      assertEquals(says.take(), undefined);
    }),
  );
});

Deno.test("common says: it takes as much as comes", () => {
  const line = bytesOf(`{"type":"say","id":"a1","text":"${"ø".repeat(1_000)}"}\n`);
  for (let i = 0; i < 50; i++) assertEquals(says.read(line, 0), line.length);
  const said = says.take();
  assertEquals([said?.count, said?.bytes], [50, 100_000]);
  assert(
    said !== undefined && fromTextBatch(said.texts).every((text) => text === "ø".repeat(1_000)),
  );
});
