/**
 * Checks `docs/protocol.md` against the code: each example replays, and each frame, code and bound
 * is documented.
 *
 * @module
 */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { REMEMBERED } from "../actors/room/answered_ids.ts";
import {
  clientFrames,
  CLOSING_REASONS,
  ERROR_CODES,
  LEAVE_REASONS,
  REFUSAL_REASONS,
  serverFrames,
} from "../actors/protocol/frames.ts";
import {
  MAX_FRAME_BYTES,
  MAX_ID_LENGTH,
  MAX_NAME_BYTES,
  MAX_NAME_CHARACTERS,
  MAX_ROOM_NAME_CHARACTERS,
  MAX_TEXT_BYTES,
  MAX_TEXT_LINES,
} from "../actors/protocol/limits.ts";
import type { Fields } from "../actors/encoding/json.ts";
import { MAX_IN_FLIGHT_BYTES } from "../client/connection/outbox.ts";
import { MAX_SEEN_TEXTS } from "../client/connection/seen_texts.ts";
import { filledIn, replay } from "./support/example_replay.ts";
import { parseExamples } from "./support/protocol_examples.ts";
import { mayRead } from "./support/source_files.ts";
import { HIGH_WATER, LOW_WATER } from "../actors/room/flow_control.ts";

const options = { ignore: !mayRead };

const page = () => Deno.readTextFile(new URL("../docs/protocol.md", import.meta.url));

Deno.test("protocol page: its examples replay as written", options, async (t) => {
  const examples = parseExamples(await page());
  for (const example of examples) {
    await t.step(example.heading, () => replay(example, examples));
  }
});

Deno.test("protocol page: each example has a heading of its own", options, async () => {
  const headings = parseExamples(await page()).map(({ heading }) => heading);
  assertEquals(headings, [...new Set(headings)]);
});

Deno.test("protocol page: documents each frame with its fields", options, async () => {
  const text = await page();
  assertEquals(tableOf(text, "## Frames from the client"), fieldsOf(clientFrames));
  assertEquals(tableOf(text, "## Frames from the server"), fieldsOf(serverFrames));
});

Deno.test("protocol page: documents each reason and code", options, async () => {
  const text = await page();
  const words = [...REFUSAL_REASONS, ...LEAVE_REASONS, ...ERROR_CODES, ...CLOSING_REASONS];
  assertEquals(words.filter((word) => !text.includes(`\`${word}\``)), []);
});

Deno.test("protocol page: documents each bound", options, async () => {
  // Line breaks may stand anywhere.
  const text = (await page()).replaceAll(/\s+/g, " ");
  const bounds = [
    `at most ${inWords(MAX_FRAME_BYTES)} bytes with its newline`,
    `1 to ${MAX_NAME_CHARACTERS} characters as a person counts them`,
    `at most ${inWords(MAX_NAME_BYTES)} bytes`,
    `1 to ${MAX_ROOM_NAME_CHARACTERS} characters, tidied`,
    `1 to ${MAX_ID_LENGTH} UTF-16 units`,
    `at most ${inWords(MAX_TEXT_BYTES)} bytes of UTF-8 and ${MAX_TEXT_LINES} lines`,
    `at least your last ${inWords(REMEMBERED)} ids`,
    `owes more than ${inMiB(HIGH_WATER)}`,
    `at ${inMiB(LOW_WATER)}, or when that seat becomes free, it goes on`,
    `what is beyond ${inMiB(LOW_WATER)} is let go`,
    `at most ${MAX_IN_FLIGHT_BYTES / 1_024} KiB unaccepted`,
    `of the last ${MAX_SEEN_TEXTS} texts`,
  ];
  const lower = text.toLowerCase();
  assertEquals(bounds.filter((bound) => !lower.includes(bound.toLowerCase())), []);
});

