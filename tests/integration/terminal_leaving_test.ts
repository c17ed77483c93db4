// Escape sequences are what must not come.
// deno-lint-ignore-file no-control-regex

/**
 * However the client ends, it restores the terminal: its settings, the prompt at the start of a
 * row, and no trace of the foot.
 *
 * @module
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { screenTexts } from "../../client/terminal/screen/screen_texts.ts";
import { RealClient } from "../support/processes/real_client.ts";
import {
  freshTerminalChat,
  statusIn,
  TerminalPerson,
} from "../support/processes/terminal_person.ts";
import { mayOpenTerminals } from "../support/processes/tmux.ts";

const ignore = !mayOpenTerminals;

const { leaveHint, placeholder } = screenTexts.nb;

/** The ways to leave. */
const WAYS: Readonly<Record<string, (ola: TerminalPerson) => Promise<void>>> = {
  "Ctrl-C twice": async ({ terminal }) => {
    await terminal.press("C-c");
    await terminal.until(leaveHint);
    await terminal.press("C-c");
  },
  "Ctrl-C twice with a text begun": async ({ terminal }) => {
    await terminal.type("nei, ".repeat(40));
    await terminal.until("nei,");
    await terminal.press("C-c");
    await terminal.until(leaveHint);
    await terminal.press("C-c");
  },
  "Ctrl-D in an empty line": ({ terminal }) => terminal.press("C-d"),
  "/avslutt": ({ terminal }) => terminal.enter("/avslutt"),
  "/quit": ({ terminal }) => terminal.enter("/quit"),
  "avslutt": ({ terminal }) => terminal.enter("avslutt"),
};

Deno.test("terminal: leaving restores it", { ignore }, async (t) => {
  await using chat = await freshTerminalChat();
  const { ola } = chat;
  for (const [way, leave] of Object.entries(WAYS)) {
    await t.step(way, async () => {
      await leave(ola);
      assertEquals(await ola.untilBack(), 0);
    });
    await ola.start();
    await ola.terminal.until(placeholder);
  }
});

Deno.test("terminal: Ctrl-D after a letter does not leave", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { terminal } = chat.ola;
  await terminal.type("hei");
  await terminal.press("C-d");
  await terminal.enter(" du");
  await terminal.until("ola: hei du");
});

Deno.test("terminal: a client ended by a signal restores it", { ignore }, async (t) => {
  await using chat = await freshTerminalChat();
  const { ola } = chat;
  for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130]] as const) {
    await t.step(signal, async () => {
      await ola.terminal.type("halv");
      await ola.untilTyped("halv");
      await ola.signal(signal);
      assertEquals(await ola.untilBack(), code);
    });
    await ola.start();
    await ola.terminal.until(placeholder);
  }
});

Deno.test("terminal: a stopping server says so in one line", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { ola, port, server } = chat;
  await ola.terminal.type("halv");
  await ola.untilTyped("halv");
  server.program.signal("SIGTERM");
  assertEquals(await ola.untilBack(), 1);
  const lines = await ola.terminal.lines();
  const last = `Serveren på 127.0.0.1:${port} lukket forbindelsen: Serveren avsluttes.`;
  assertEquals(lines.filter((line) => line.includes("avsluttes")), [last]);
});

Deno.test("terminal: a third person learns that the room is full", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { port, stateHome } = chat;
  using _kari = await RealClient.join(port, "kari");
  const flags = ["--lang", "en"];
  await using per = await TerminalPerson.sitDown({ name: "per", port, stateHome, flags });
  await per.start();
  await per.terminal.until("full");
  assertEquals(await per.untilBack(), 1);
  const told = (await per.terminal.lines()).filter((line) => line.includes("full"));
  assertEquals(told.length, 1, told.join("\n"));
});

Deno.test("terminal: one line says that there is no server", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { port, server, stateHome } = chat;
  server.program.signal("SIGTERM");
  await server.program.status;
  await using per = await TerminalPerson.sitDown({ name: "per", port, stateHome });
  await per.start();
  await per.terminal.until(`127.0.0.1:${port}.`);
  assertEquals(await per.untilBack(), 1);
});

Deno.test(
  "terminal: closing the window ends the client, and its seat waits",
  { ignore },
  async () => {
    await using chat = await freshTerminalChat();
    const { ola, port, server, stateHome } = chat;
    await using kari = await TerminalPerson.join({ name: "kari", port, stateHome });
    await ola.terminal.until("● kari er her");
    await kari[Symbol.asyncDispose]();
    await server.program.output.until(/Koblet fra\. Antall klienter: 1/);
    await ola.terminal.until((rows) => statusIn(rows)?.startsWith("● kari er borte") === true);
  },
);

Deno.test("terminal: line by line or through a pipe, nothing moves the cursor", {
  ignore,
}, async (t) => {
  await using chat = await freshTerminalChat();
  const { ola, port, stateHome } = chat;
  const ways = { "--linear": ["--linear"], "a pipe": ["|", "cat"] };
  for (const [way, flags] of Object.entries(ways)) {
    await t.step(way, async () => {
      await using kari = await TerminalPerson.sitDown({ name: "kari", port, stateHome, flags });
      const recording = `${stateHome}/recording`;
      await kari.terminal.record(recording);
      await kari.start();
      await kari.terminal.until("med i rommet");
      await ola.terminal.enter("hei 👩‍👩‍👧");
      await kari.terminal.until("ola: hei 👩‍👩‍👧");
      await kari.terminal.enter("hei du");
      await ola.terminal.until("kari: hei du");
      await kari.terminal.enter("avslutt");
      assertEquals(await kari.untilBack(), 0);
      // Deno clears a line before the first text, and the shell's line editor starts after the last
      // one.
      const [written] = /System:[^]*?(?=\x1b\[\?2004h)/.exec(
        await Deno.readTextFile(recording),
      ) ?? [];
      assertStringIncludes(written ?? "", "ola: hei 👩‍👩‍👧");
      assertEquals(written?.includes("\x1b"), false, written);
    });
  }
});
