import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runClient } from "../../../client/client.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";
import { SimulatedSeatFile, SimulatedTerminal } from "../../support/fakes/simulated_terminal.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari = { id: "m2", name: "kari" };

/** A client called ola in the room, and the servers that it finds one after the other. */
async function startJoined({ connections = 2, disk = new SimulatedSeatFile(), args = [] }: {
  readonly connections?: number;
  readonly disk?: SimulatedSeatFile;
  readonly args?: readonly string[];
} = {}) {
  const servers = Array.from({ length: connections }, () => new ScriptedServer());
  const terminal = new SimulatedTerminal({ servers, disk });
  const exit = runClient(["--name", "ola", ...args], terminal.io);
  const [first = new ScriptedServer(), second = new ScriptedServer()] = servers;
  await first.welcome("kari");
  return { first, second, terminal, exit, disk };
}

Deno.test("client: reconnects at once and takes its seat back", async () => {
  const { first, second, terminal, exit } = await startJoined();
  terminal.type("a\n");
  const said = await first.expect("say");
  first.close();
  await settled();
  terminal.type("b\n/hvem\n");
  await settled();
  terminal.clock.advance(0);
  const hello = await second.letIn({ members: ["kari"], resumed: true });
  assertEquals(hello.resume, { token: "t", seq: 0 });
  assertEquals(await second.expect("say"), said);
  second.send({ type: "accepted", id: said.id, seq: 1, at, to: 1 });
  assertEquals(await second.accept(2), "b");
  terminal.endInput();
  await second.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.stdout.lines.slice(1), [
    "System: Mistet forbindelsen til serveren, prøver igjen. Det du skriver nå, venter.",
    "System: Det er ingen forbindelse til serveren akkurat nå. Sist var ola (deg) og kari her.",
    "System: Tilkoblet igjen. Her er også kari.",
  ]);
  assertEquals(terminal.stderr.text, "");
  assertEquals(terminal.clock.waiting, 0);
});

Deno.test("client: gives up a silent server, and ignores what it still sends", async () => {
  const { first, second, terminal, exit } = await startJoined();
  await settled();
  terminal.clock.advance(20_000);
  assertEquals(await first.expect("ping"), { type: "ping", n: 0 });
  terminal.clock.advance(25_000);
  assert(first.closedByClient);
  first.send({ type: "said", seq: 1, id: "a", from: kari, at, text: "for sent" });
  first.close();
  terminal.clock.advance(0);
  await second.letIn({ resumed: true });
  terminal.signal("SIGINT");
  await second.goodbye();
  assertEquals(await exit, 130);
  assert(!terminal.stdout.text.includes("for sent"));
});

Deno.test("client: exits 1 with one line if it cannot reconnect", async () => {
  const { first, terminal, exit } = await startJoined({ connections: 1 });
  first.close();
  for (let i = 0; i < 100; i++) {
    await settled();
    terminal.clock.advance(15_000);
  }
  assertEquals(await exit, 1);
  assertEquals(terminal.stdout.lines.length, 2);
  assertEquals(terminal.stderr.lines.length, 1);
  assertStringIncludes(terminal.stderr.text, "fikk den ikke tilbake");
  assertEquals(terminal.clock.waiting, 0);
});

Deno.test("client: Ctrl-C ends it without a connection too", async () => {
  const { first, terminal, exit } = await startJoined({ connections: 1 });
  first.close();
  await settled();
  terminal.signal("SIGINT");
  assertEquals(await exit, 130);
});

Deno.test("client: a person who leaves without a connection learns what is unsent", async () => {
  for (
    const [count, message] of [
      [1, "1 melding er ikke sendt. Den sendes når du starter klienten igjen med samme navn."],
      [2, "2 meldinger er ikke sendt. De sendes når du starter klienten igjen med samme navn."],
    ] as const
  ) {
    const { first, terminal, exit, disk } = await startJoined({ connections: 1 });
    first.close();
    await settled();
    terminal.type("hei\n".repeat(count));
    await settled();
    terminal.signal("SIGINT");
    assertEquals(await exit, 130);
    assertEquals(terminal.stderr.lines, [message]);
    assertEquals(JSON.parse(disk.text ?? "").texts.length, count);
  }
});

Deno.test("client: promises nothing about unsent texts if the seat is not saved", async () => {
  const disk = new SimulatedSeatFile();
  disk.broken = "writing";
  const { first, terminal, exit } = await startJoined({ connections: 1, disk });
  first.close();
  await settled();
  terminal.type("hei\n");
  await settled();
  terminal.signal("SIGINT");
  assertEquals([await exit, terminal.stderr.text], [130, ""]);
});

