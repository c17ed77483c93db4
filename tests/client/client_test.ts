import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runClient } from "../../client/client.ts";
import { MAX_UNACCEPTED } from "../../client/connection/outbox.ts";
import { settled } from "../support/fakes/settled.ts";
import { ScriptedServer } from "../support/fakes/scripted_server.ts";
import { SimulatedTerminal } from "../support/fakes/simulated_terminal.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari = { id: "m2", name: "kari" };
const you = "System: Du er med i rommet «main» som «ola».";

/** A client called ola in a pipe or at a terminal, and the server it talks to. */
function start(...args: readonly string[]) {
  const server = new ScriptedServer();
  const terminal = new SimulatedTerminal({ servers: [server] });
  const exit = runClient(["--name", "ola", ...args], terminal.io);
  return { server, terminal, exit };
}

/** The same, in the room, with kari. */
async function startJoined(...args: readonly string[]) {
  const started = start(...args);
  await started.server.welcome("kari");
  return started;
}

Deno.test("client: copies lines in and out, with every kind of character", async () => {
  const { server, terminal, exit } = await startJoined();
  terminal.type("blåbær 漢字 👩‍👩‍👧\n");
  assertEquals(await server.accept(1), "blåbær 漢字 👩‍👩‍👧");
  server.send({ type: "said", seq: 2, id: "k1", from: kari, at, text: "hei\n漢字 👩‍👩‍👧" });
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.stdout.lines, [
    `${you} Her er også kari.`,
    "kari: hei",
    "kari: 漢字 👩‍👩‍👧",
  ]);
  assertEquals(terminal.stderr.text, "");
});

Deno.test("client: waits at the end of input until everything is accepted", async () => {
  const { server, terminal, exit } = await startJoined();
  terminal.type("a\nb");
  terminal.endInput();
  await server.accept(1);
  const last = await server.expect("say");
  await settled();
  assert(!server.closedByClient);
  server.send({ type: "accepted", id: last.id, seq: 2, at, to: 1 });
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.clock.waiting, 0);
});

Deno.test("client: leaves at the word avslutt, once everything is accepted", async () => {
  for (const word of ["avslutt", "/quit", "/avslutt"]) {
    const { server, terminal, exit } = await startJoined();
    terminal.type(`hei\n${word}\nfor sent\n`);
    assertEquals(await server.accept(1), "hei");
    await server.goodbye();
    assertEquals(await exit, 0);
  }
});

Deno.test("client: exits 1 with one line when refused", async () => {
  const { server, terminal, exit } = start("--lang", "en");
  await server.expect("hello");
  server.send({ type: "refused", reason: "room_full", text: "Server: Sorry." });
  assertEquals(await exit, 1);
  assertEquals(terminal.stdout.lines, []);
  assertEquals(terminal.stderr.lines.length, 1);
  assertStringIncludes(terminal.stderr.text, "full");
  assert(server.closedByClient);
});

Deno.test("client: exits 1 when the server stops, and says so once", async () => {
  const stopped = await startJoined();
  stopped.server.send({ type: "closing", reason: "stopping", text: "Server: Slutt." });
  assertEquals(await stopped.exit, 1);
  assertEquals(stopped.terminal.stdout.lines.length, 1);
  assertEquals(stopped.terminal.stderr.lines, [
    "Serveren på localhost:65432 lukket forbindelsen: Slutt.",
  ]);
});

Deno.test("client: gives up a silent server", async () => {
  const { terminal, exit } = start();
  await settled();
  terminal.clock.advance(10_000);
  assertEquals(await exit, 1);
  assertStringIncludes(terminal.stderr.text, "ikke en Tospann-server");
});

Deno.test("client: shows no control characters, whatever the server sends", async () => {
  const { server, terminal, exit } = await startJoined();
  const from = { id: "m2", name: "kari\x1b]0;x\x07\nSystem" };
  server.send({ type: "said", seq: 1, id: "a", from, at, text: "\x1b[2Jhei\u202e\x9b1m" });
  await server.expect("ack");
  terminal.signal("SIGINT");
  await server.goodbye();
  await exit;
  assertEquals(terminal.stdout.lines.at(-1), "kari System: hei");
});

