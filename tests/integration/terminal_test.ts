/**
 * The client on a real terminal: typed text and arriving texts do not disturb each other.
 *
 * @module
 */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { screenTexts } from "../../client/terminal/screen/screen_texts.ts";
import { RealClient } from "../support/processes/real_client.ts";
import {
  freshTerminalChat,
  statusIn,
  TerminalPerson,
} from "../support/processes/terminal_person.ts";
import { mayOpenTerminals } from "../support/processes/tmux.ts";

const ignore = !mayOpenTerminals;

function say(client: RealClient, id: number, text: string): Promise<void> {
  return client.send(JSON.stringify({ type: "say", id: `${id}`, text }) + "\n");
}

Deno.test("terminal: typed text stays whole while texts arrive and the window changes", {
  ignore,
}, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port } = chat;
  using kari = await RealClient.join(port, "kari");
  await ola.terminal.until("● kari er her");
  let typed = "";
  let said = 0;
  const goOn = async (words: number) => {
    for (let i = 0; i < words; i++) {
      const word = `ord${typed.length} `;
      typed += word;
      await Promise.all([ola.terminal.type(word), say(kari, said, `nr ${said++}`)]);
    }
    await ola.terminal.until(`nr ${said - 1}`);
    await ola.untilTyped(typed);
    assertEquals(await ola.countFoot(), { status: 1, input: 1 });
  };
  await goOn(8);
  for (const columns of [40, 20, 80]) {
    await ola.terminal.resize({ columns, rows: 24 });
    await goOn(4);
  }
  for (const columns of [79, 61, 33, 50, 80]) await ola.terminal.resize({ columns, rows: 24 });
  await goOn(2);
  const log = (await ola.terminal.lines()).filter((line) => line.includes("kari: nr "));
  assertEquals(
    log.map((line) => line.replace(/^\d\d:\d\d {4}/, "")),
    Array.from({ length: said }, (_, i) => `kari: nr ${i}`),
  );
  await ola.terminal.press("Enter");
  await kari.received.until(`"text":"${typed.trimEnd()}`);
});

Deno.test("terminal: dragging the window while texts arrive loses none of them", {
  ignore,
}, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port } = chat;
  using kari = await RealClient.join(port, "kari");
  await ola.terminal.until("● kari er her");
  await ola.terminal.type("noe som er lengre enn et smalt vindu er bredt");
  const count = 60;
  const texts = Array.from({ length: count }, (_, i) => `nr ${i}`);
  const widths = [74, 66, 52, 41, 33, 24, 20, 38, 57, 80];
  const saying = (async () => {
    for (const [i, text] of texts.entries()) await say(kari, i, text);
  })();
  await Promise.all([
    saying,
    ola.terminal.drag(widths.map((columns) => ({ columns, rows: 24 }))),
  ]);
  await ola.terminal.until(`nr ${count - 1}`);
  // Rows of a foot that was left behind may precede these.
  const log = (await ola.terminal.lines()).join("\n").matchAll(/kari: (nr \d+)/g);
  assertEquals(Array.from(log, ([, text]) => text), texts);
});

Deno.test("terminal: a cleared window stays clear while the person types", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port } = chat;
  using kari = await RealClient.join(port, "kari");
  await ola.terminal.until("● kari er her");
  await ola.terminal.enter("/tøm");
  await ola.terminal.until((rows) => statusIn(rows) === rows[0]);
  for (const letter of "abcd") await ola.terminal.type(letter);
  await ola.untilTyped("abcd");
  assertEquals(await ola.countFoot(), { status: 1, input: 1 });
  assertEquals((await ola.terminal.lines()).length, 2);
  // Only the welcome came before this.
  await say(kari, 0, "hei");
  await ola.terminal.until("kari: hei");
});