Deno.test("protocol page: parses the notation of its examples", () => {
  const [example, ...others] = parseExamples([
    "## Joining",
    "```text",
    "ola> a picture",
    "```",
    "```example",
    "# continues “Saying it”",
    'ola> {"type":"hello",',
    '      "version":1}',
    "nc< ola: hei > du",
    "nc# connects",
    "nc# is cut off",
    "",
    "nc# is closed",
    "# 20 s pass",
    "# 250 ms pass",
    "# the operator says “hei, alle”",
    "# the operator removes “kari”",
    "# the server stops",
    "```",
  ].join("\n"));
  assertEquals(others, []);
  assertEquals(example, {
    heading: "Joining",
    steps: [
      { line: 6, type: "continues", from: "Saying it" },
      { line: 7, type: "sends", who: "ola", text: '{"type":"hello", "version":1}' },
      { line: 9, type: "gets", who: "nc", text: "ola: hei > du" },
      { line: 10, type: "connects", who: "nc" },
      { line: 11, type: "isCutOff", who: "nc" },
      { line: 13, type: "isClosed", who: "nc" },
      { line: 14, type: "passes", ms: 20_000 },
      { line: 15, type: "passes", ms: 250 },
      { line: 16, type: "operatorSays", text: "hei, alle" },
      { line: 17, type: "operatorRemoves", name: "kari" },
      { line: 18, type: "serverStops" },
    ],
  });
});

Deno.test("protocol page: rejects a line outside the notation", () => {
  for (const line of ["ola", "> hei", "ola# dances", "# 20 min pass", "# soon", "  indented"]) {
    assertThrows(() => parseExamples(`\`\`\`example\n${line}\n\`\`\``), SyntaxError);
  }
  assertThrows(() => parseExamples("```example\n# 20 s pass"), SyntaxError);
});

Deno.test("protocol page: fails on an example that tells something else", async () => {
  const hello = 'ola> {"type":"hello","version":2,"name":"ola"}';
  const refused = 'ola< {"type":"refused","reason":"unsupported_version","text":"…"}';
  const told = [hello, refused, "ola# is closed"];
  const play = (lines: readonly string[]) => {
    const [example] = parseExamples(["```example", ...lines, "```"].join("\n"));
    return example === undefined ? Promise.resolve() : replay(example, []);
  };
  await play(told);
  const wrong = [
    // Too little, too much, or something else.
    [hello],
    [hello, refused],
    [...told, refused],
    [hello, refused.replace("unsupported_version", "stopping"), "ola# is closed"],
    [hello, refused.replace(',"text":"…"', ""), "ola# is closed"],
    [hello, refused.replace("}", ',"more":"…"}'), "ola# is closed"],
    // Out of order.
    [hello, "# 20 s pass", refused, "ola# is closed"],
    ["# continues “Nothing”"],
  ];
  for (const lines of wrong) await assertRejects(() => play(lines));
});

Deno.test("protocol page: uses one value for each name in an example", () => {
  const known = new Map<string, unknown>();
  assertEquals(filledIn(["$a", "$b", "…"], [1, "x", null], known), [1, "x", null]);
  assertEquals(filledIn({ a: "$a", b: "$b" }, { a: 2, b: "x" }, known), { a: 1, b: "x" });
  assertEquals(filledIn({ a: "…" }, {}, known), { a: "…" });
});

/** The fields of each frame without `type`, the optional ones with a `?`. */
function fieldsOf(frames: Readonly<Record<string, Fields>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(frames).map(([type, fields]) => {
      const names = Object.entries(fields).map(([name, field]) =>
        typeof field === "function" ? name : `${name}?`
      );
      return [type, names.toSorted()];
    }),
  );
}

/** The same, read from the first table below a heading. */
function tableOf(page: string, heading: string): Record<string, string[]> {
  const [, below = ""] = page.split(heading);
  const [table = ""] = /(?:^\|.*\n)+/m.exec(below) ?? [];
  const rows = table.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
  return Object.fromEntries(
    rows.filter(([, type]) => type?.startsWith("`")).map(([, type = "", fields = ""]) => {
      const names = fields.replaceAll("`", "").split(", ").filter((name) => name !== "");
      return [type.replaceAll("`", ""), names.toSorted()];
    }),
  );
}

function inWords(count: number): string {
  return count.toLocaleString("en");
}

function inMiB(weight: number): string {
  return `${weight / 1_048_576} MiB`;
}
