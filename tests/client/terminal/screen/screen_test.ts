import { assert, assertEquals } from "@std/assert";
import { MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import type { ChatEntry } from "../../../../client/chat/chat_log.ts";
import type { Key } from "../../../../client/terminal/editor/key.ts";
import { MAX_EDITED_LENGTH } from "../../../../client/terminal/editor/editor_state.ts";
import { applyChatEvent } from "../../../../client/terminal/screen/screen.ts";
import { TYPING_IDLE_MS } from "../../../../client/chat/typing_signal.ts";
import { among, kari, NOON, type TestScreen } from "../../../support/fakes/test_screen.ts";

/** The entries that are not on the screen yet. */
function arrived({ screen }: TestScreen): readonly string[] {
  return screen.unpainted.map(({ entry }) => whatOf(entry));
}

function whatOf(entry: ChatEntry): string {
  return entry.type === "notice" ? entry.notice.type : entry.text;
}

Deno.test("screen: Enter sends the text and empties the line", () => {
  const screen = among("kari").type("hei");
  screen.done();
  screen.press("enter");
  assertEquals(screen.inputs(), [
    { type: "say", text: "hei" },
    { type: "typing", active: false },
  ]);
  assertEquals(screen.screen.editor.text, "");
  assertEquals(screen.press("up").screen.editor.text, "hei");
});

Deno.test("screen: does not send a blank line", () => {
  const screen = among("kari").press("enter").type("  ").press("enter");
  assertEquals(screen.inputs(), []);
  assertEquals(screen.screen.editor.text, "  ");
});

Deno.test("screen: keeps a text that is too long, and says so", () => {
  const longest = "å".repeat(MAX_TEXT_BYTES / 2);
  const screen = among("kari").key({ type: "paste", text: `${longest}a` }).press("enter");
  assertEquals(screen.hint, "For lang: 8193 byte, maks 8192. Kort den ned.");
  assertEquals(screen.screen.editor.text, `${longest}a`);
  screen.press("backspace");
  screen.done();
  screen.press("enter");
  assertEquals(screen.inputs()[0], { type: "say", text: longest });
  assertEquals(screen.hint, undefined);
});

Deno.test("screen: keeps a text if the outbox is full, but runs commands", () => {
  const screen = among("kari").type("hei");
  screen.canSay = false;
  screen.done();
  screen.press("enter");
  assertEquals([screen.screen.editor.text, screen.done()], ["hei", []]);
  assertEquals(screen.hint, "For mange meldinger venter. Prøv igjen når noen er sendt.");
  screen.press("kill_to_start").type("/ping").press("enter");
  assertEquals(screen.inputs().at(-1), { type: "measure" });
});

Deno.test("screen: says that a paste was cut", () => {
  const screen = among("kari").key({ type: "paste", text: "hei\ndu", cut: true });
  const pasteCut = "Det du limte inn, var for langt. Slutten kom ikke med.";
  assertEquals(screen.hint, pasteCut);
  assertEquals(screen.screen.editor.text, "hei\ndu");
  screen.press("enter");
  assertEquals(screen.hint, undefined);
  // Each of the two pastes fits alone.
  const half: Key = { type: "paste", text: "x".repeat(MAX_EDITED_LENGTH / 2 + 1) };
  assertEquals(screen.key(half).hint, undefined);
  assertEquals(screen.key(half).hint, pasteCut);
  assertEquals(screen.screen.editor.text.length, MAX_EDITED_LENGTH);
  assertEquals(screen.pass(4_000).key(half).hint, pasteCut);
  assertEquals(screen.type("y").hint, "Det er ikke plass til mer her. Kort ned teksten.");
});

Deno.test("screen: drops the newlines at the end of a paste", () => {
  const screen = among("kari").key({ type: "paste", text: "\nhei\n\ndu\n\n" });
  screen.done();
  screen.press("enter");
  assertEquals(screen.inputs()[0], { type: "say", text: "hei\n\ndu" });
});

Deno.test("screen: a lost connection replaces any hint", () => {
  const screen = among("kari").type("/hjelp").press("enter").receive({ type: "disconnected" });
  assertEquals(screen.hint, undefined);
  screen.receive({ type: "retrying", at: NOON }).type("/hjelp").press("enter");
  assert(screen.pass(3_999).hint !== undefined);
  assertEquals(screen.pass(1).hint, undefined);
});

Deno.test("screen: a hint expires", () => {
  const screen = among("kari").press("interrupt");
  assert(screen.pass(3_999).hint !== undefined);
  assertEquals(screen.pass(1).hint, undefined);
});

Deno.test("screen: /hjelp also lists the keys until the person types on", () => {
  const screen = among("kari").type("/hjelp").press("enter").pass(19_999).press("left");
  assert(screen.hint?.startsWith("Alt-Enter: ny linje"));
  assertEquals(screen.pass(1).hint, undefined);
  screen.type("/hjelp").press("enter").type("a");
  assertEquals(screen.hint, undefined);
});

Deno.test("screen: Ctrl-L clears the window, /tøm the scrollback too", () => {
  const screen = among("kari").type("hei");
  screen.done();
  screen.press("clear_screen");
  assertEquals(screen.done(), [{ type: "wipe", alsoScrollback: false }]);
  assertEquals(screen.screen.editor.text, "hei");
  screen.says("hallo").press("kill_to_start").type("/tøm");
  screen.done();
  screen.press("enter");
  assertEquals(screen.done()[0], { type: "wipe", alsoScrollback: true });
  assertEquals(arrived(screen), []);
});

Deno.test("screen: /varsel and /kvittering toggle, and say so", () => {
  const screen = among("kari").type("/varsel").press("enter").type("/kvittering").press("enter");
  assertEquals([screen.screen.notifies, screen.screen.receipts], [false, false]);
  screen.type("/notify").press("enter").type("/receipts").press("enter");
  assertEquals([screen.screen.notifies, screen.screen.receipts], [true, true]);
  const toggles = screen.screen.unpainted.map(({ entry }) =>
    entry.type === "notice" && "on" in entry.notice ? [entry.notice.type, entry.notice.on] : []
  );
  assertEquals(toggles, [["notify", false], ["receipts", false], ["notify", true], [
    "receipts",
    true,
  ]]);
});

Deno.test("screen: answers commands in the log, and sends nothing", () => {
  const screen = among("kari").type("/hvem").press("enter").type("/hvme").press("enter");
  assertEquals(arrived(screen), ["who", "unknown"]);
  assertEquals(screen.inputs(), []);
  screen.type("/navn Kåre").press("enter").type("/meg vinker").press("enter");
  assertEquals(screen.inputs(), [
    { type: "rename", name: "Kåre" },
    { type: "say", text: "*vinker*" },
  ]);
});

Deno.test("screen: Tab completes a word, or shows the candidates", () => {
  const screen = among("kari", "karsten").type("/hj").press("tab");
  assertEquals([screen.screen.editor.text, screen.hint], ["/hjelp ", undefined]);
  screen.press("kill_to_start").type("k").press("tab");
  assertEquals([screen.screen.editor.text, screen.hint], ["kar", "kari  karsten"]);
  screen.type("s");
  assertEquals(screen.hint, undefined);
  screen.press("backspace", "tab").type("i").press("tab");
  assertEquals([screen.screen.editor.text, screen.hint], ["kari: ", undefined]);
  screen.press("kill_to_start").type("kars").press("tab", "tab");
  assertEquals(screen.screen.editor.text, "karsten: ");
});

Deno.test("screen: signals typing, and its end", () => {
  const screen = among("kari").type("h");
  assertEquals(screen.done(), [
    { type: "input", input: { type: "typing", active: true } },
    { type: "wakeTyping", ms: TYPING_IDLE_MS },
  ]);
  screen.type("e").press("left");
  assertEquals(screen.inputs(), []);
  screen.pass(TYPING_IDLE_MS).pause();
  assertEquals(screen.done(), [
    { type: "input", input: { type: "typing", active: false } },
    { type: "wakeTyping", ms: undefined },
  ]);
  assertEquals(among("kari").type("/hjelp").inputs(), []);
});

Deno.test("screen: alerts a person without focus, unless they turned it off", () => {
  const screen = among("kari").says("a");
  assertEquals(screen.done(), []);
  screen.focus(false).says("b").receive({
    type: "joined",
    seq: 9,
    member: { ...kari, online: true },
    at: "",
  });
  assertEquals(screen.done(), [{ type: "alert", text: "kari: b" }]);
  screen.type("/varsel").press("enter");
  screen.done();
  assertEquals(screen.says("c").done(), []);
  screen.type("/varsel").press("enter").focus(true);
  screen.done();
  assertEquals(screen.says("d").done(), []);
});

Deno.test("screen: unpainted entries keep the time when they arrived", () => {
  const screen = among("kari").says("a").pass(60_000).says("b");
  assertEquals(arrived(screen), ["a", "b"]);
  const [first, second] = screen.screen.unpainted;
  assertEquals((second?.at ?? 0) - (first?.at ?? 0), 60_000);
  assertEquals(arrived(screen.show()), []);
  // Progress of an earlier text is no new entry.
  screen.said("c").show();
  const { screen: later } = applyChatEvent(
    screen.screen,
    { type: "accepted", id: "own-3", seq: 3, at: "", to: 1 },
    screen.at,
  );
  assertEquals(later.unpainted, []);
});