Deno.test("client: acks nothing before it is shown", async () => {
  const { server, terminal, exit } = await startJoined();
  await settled();
  terminal.stdout.hold();
  server.send({ type: "said", seq: 1, id: "a", from: kari, at, text: "hei" });
  server.send({ type: "ping", n: 1 });
  assertEquals(await server.expect("pong"), { type: "pong", n: 1 });
  terminal.stdout.release();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  terminal.signal("SIGTERM");
  await server.goodbye();
  assertEquals(await exit, 143);
});

Deno.test("client: reads no more input than the outbox takes", async () => {
  const { server, terminal, exit } = await startJoined();
  server.send({ type: "flow", paused: true, waiting_for: kari });
  await settled();
  let read = 0;
  for (let i = 0; i < MAX_UNACCEPTED + 50; i++) terminal.type("hei\n").then(() => read++, () => {});
  for (let i = 0; i < 20; i++) await settled();
  assertEquals(read, MAX_UNACCEPTED);
  server.send({ type: "flow", paused: false });
  await server.accept(1);
  for (let i = 0; i < 5; i++) await settled();
  assertEquals(read, MAX_UNACCEPTED + 1);
  terminal.signal("SIGINT");
  terminal.signal("SIGINT");
  assertEquals(await exit, 130);
});

Deno.test("client: leaves at Ctrl-C without waiting long for the server", async () => {
  const { server, terminal, exit } = await startJoined();
  await settled();
  terminal.signal("SIGINT");
  await server.expect("leave");
  terminal.clock.advance(2_000);
  assertEquals(await exit, 130);
});

Deno.test("client: a second Ctrl-C ends it even if nobody reads its output", async () => {
  const { server, terminal, exit } = await startJoined();
  await settled();
  terminal.stdout.hold();
  server.send({ type: "said", seq: 1, id: "a", from: kari, at, text: "hei" });
  await settled();
  terminal.signal("SIGINT");
  terminal.signal("SIGINT");
  assertEquals(await exit, 130);
  terminal.stdout.release();
});

Deno.test("client: leaves quietly when nobody reads its output any more", async () => {
  const { server, terminal, exit } = start();
  terminal.stdout.break();
  await server.welcome("kari");
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.stderr.text, "");
});

Deno.test("client: answers commands itself and sends none of them", async () => {
  const { server, terminal, exit } = await startJoined();
  terminal.type("/hvem\n/hjlep\n/tøm\n/navn\n/navn Server\n/meg\n/meg vinker\n//hjelp\n/ping\n");
  assertEquals(await server.accept(1), "*vinker*");
  assertEquals(await server.accept(2), "/hjelp");
  const { n } = await server.expect("ping");
  terminal.clock.advance(12);
  server.send({ type: "pong", n });
  await settled();
  terminal.signal("SIGINT");
  await server.goodbye();
  await exit;
  const lines = terminal.stdout.lines.slice(1);
  const [invalid = ""] = lines.splice(4, 1);
  assertStringIncludes(invalid, "System: Det kan ikke brukes som navn.");
  assertEquals(lines, [
    "System: Her er ola (deg) og kari.",
    "System: Ukjent kommando: /hjlep. Mente du /hjelp? Ingenting ble sendt.",
    "System: /tøm har ingen virkning når chatten vises linje for linje.",
    "System: Du heter «ola». Et annet navn får du med /navn NAVN.",
    "System: /meg (/me): si hva du gjør: /meg vinker blir *vinker*",
    "System: Svar fra serveren etter 12 ms.",
  ]);
});

Deno.test("client: asks the server for another name, and takes it when the server agrees", async () => {
  const { server, terminal, exit } = await startJoined();
  terminal.type("/navn  per \n");
  assertEquals(await server.expect("rename"), { type: "rename", name: "per" });
  const member = { id: "m1", name: "per", online: true };
  server.send({ type: "renamed", seq: 1, member, was: "ola", at });
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  terminal.type("/hvem\n");
  await settled();
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 0);
  assertEquals(terminal.stdout.lines.slice(1), [
    "System: Du heter nå «per».",
    "System: Her er per (deg) og kari.",
  ]);
});

Deno.test("client: skips a line that is too long, and says so by its exit code", async () => {
  const { server, terminal, exit } = await startJoined();
  terminal.type(`${"x".repeat(8_193)}\nhei\n`);
  assertEquals(await server.accept(1), "hei");
  terminal.endInput();
  await server.goodbye();
  assertEquals(await exit, 1);
  assertStringIncludes(terminal.stdout.lines.at(-1) ?? "", "for lang (maks 8192 byte)");
});
