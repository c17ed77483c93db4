import { assert, assertEquals } from "@std/assert";
import { LANGUAGES } from "../../../actors/protocol/texts.ts";
import { calendar } from "../../../client/screen/calendar.ts";
import { plainText, type Row, rowWidth } from "../../../client/screen/ink.ts";
import { statusLine } from "../../../client/screen/status_line.ts";
import { kari, NOON, TestScreen, welcomed } from "../../support/test_screen.ts";

/** What besides the chat is told. */
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
): Row {
  const { chat, language } = screen.screen;
  const address = "localhost:65432";
  return statusLine(
    { chat, waiting, isLeaving, hint, address, now, language, calendar: calendar(language, "UTC") },
    columns,
  );
}

/** What it says in both languages. */
function told(play: (screen: TestScreen) => TestScreen, more: More = {}): readonly string[] {
  return LANGUAGES.map((language) => plainText(drawn(play(new TestScreen(language)), more)));
}

function among(...names: readonly string[]): (screen: TestScreen) => TestScreen {
  return (screen) => screen.hear(welcomed("ola", names.map((name) => ({ name }))));
}

Deno.test("status_line: before anything, where it connects to", () => {
  assertEquals(told((screen) => screen), [
    "○ Kobler til localhost:65432 …",
    "○ Connecting to localhost:65432 …",
  ]);
});

Deno.test("status_line: who is here, and in which room", () => {
  assertEquals(told(among()), [
    "● Ingen andre er her ennå · main",
    "● Nobody else is here yet · main",
  ]);
  assertEquals(told(among("kari")), ["● kari er her · main", "● kari is here · main"]);
  assertEquals(told(among("kari", "per", "aud")), [
    "● kari, per og aud er her · main",
    "● kari, per and aud are here · main",
  ]);
});

Deno.test("status_line: who is away, and for how long the seat is kept", () => {
  const until = "2026-11-23T12:05:00.000Z";
  const lost = (screen: TestScreen) =>
    among("kari")(screen).hear({
      type: "lost",
      seq: 1,
      member: { ...kari, online: false },
      until,
      at,
    });
  assertEquals(told(lost), [
    "● kari er borte (plass til 12:05) · main",
    "● kari is away (seat until 12:05) · main",
  ]);
  const cameToNobody = (screen: TestScreen) =>
    screen.hear(welcomed("ola", [{ name: "kari", online: false }, { name: "per" }]));
  assertEquals(told(cameToNobody), [
    "● kari er borte · per er her · main",
    "● kari is away · per is here · main",
  ]);
});

Deno.test("status_line: who is typing, until they have said it", () => {
  const types = (screen: TestScreen) =>
    among("kari", "per", "aud")(screen).hear({ type: "typing", from: kari, active: true });
  assertEquals(told(types), ["● kari skriver … · main", "● kari is typing … · main"]);
  const alsoTypes = (screen: TestScreen) =>
    types(screen).hear({ type: "typing", from: aud, active: true });
  assertEquals(told(alsoTypes), [
    "● kari og aud skriver … · main",
    "● kari and aud are typing … · main",
  ]);
  const says = (screen: TestScreen) => types(screen).says("hei");
  assertEquals(told(says)[0], "● kari, per og aud er her · main");
});

Deno.test("status_line: what is not read waits, for whom if the server says so", () => {
  const paused = (screen: TestScreen) =>
    among("kari")(screen).hear({ type: "flow", paused: true, waiting_for: kari });
  assertEquals(told(paused, { waiting: 2 }), [
    "● Venter på at kari skal lese · 2 venter · main",
    "● Waiting for kari to read · 2 waiting · main",
  ]);
  const somebody = (screen: TestScreen) =>
    among("kari")(screen).hear({ type: "flow", paused: true });
  assertEquals(told(somebody, { waiting: 0 }), [
    "● Venter på at noen skal lese · main",
    "● Waiting for someone to read · main",
  ]);
  const goesOn = (screen: TestScreen) => paused(screen).hear({ type: "flow", paused: false });
  assertEquals(told(goesOn, { waiting: 2 })[0], "● kari er her · main");
});

Deno.test("status_line: without a connection, when the next attempt is, and what waits for it", () => {
  const lost = (screen: TestScreen) =>
    among("kari")(screen).hear({ type: "disconnected" }, { type: "retrying", at: NOON + 2_500 });
  assertEquals(told(lost), [
    "○ Frakoblet, prøver om 3 s",
    "○ Offline, retrying in 3 s",
  ]);
  assertEquals(told(lost, { waiting: 1, now: NOON + 1_500 }), [
    "○ Frakoblet, prøver om 1 s · 1 venter",
    "○ Offline, retrying in 1 s · 1 waiting",
  ]);
  assertEquals(told(lost, { waiting: 3, now: NOON + 2_500 }), [
    "○ Frakoblet, prøver nå … · 3 venter",
    "○ Offline, retrying now … · 3 waiting",
  ]);
});

Deno.test("status_line: a hint stands in place of all else, but not of how the connection is", () => {
  const lost = (screen: TestScreen) =>
    among("kari")(screen).hear({ type: "disconnected" }, { type: "retrying", at: NOON });
  assertEquals(told(among(per.name), { hint: "Går …" })[0], "● Går …");
  assertEquals(told(lost, { hint: "Går …" })[0], "○ Går …");
});

Deno.test("status_line: who is leaving is told what that waits for, and how not to", () => {
  assertEquals(told(among("kari"), { isLeaving: true, waiting: 2 }), [
    "● Går når alt er sendt · 2 venter · Ctrl-C: gå nå",
    "● Leaving when all is sent · 2 waiting · Ctrl-C: leave now",
  ]);
});

Deno.test("status_line: is cut to the screen, and to what one can take in", () => {
  const names = Array.from({ length: 40 }, (_, i) => `navn ${i}`);
  const screen = among(...names)(new TestScreen());
  for (const [columns, width] of [[10, 10], [40, 40], [200, 100]] as const) {
    const row = drawn(screen, { columns });
    assertEquals(rowWidth(row), width);
    assert(plainText(row).endsWith("…"));
  }
});
