import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { runClient } from "../../../client/client.ts";
import { formatSavedSeat } from "../../../client/connection/saved_seat.ts";
import type { TerminalWindow } from "../../../client/terminal/io.ts";
import { EmulatedTerminal } from "../../support/fakes/emulated_terminal.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";
import {
  Screen,
  SimulatedSeatFile,
  SimulatedTerminal,
} from "../../support/fakes/simulated_terminal.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari = { id: "m2", name: "kari" };
const said = { type: "said", id: "k1", seq: 1, from: kari, at, text: "hei" } as const;

const window: TerminalWindow = {
  coloured: false,
  reflow: "all",
  reportsLate: false,
  size: () => ({ columns: 60, rows: 10 }),
  setRaw: () => {},
  onResize: () => () => {},
  onReturn: () => () => {},
};

/** A client in the room with kari that writes a log. */
async function start(shell: "lines" | "screen", disk = new SimulatedSeatFile()) {
  const server = new ScriptedServer();
  const log = new Screen();
  const isTerminal = shell === "screen";
  const terminal = new SimulatedTerminal({ servers: [server], log, disk, isTerminal });
  const io = isTerminal ? { ...terminal.io, window } : terminal.io;
  const exit = runClient(["localhost", "--name", "ola", "--log", "samtale.txt"], io);
  await server.letIn({ members: ["kari"], resumed: disk.text !== undefined });
  return { server, terminal, log, exit };
}

/** The log without its times, which depend on this machine. */
function spoken(log: Screen): readonly string[] {
  return log.lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "@ "));
}

for (const shell of ["lines", "screen"] as const) {
  Deno.test(`client: --log records what was said and nothing else (${shell})`, async () => {
    const { server, terminal, log, exit } = await start(shell);
    const enter = shell === "screen" ? "\r" : "\n";
    terminal.type(`hei du${enter}`);
    if (shell === "screen") await server.expect("typing");
    const { id } = await server.expect("say");
    await settled();
    assertEquals(log.text, "");
    server.send(
      { type: "accepted", id, seq: 1, at, to: 1 },
      { ...said, seq: 2, text: "en\nto" },
      { type: "left", seq: 3, member: { ...kari, online: true }, reason: "quit", at },
    );
    await settled();
    assertEquals(spoken(log), ["@ ola: hei du", "@ kari: en", "  to"]);
    assertMatch(log.lines[0] ?? "", /^2026-11-2[234] \d\d:\d\d:03 ola: hei du$/);
    terminal.signal("SIGTERM");
    await settled();
    server.close();
    assertEquals(await exit, 143);
    assertEquals(terminal.clock.waiting, 0);
  });

  Deno.test(`client: reports a broken log once and chats on (${shell})`, async () => {
    const { server, terminal, log, exit } = await start(shell);
    log.break();
    server.send(said);
    await settled();
    server.send({ ...said, seq: 2, id: "k2", text: "er du der?" });
    await settled();
    const eyes = new EmulatedTerminal(60, 30);
    await eyes.write(terminal.stdout.text.replaceAll("\n", shell === "lines" ? "\r\n" : "\n"));
    const seen = eyes.visible.join(" ").replaceAll(/\s+/g, " ");
    eyes.close();
    assertEquals(seen.split("Loggen din kan ikke skrives lenger (Broken pipe).").length, 2, seen);
    assertStringIncludes(seen, "kari: er du der?");
    // Other output would be painted over by the screen's foot.
    assertEquals(terminal.stderr.text, "");
    terminal.signal("SIGINT");
    await settled();
    assertEquals(log.text, "");
    assert(!server.closedByClient);
    server.close();
    assertEquals(await exit, 130);
  });
}

Deno.test("client: --log has texts of an earlier run that were accepted now", async () => {
  const disk = new SimulatedSeatFile();
  const texts = [{ id: "old", text: "før" }];
  disk.text = formatSavedSeat({ version: 1, token: "t", seq: 0, texts, told: [] });
  const { server, terminal, log, exit } = await start("lines", disk);
  await server.accept(1);
  await settled();
  assertEquals(spoken(log), ["@ ola: før"]);
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
});

Deno.test("client: waits for the log at its end, unless interrupted twice", async () => {
  for (const insists of [false, true]) {
    const { server, terminal, log, exit } = await start("lines");
    let isOver = false;
    exit.then(() => isOver = true);
    log.hold();
    server.send(said);
    assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
    terminal.signal("SIGINT");
    await server.goodbye();
    await settled();
    assert(!isOver);
    if (insists) terminal.signal("SIGINT");
    else log.release();
    assertEquals(await exit, 130);
    assertEquals(spoken(log), insists ? [] : ["@ kari: hei"]);
    log.release();
  }
});

Deno.test("client: reports at its end that the log could not be written", async () => {
  const { server, terminal, log, exit } = await start("lines");
  log.hold();
  log.break();
  server.send(said);
  await server.expect("ack");
  terminal.endInput();
  await server.goodbye();
  log.release();
  assertEquals(await exit, 0);
  assertStringIncludes(terminal.stdout.lines.at(-1) ?? "", "System: Loggen din kan ikke skrives");
});

Deno.test("client: writes texts that arrive together to the log at once", async () => {
  const pieces: string[] = [];
  const server = new ScriptedServer();
  const terminal = new SimulatedTerminal({ servers: [server] });
  const writable = new WritableStream<Uint8Array>({
    write: (bytes) => void pieces.push(new TextDecoder().decode(bytes)),
  });
  let closed = 0;
  const openTranscriptFile = () => Promise.resolve({ writable, close: () => closed++ });
  const exit = runClient(["--name", "ola", "--log", "x"], { ...terminal.io, openTranscriptFile });
  await server.welcome("kari");
  server.send(...[1, 2, 3].map((seq) => ({ ...said, seq, id: `k${seq}` })));
  await server.expect("ack");
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(pieces.map((piece) => piece.split("\n").length - 1), [3]);
  assertEquals(closed, 1);
});

Deno.test("client: exits 2 with one line if the log cannot be opened", async () => {
  for (const lang of ["nb", "en"]) {
    const terminal = new SimulatedTerminal({ isTerminal: true });
    assertEquals(await runClient(["--log", "/x/y", "--lang", lang], terminal.io), 2);
    assertEquals(terminal.addresses, []);
    assertEquals(terminal.stdout.text, "");
    assertEquals(terminal.stderr.lines.length, 1);
    assertMatch(terminal.stderr.text, /\/x\/y.*Permission denied.*--log/);
  }
});