Deno.test("client: takes its seat back after a kill, and shows what it missed", async () => {
  const killed = await startJoined();
  killed.first.send({ type: "said", seq: 1, id: "k1", from: kari, at, text: "sett" });
  assertEquals(await killed.first.expect("ack"), { type: "ack", seq: 1 });
  killed.terminal.type("hei\n");
  const said = await killed.first.expect("say");
  await settled();
  const disk = new SimulatedSeatFile();
  disk.text = killed.disk.text;

  const server = new ScriptedServer();
  const terminal = new SimulatedTerminal({ servers: [server], disk });
  const exit = runClient(["--name", "ola"], terminal.io);
  const hello = await server.letIn({ members: ["kari"], seq: 2, resumed: true });
  assertEquals(hello.resume, { token: "t", seq: 1 });
  server.send({ type: "said", seq: 2, id: "k2", from: kari, at, text: "ikke sett" });
  assertEquals(await server.expect("say"), said);
  server.send({ type: "accepted", id: said.id, seq: 3, at, to: 1 });
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.stdout.lines, [
    "System: Du er tilbake på plassen din i rommet «main» som «ola». Her er også kari.",
    "kari: ikke sett",
  ]);
  assertEquals(disk.text, undefined);

  killed.terminal.signal("SIGINT");
  await killed.first.goodbye();
  await killed.exit;
});

Deno.test("client: names the texts of an earlier run that are given up", async () => {
  const disk = new SimulatedSeatFile();
  disk.text = JSON.stringify({
    version: 1,
    token: "old",
    seq: 7,
    texts: [{ id: "x-1", text: "gammel\ntekst" }],
    told: [],
  });
  const { first, terminal, exit } = await startJoined({ disk, args: ["--lang", "en"] });
  terminal.endInput();
  await first.goodbye();
  assertEquals(await exit, 1);
  assertEquals(terminal.stdout.lines.slice(1), [
    "System: This was not confirmed but may have arrived, and is not sent again by itself: gammel tekst",
  ]);
});

Deno.test("client: goes on if the seat cannot be saved, and says so in one line", async () => {
  for (const broken of ["opening", "writing"] as const) {
    const disk = new SimulatedSeatFile();
    disk.broken = broken;
    const { first, terminal, exit } = await startJoined({ disk });
    terminal.type("hei\n");
    assertEquals(await first.accept(1), "hei");
    terminal.endInput();
    await first.goodbye();
    assertEquals(await exit, 0);
    // Messages go to standard error until the chat begins, and then into the chat.
    const messages = [...terminal.stderr.lines, ...terminal.stdout.lines]
      .filter((line) => line.includes("kan ikke tas vare på"));
    assertEquals(messages.length, 1);
  }
});

Deno.test("client: ignores a damaged saved seat", async () => {
  const disk = new SimulatedSeatFile();
  disk.text = '{"version":1,"token":"t"';
  const { first, terminal, exit } = await startJoined({ disk });
  assertEquals(terminal.stderr.text, "");
  terminal.endInput();
  await first.goodbye();
  assertEquals(await exit, 0);
});

Deno.test("client: does not wait for the disk, and writes only the newest seat", async () => {
  const disk = new SimulatedSeatFile();
  disk.hold();
  const { first, terminal, exit } = await startJoined({ disk });
  terminal.type("a\nb\nc\n");
  for (const seq of [1, 2, 3]) await first.accept(seq);
  assertEquals(disk.writes, []);
  disk.release();
  terminal.endInput();
  await first.goodbye();
  assertEquals(await exit, 0);
  assert(disk.writes.length <= 3, `${disk.writes.length} writes`);
  assertEquals(disk.text, undefined);
});

Deno.test("client: a second interrupt does not wait for a stuck disk", async () => {
  const disk = new SimulatedSeatFile();
  const { first, terminal, exit } = await startJoined({ disk });
  await settled();
  disk.hold();
  terminal.type("a\n");
  await first.expect("say");
  terminal.signal("SIGINT");
  terminal.signal("SIGINT");
  assertEquals(await exit, 130);
  disk.release();
});

Deno.test("client: its exit code tells a script what the server could not store", async () => {
  const { first, terminal, exit } = await startJoined();
  terminal.type("hei\n");
  const { id } = await first.expect("say");
  first.send({ type: "error", code: "not_stored", text: "Server: Ikke lagret.", id });
  terminal.endInput();
  await settled();
  terminal.clock.advance(10_000);
  await first.goodbye();
  assertEquals(await exit, 1);
  assertEquals(terminal.stdout.lines.slice(1), [
    "Server: Ikke lagret.",
    "System: Denne ble sendt videre, men serveren fikk ikke lagret den: hei",
  ]);
});
