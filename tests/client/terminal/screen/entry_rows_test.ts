import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ChatEntry, Progress } from "../../../../client/chat/chat_log.ts";
import type { Notice } from "../../../../client/chat/notices.ts";
import { calendar } from "../../../../client/languages/calendar.ts";
import {
  dayRow,
  type EntryLayout,
  entryMark,
  entryRows,
  MARK_COLUMN,
} from "../../../../client/terminal/screen/entry_rows.ts";
import { plainText, rowWidth, toAnsi } from "../../../../client/terminal/screen/ink.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";
import { cleanLine, cleanText } from "../../../../actors/encoding/sanitize.ts";
import { kari, NOON } from "../../../support/fakes/test_screen.ts";

const look: EntryLayout = {
  columns: 60,
  language: "nb",
  calendar: calendar("nb", "UTC"),
  you: "ola",
};

function said(text: string, name = "kari"): ChatEntry {
  const at = "2026-11-23T09:05:00.000Z";
  return { type: "said", key: 1, seq: 1, from: { ...kari, name }, text, at };
}

function own(text: string, progress: Progress = "waiting"): ChatEntry {
  return { type: "own", key: 1, id: "a", text, progress, seq: undefined, at: undefined };
}

function noticed(notice: Notice): ChatEntry {
  return { type: "notice", key: 1, notice };
}

function drawn(entry: ChatEntry, changed: Partial<EntryLayout> = {}): readonly string[] {
  return entryRows(entry, NOON, { ...look, ...changed }).map(plainText);
}

Deno.test("entry rows: a text has its time, mark and name", () => {
  assertEquals(drawn(said("hei")), ["09:05    kari: hei"]);
  assertEquals(drawn(own("hei")), ["12:00 …  ola: hei"]);
  // An invalid time from the server is ignored.
  assertEquals(drawn({ ...said("hei"), at: "i går" } as ChatEntry), ["12:00    kari: hei"]);
});

Deno.test("entry rows: each progress has its own mark", () => {
  const progress: readonly Progress[] = ["waiting", "accepted", "delivered", "read", "rejected"];
  const marks = progress.map((progress) => entryMark(own("hei", progress)));
  assertEquals(marks.map(({ text }) => text), ["… ", "✓ ", "✓✓", "✓✓", "✗ "]);
  assertEquals(new Set(marks.map((mark) => toAnsi([mark], true))).size, 5);
  assertEquals(new Set(marks.map((mark) => toAnsi([mark], false))).size, 5);
});

Deno.test("entry rows: indents further rows to the name, less in a narrow window", () => {
  const text = "en ganske lang tekst som ikke får plass i én rad";
  assertEquals(drawn(said(text), { columns: 48 }), [
    "09:05    kari: en ganske lang tekst som ikke får",
    "         plass i én rad",
  ]);
  assertEquals(drawn(said(text), { columns: 30 }), [
    "09:05    kari: en ganske lang",
    "  tekst som ikke får plass i",
    "  én rad",
  ]);
});

Deno.test("entry rows: a text of several lines has as many rows", () => {
  assertEquals(drawn(own("en\n\n  to")), ["12:00 …  ola: en", "         ", "           to"]);
});

Deno.test("entry rows: a long name leaves room for the text", () => {
  const name = "Karoline Amundsen av Nordstranden";
  assertEquals(drawn(said("hei", name), { columns: 40 }), ["09:05    Karoline Amundsen…: hei"]);
  assertEquals(drawn(said("hei", name), { columns: 12 }), ["09:05    …: ", "  hei"]);
});

Deno.test("entry rows: a system notice has a mark, and the server's words stand out", () => {
  const joined = entryRows(noticed({ type: "joined", name: "kari" }), NOON, look);
  const server = entryRows(noticed({ type: "server", text: "Server: Vi stenger." }), NOON, look);
  assertEquals(joined.map(plainText), ["12:00 ·  Bruker kari har koblet seg til."]);
  assertEquals(server.map(plainText), ["12:00    Server: Vi stenger."]);
  assertEquals([joined[0]?.at(-1)?.style, server[0]?.at(-1)?.style], ["dim", "strong"]);
});

Deno.test("entry rows: a notice of several lines is one entry", () => {
  const rows = drawn(noticed({ type: "help", commands: ["quit", "who"] }), { columns: 80 });
  assertEquals(rows, [
    "12:00 ·  /avslutt (/quit): gå; bare avslutt, uten skråstrek, virker også",
    "         /hvem (/who): hvem som er her",
    "         En tekst som skal begynne med skråstrek, skrives med to: //slik.",
  ]);
});

Deno.test("entry rows: another day has a row of its own, cut to the window", () => {
  assertEquals(plainText(dayRow(NOON, look)), "── mandag 23. november 2026 ──");
  assertEquals(plainText(dayRow(NOON, { ...look, columns: 12 })), "── mandag 2…");
});

const entry = fc.oneof(
  fc.record({ text: anyText().map(cleanText), name: anyText().map(cleanLine) })
    .map(({ text, name }) => said(text, name)),
  anyText().map(cleanText).map((text) => own(text)),
  anyText().map((text) => noticed({ type: "server", text })),
);

Deno.test("entry rows: no row is wider than the window, and the mark keeps its column", () => {
  fc.assert(fc.property(entry, fc.integer({ min: 12, max: 60 }), (entry, columns) => {
    const rows = entryRows(entry, NOON, { ...look, columns });
    assert(rows.length > 0);
    for (const row of rows) assert(rowWidth(row) <= columns, plainText(row));
    const [time, mark] = rows[0] ?? [];
    assertEquals(rowWidth(time === undefined ? [] : [time]), MARK_COLUMN);
    if (entry.type !== "notice") assertEquals(mark, entryMark(entry));
  }));
});
