import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeClientFrame, encodeFrame } from "../../actors/protocol/framed.ts";
import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import {
  readCommonSay,
  writeAccepted,
  writeDelivered,
  writeSaid,
} from "../../actors/protocol/many_frames.ts";
import { cleanText } from "../../actors/protocol/sanitize.ts";
import { anyText } from "../support/text_arbitraries.ts";

const AT = "2026-11-23T01:02:03.456Z";

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

Deno.test("many frames: a common say is read as JSON reads it", () => {
  let common = 0;
  fc.assert(
    fc.property(sayLine, (line) => {
      const say = readCommonSay(line);
      if (say === undefined) return;
      common++;
      assertEquals(JSON.parse(line), { type: "say", ...say });
    }),
    { numRuns: 1_000 },
  );
  assert(common > 10, "or nothing was tested");
});

Deno.test("many frames: a common say is what the long way makes of it, and there is nothing to clean", () => {
  fc.assert(
    fc.property(sayLine, (anyLine) => {
      const line = anyLine.toWellFormed();
      const say = readCommonSay(line);
      if (say === undefined) return;
      assertEquals(decodeClientFrame(line), { ok: true, frame: { type: "say", ...say } });
      assertEquals(cleanText(say.text), say.text);
    }),
    { numRuns: 500 },
  );
});

Deno.test("many frames: no text that has to be cleaned is in a common say", () => {
  for (let unit = 0; unit < 0xd800; unit++) {
    const text = `a${String.fromCharCode(unit)}b`;
    const say = readCommonSay(`{"type":"say","id":"a1","text":"${text}"}`);
    if (say !== undefined) assertEquals(cleanText(text), text);
  }
});

Deno.test("many frames: what clients commonly write is common", () => {
  const common = ["a1", "r0-17", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "x".repeat(64), "~! #[]"];
  for (const id of common) {
    for (const text of ["hei", "", "blåbær 漢 👩‍👩‍👧", "{}[]:,'"]) {
      assertEquals(readCommonSay(JSON.stringify({ type: "say", id, text })), { id, text });
      assertEquals(readCommonSay(`{"type": "say", "id": "${id}", "text": "${text}"}`), {
        id,
        text,
      });
    }
  }
});

Deno.test("many frames: what is escaped, unclean, too long or in another order is not", () => {
  const others = [
    `{"type":"say","id":"a1","text":"${"å".repeat(MAX_TEXT_BYTES / 2)}x"}`,
    '{"type":"say","id":"a1","text":"a\x7fb"}',
    '{"type":"say","id":"a1","text":"a\x9bb"}',
    '{"type":"say","id":"a1","text":"a\u2028b"}',
    '{"type":"say","id":"a1","text":"a\u202eb"}',
    '{"type":"say","id":"a1","text":"\\u0041"}',
    '{"type":"say","id":"a1","text":"a\tb"}',
    '{"type":"say","id":"","text":"hei"}',
    '{"type":"say","id":"å","text":"hei"}',
    `{"type":"say","id":"${"x".repeat(65)}","text":"hei"}`,
    '{"id":"a1","type":"say","text":"hei"}',
    '{"type":"say","id":"a1","text":"hei"} ',
    '{"type":"say","id":"a1","text":"hei"}\n',
    '{"type":"say","id":"a1","text":"hei","text":"du"}',
  ];
  for (const line of others) assertEquals(readCommonSay(line), undefined, line);
});

Deno.test("many frames: said and accepted frames are those that one by one would be", () => {
  const plain = fc.constantFrom("", "a1", "hei", "blåbær 漢", "👩‍👩‍👧");
  const one = fc.record({ id: anyText(4), text: anyText(8) });
  const batch = fc.array(fc.oneof(one, fc.record({ id: plain, text: plain })), { maxLength: 5 });
  const from = fc.record({ id: anyText(4), name: anyText(4) });
  fc.assert(
    fc.property(fc.nat(), from, batch, fc.nat(9), (first, from, batch, to) => {
      const ids = batch.map(({ id }) => id);
      const said = batch.map(({ id, text }, i) =>
        encodeFrame({ type: "said", seq: first + i, id, from, at: AT, text })
      );
      assertEquals(writeSaid(first, from, AT, ids, batch.map(({ text }) => text)), said.join(""));
      const accepted = ids.map((id, i) =>
        encodeFrame({ type: "accepted", id, seq: first + i, at: AT, to })
      );
      assertEquals(writeAccepted(first, AT, to, ids), accepted.join(""));
    }),
    { numRuns: 200 },
  );
});

Deno.test("many frames: halves of a surrogate pair in two texts stay halves", () => {
  const from = { id: "m1", name: "ola" };
  const halves = ["\ud83d", "\ude00"];
  const frames = halves.map((text, i) =>
    encodeFrame({ type: "said", seq: 7 + i, id: text, from, at: AT, text })
  );
  assertEquals(writeSaid(7, from, AT, halves, halves), frames.join(""));
});

Deno.test("many frames: delivered frames are those that one by one would be", () => {
  const frames = [7, 8, 9].map((seq) => encodeFrame({ type: "delivered", seq }));
  assertEquals(writeDelivered(7, 9), frames.join(""));
  assertEquals(writeDelivered(7, 7), frames[0]);
});
