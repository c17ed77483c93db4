/**
 * The client on a real terminal when the client or the server dies.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { screenTexts } from "../../client/terminal/screen/screen_texts.ts";
import { KillableServer } from "../support/chaos/killable_server.ts";
import {
  freshTerminalChat,
  statusIn,
  TerminalPerson,
} from "../support/processes/terminal_person.ts";
import { mayOpenTerminals } from "../support/processes/tmux.ts";

const ignore = !mayOpenTerminals;

Deno.test("terminal: a killed client takes its seat back with everything that was said", {
  ignore,
}, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port, stateHome } = chat;
  await using kari = await TerminalPerson.join({ name: "kari", port, stateHome });
  await ola.terminal.enter("før");
  await kari.terminal.until("ola: før");
  await kari.signal("SIGKILL");
  await ola.terminal.until("● kari er borte, plassen holdes til");
  for (let i = 0; i < 20; i++) await ola.terminal.enter(`nr ${i}`);
  await ola.terminal.until("ola: nr 19");
  // The killed client did not restore the terminal. A person would use `reset`.
  await kari.terminal.enter("stty sane; clear");
  await kari.terminal.until((rows) => rows[0] === "$");
  await kari.start();
  const rows = await kari.terminal.until("ola: nr 19");
  assertMatch(rows.join("\n"), /Du er tilbake på plassen din/);
  const log = (await kari.terminal.lines()).filter((line) => line.includes("ola: "));
  assertEquals(
    log.map((line) => line.slice("12:03    ".length)),
    Array.from({ length: 20 }, (_, i) => `ola: nr ${i}`),
  );
  await ola.terminal.until(/✓✓ ola: nr 19/);
  await ola.terminal.until("● kari er her");
});

Deno.test("terminal: waits for a killed server, and sends nothing twice", {
  ignore,
}, async () => {
  const stateHome = await Deno.makeTempDir();
  await using stack = new AsyncDisposableStack();
  stack.defer(() => Deno.remove(stateHome, { recursive: true }));
  await using server = await KillableServer.start("--data", `${stateHome}/store`);
  const { port } = server;
  await using ola = await TerminalPerson.join({ name: "ola", port, stateHome });
  const flags = ["--lang", "en"];
  await using kari = await TerminalPerson.join({ name: "kari", port, stateHome, flags });
  await ola.terminal.enter("før");
  await kari.terminal.until("ola: før");
  // Otherwise it may be a text that still waits.
  await ola.terminal.until(/✓✓ ola: før/);
  await server.kill();
  await ola.terminal.until(/^○ .* om \d+ s$/m);
  await kari.terminal.until(/^○ .* in \d+ s$/m);
  await ola.terminal.enter("imens");
  await ola.terminal.until("…  ola: imens");
  const waiting = ` · ${screenTexts.nb.waiting(1)}`;
  assertMatch(statusIn(await ola.terminal.until(waiting)), /^○ /);
  await ola.terminal.type("halv");
  await server.restart();
  await kari.terminal.until("ola: imens");
  await ola.terminal.until(/✓✓ ola: imens/);
  await ola.untilTyped("halv");
  await ola.terminal.enter(" hel");
  await kari.terminal.until("ola: halv hel");
  const heard = (await kari.terminal.lines()).filter((line) => line.includes("ola: "));
  assertEquals(heard.map((line) => line.slice("12:03    ".length)), [
    "ola: før",
    "ola: imens",
    "ola: halv hel",
  ]);
  for (const person of [ola, kari]) {
    assertEquals(await person.countFoot(), { status: 1, input: 1 });
    await person.terminal.press("C-d");
    assertEquals(await person.untilBack(), 0);
  }
});