Deno.test("terminal: Backspace deletes one grapheme", {
  ignore,
}, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port } = chat;
  using kari = await RealClient.join(port, "kari");
  // This event moves every row below it.
  await ola.terminal.until("● kari er her");
  for (const character of ["👩‍👩‍👧", "a\u030a", "字", "🇳🇴", "👍🏽"]) {
    await ola.terminal.type(`漢${character}`);
    await ola.untilTyped(`漢${character}`);
    await ola.terminal.press("BSpace");
    const rows = await ola.untilTyped("漢");
    const row = rows.findLastIndex((text) => text !== "");
    assertEquals(await ola.terminal.cursor(), { column: 4, row });
    await ola.terminal.press("BSpace");
    await ola.untilTyped(screenTexts.nb.placeholder);
  }
  await ola.terminal.enter("👩‍👩‍👧 a\u030a 漢字 🇳🇴");
  await ola.terminal.until("ola: 👩‍👩‍👧");
  const text = await kari.received.until(/"type":"said".*\n/);
  assertMatch(text.normalize(), /"text":"👩‍👩‍👧 å 漢字 🇳🇴"/);
});

Deno.test("terminal: fifty pasted lines are one message, sent by one Enter", {
  ignore,
}, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port, stateHome } = chat;
  const flags = ["--lang", "en"];
  await using kari = await TerminalPerson.join({ name: "kari", port, stateHome, flags });
  await ola.terminal.paste(Array.from({ length: 50 }, (_, i) => `linje ${i}`).join("\n"));
  await ola.terminal.until("linje 49");
  await kari.terminal.until("ola is typing");
  await ola.terminal.press("Enter");
  await kari.terminal.until("linje 49");
  const lines = (await kari.terminal.lines()).filter((line) => line.includes("linje"));
  const [first = "", ...others] = lines;
  assertMatch(first, /^\d\d:\d\d {4}ola: linje 0$/);
  assertEquals(others, Array.from({ length: 49 }, (_, i) => `         linje ${i + 1}`));
  assertEquals(await kari.countFoot(), { status: 1, input: 1 });
});

Deno.test("terminal: a text's mark changes in place", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port, server } = chat;
  using kari = await RealClient.join(port, "kari");
  await ola.terminal.until("● kari er her");
  const mark = async (wanted: RegExp) => {
    const rows = await ola.terminal.until((rows) => wanted.test(rows.join("\n")));
    return rows.findIndex((row) => wanted.test(row));
  };
  server.program.signal("SIGSTOP");
  await ola.terminal.enter("hei");
  const row = await mark(/^\d\d:\d\d … {2}ola: hei$/m);
  server.program.signal("SIGCONT");
  assertEquals(await mark(/^\d\d:\d\d ✓ {2}ola: hei$/m), row);
  await ola.terminal.type("mer");
  const [, seq] = /"seq":(\d+)[^\n]*"text":"hei"/.exec(await kari.received.until(`"hei"`)) ?? [];
  await kari.send(`{"type":"ack","seq":${seq}}\n`);
  assertEquals(await mark(/^\d\d:\d\d ✓✓ ola: hei$/m), row);
  await kari.send(`{"type":"read","seq":${seq}}\n`);
  const rows = await ola.terminal.untilInk("\x1b[38;5;31m✓✓");
  assertStringIncludes(rows[row] ?? "", "✓✓");
  await ola.untilTyped("mer");
});

Deno.test("terminal: the status line speaks each language", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port, stateHome } = chat;
  const flags = ["--lang", "en"];
  await using kari = await TerminalPerson.join({ name: "kari", port, stateHome, flags });
  assertEquals(statusIn(await kari.terminal.until("ola is here")), "● ola is here · main");
  assertEquals(statusIn(await ola.terminal.until("kari er her")), "● kari er her · main");
  await kari.terminal.type("h");
  await ola.terminal.until("● kari skriver … · main");
  await kari.terminal.press("BSpace");
  await ola.terminal.until("● kari er her · main");
  await kari.terminal.until(`> ${screenTexts.en.placeholder}`);
  await ola.terminal.enter("/hjelp");
  await ola.terminal.until("/avslutt (/quit): gå");
  await kari.terminal.enter("/help");
  await kari.terminal.until("/quit (/avslutt): leave");
});
