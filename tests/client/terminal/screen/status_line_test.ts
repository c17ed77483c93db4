import { assert, assertEquals } from "@std/assert";
import { LANGUAGES } from "../../../../actors/languages/languages.ts";
import { calendar } from "../../../../client/languages/calendar.ts";
import { plainText, rowWidth, type ScreenRow } from "../../../../client/terminal/screen/ink.ts";
import { statusLine } from "../../../../client/terminal/screen/status_line.ts";
import { kari, NOON, TestScreen, welcomed } from "../../../support/fakes/test_screen.ts";

/** What the line shows besides the chat. */
interface More {
  readonly isLeaving?: boolean;
  readonly waiting?: number;
  readonly hint?: string;
  readonly now?: number;
  readonly columns?: number;
}

const at = "2026-11-23T12:00:00.000Z";
const per = { id: "m3", name: "per" };
const aud = { id: "m4", name: "aud" };

function drawn(
  screen: TestScreen,
  { waiting = 0, isLeaving = false, hint, now = NOON, columns = 80 }: More = {},
): ScreenRow {
  const { chat, language } = screen.screen;
  const address = "localhost:65432";
  return statusLine(
    { chat, waiting, isLeaving, hint, address, now, language, calendar: calendar(language, "UTC") },
    columns,
  );
}

/** The line in both languages. */
function linesOf(play: (screen: TestScreen) => TestScreen, more: More = {}): readonly string[] {
  return LANGUAGES.map((language) => plainText(drawn(play(new TestScreen(language)), more)));
}

function among(...names: readonly string[]): (screen: TestScreen) => TestScreen {
  return (screen) => screen.receive(welcomed("ola", names.map((name) => ({ name }))));
}

Deno.test("status line: shows the address before the first connection", () => {
  assertEquals(linesOf((screen) => screen), [
    "○ Kobler til localhost:65432 …",
    "○ Connecting to localhost:65432 …",
  ]);
});

Deno.test("status line: names the members and the room", () => {
  assertEquals(linesOf(among()), [
    "● Ingen andre er her ennå · main",
    "● Nobody else is here yet · main",
  ]);
  assertEquals(linesOf(among("kari")), ["● kari er her · main", "● kari is here · main"]);
  assertEquals(linesOf(among("kari", "per", "aud")), [
    "● kari, per og aud er her · main",
    "● kari, per and aud are here · main",
  ]);
});

Deno.test("status line: names an absent member and how long the seat is kept", () => {
  const until = "2026-11-23T12:05:00.000Z";
  const lost = (screen: TestScreen) =>
    among("kari")(screen).receive({
      type: "lost",
      seq: 1,
      member: { ...kari, online: false },
      until,
      at,
    });
  assertEquals(linesOf(lost), [
    "● kari er borte, plassen holdes til 12:05 · main",
    "● kari is away, seat kept until 12:05 · main",
  ]);
  const cameToNobody = (screen: TestScreen) =>
    screen.receive(welcomed("ola", [{ name: "kari", online: false }, { name: "per" }]));
  assertEquals(linesOf(cameToNobody), [
    "● kari er borte · per er her · main",
    "● kari is away · per is here · main",
  ]);
});

Deno.test("status line: names a typing member until the text arrives", () => {
  const types = (screen: TestScreen) =>
    among("kari", "per", "aud")(screen).receive({ type: "typing", from: kari, active: true });
  assertEquals(linesOf(types), ["● kari skriver … · main", "● kari is typing … · main"]);
  const alsoTypes = (screen: TestScreen) =>
    types(screen).receive({ type: "typing", from: aud, active: true });
  assertEquals(linesOf(alsoTypes), [
    "● kari og aud skriver … · main",
    "● kari and aud are typing … · main",
  ]);
  const says = (screen: TestScreen) => types(screen).says("hei");
  assertEquals(linesOf(says)[0], "● kari, per og aud er her · main");
});

Deno.test("status line: says whom a paused client waits for", () => {
  const paused = (screen: TestScreen) =>
    among("kari")(screen).receive({ type: "flow", paused: true, waiting_for: kari });
  assertEquals(linesOf(paused, { waiting: 2 }), [
    "● Venter på at kari skal lese · 2 venter · main",
    "● Waiting for kari to read · 2 waiting · main",
  ]);
  const somebody = (screen: TestScreen) =>
    among("kari")(screen).receive({ type: "flow", paused: true });
  assertEquals(linesOf(somebody, { waiting: 0 }), [
    "● Venter på at noen skal lese · main",
    "● Waiting for someone to read · main",
  ]);
  const goesOn = (screen: TestScreen) => paused(screen).receive({ type: "flow", paused: false });
  assertEquals(linesOf(goesOn, { waiting: 2 })[0], "● kari er her · main");
});

Deno.test("status line: counts down to the next attempt, and counts the waiting texts", () => {
  const lost = (screen: TestScreen) =>
    among("kari")(screen).receive({ type: "disconnected" }, { type: "retrying", at: NOON + 2_500 });
  assertEquals(linesOf(lost), [
    "○ Frakoblet, prøver igjen om 3 s",
    "○ Offline, retrying in 3 s",
  ]);
  assertEquals(linesOf(lost, { waiting: 1, now: NOON + 1_500 }), [
    "○ Frakoblet, prøver igjen om 1 s · 1 venter",
    "○ Offline, retrying in 1 s · 1 waiting",
  ]);
  assertEquals(linesOf(lost, { waiting: 3, now: NOON + 2_500 }), [
    "○ Frakoblet, prøver nå … · 3 venter",
    "○ Offline, retrying now … · 3 waiting",
  ]);
});

Deno.test("status line: a hint replaces everything but the dot", () => {
  const lost = (screen: TestScreen) =>
    among("kari")(screen).receive({ type: "disconnected" }, { type: "retrying", at: NOON });
  assertEquals(linesOf(among(per.name), { hint: "Går …" })[0], "● Går …");
  assertEquals(linesOf(lost, { hint: "Går …" })[0], "○ Går …");
});

Deno.test("status line: tells a leaving person what it waits for and how to stay", () => {
  assertEquals(linesOf(among("kari"), { isLeaving: true, waiting: 2 }), [
    "● Går når alt er sendt · 2 venter · Ctrl-C: gå nå · Esc: bli",
    "● Leaving when all is sent · 2 waiting · Ctrl-C: now · Esc: stay",
  ]);
});

Deno.test("status line: drops the room first, then cuts names, and keeps what they do", () => {
  const columns = 40;
  const lost = (screen: TestScreen) =>
    among("kari")(screen).receive({
      type: "lost",
      seq: 1,
      member: { ...kari, online: false },
      until: at,
      at,
    });
  assertEquals(linesOf(lost, { columns }), [
    "● kari borte, plassen holdes til 12:00",
    "● kari is away, seat kept until 12:00",
  ]);
  const name = "Karoline Amundsen av Nordstranden";
  const from = { id: "m2", name };
  const types = (screen: TestScreen) =>
    among(name)(screen).receive({ type: "typing", from, active: true });
  assertEquals(linesOf(types, { columns }), [
    "● Karoline Amunds… skriver …",
    "● Karoline Amunds… is typing …",
  ]);
  const offline = (screen: TestScreen) =>
    among("kari")(screen).receive({ type: "disconnected" }, { type: "retrying", at: NOON + 2_000 });
  assertEquals(linesOf(offline, { columns, waiting: 1 }), [
    "○ Prøver igjen om 2 s · 1 venter",
    "○ Offline, retrying in 2 s · 1 waiting",
  ]);
  assertEquals(linesOf(among("kari"), { columns, isLeaving: true, waiting: 2 }), [
    "● Går når alt er sendt · Ctrl-C: gå nå",
    "● Leaving when all is sent · Ctrl-C: now",
  ]);
});

Deno.test("status line: names only the first of many people", () => {
  const names = Array.from({ length: 40 }, (_, i) => `navn ${i}`);
  const many = among(...names);
  assertEquals(linesOf(many), [
    "● navn 0, navn 1, navn 2 og 37 til er her",
    "● navn 0, navn 1, navn 2 and 37 more are here",
  ]);
  assertEquals(linesOf(many, { columns: 40 })[1], "● navn 0 and 39 more are here");
});

Deno.test("status line: fits the window and its own limit", () => {
  const screen = among("kari", "per", "aud")(new TestScreen());
  for (const columns of [6, 12, 16]) {
    const row = drawn(screen, { columns });
    assertEquals(rowWidth(row), columns);
    assert(plainText(row).endsWith("…"));
  }
  const hint = "x".repeat(200);
  assertEquals(rowWidth(drawn(screen, { columns: 200, hint })), 100);
});
