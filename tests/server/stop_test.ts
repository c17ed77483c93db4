import { assert, assertEquals } from "@std/assert";
import { settled } from "../support/fakes/settled.ts";
import { SimulatedServer } from "../support/fakes/simulated_server.ts";

Deno.test("server: stops in order and tells every client", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.framed("kari");
  await server.stop();
  assertEquals(a.lines.slice(1), ["Server: Serveren avsluttes."]);
  assertEquals(b.frames.at(-1), {
    type: "closing",
    reason: "stopping",
    text: "Server: Serveren avsluttes.",
  });
  assert(a.closed && b.closed);
  assertEquals(server.ended, { type: "shutdown" });
  assertEquals(server.log.slice(-4), [
    "Lukker alle klienttilkoblinger...",
    "[127.0.0.1:50000] Koblet fra. Antall klienter: 1",
    "[127.0.0.1:50001] Koblet fra. Antall klienter: 0",
    "Lukker server socket.",
  ]);
});

Deno.test("server: delivers texts on their way before it says goodbye", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  const c = await server.framed("ola", "annet");
  const d = await server.framed("kari", "annet");
  const sent = [
    a.send("ola: dette er på vei\nola: og dette uten slutt"),
    c.send({ type: "say", id: "1", text: "rammen også" }),
  ];
  await Promise.resolve();
  server.server.stop();
  await Promise.all(sent);
  await server.stop();
  assertEquals(b.lines, [
    "ola: dette er på vei",
    "ola: og dette uten slutt",
    "Server: Serveren avsluttes.",
  ]);
  assertEquals(d.frames.slice(1).map(({ type }) => type), ["said", "closing"]);
  assertEquals(c.frames.slice(2).map(({ type }) => type), ["accepted", "closing"]);
});

Deno.test("server: waits at most 3 seconds for a client that does not read", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  a.stall();
  for (let i = 0; i < 30; i++) await b.send(`${i} ${"x".repeat(8_000)}\n`);
  server.server.stop();
  await server.pass(2_999);
  assertEquals(server.ended, undefined);
  await server.pass(1);
  assertEquals(server.ended, { type: "shutdown" });
  await server.stop();
});

Deno.test("server: stops although a session hangs", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  const [, first = ""] = server.threads.nodes;
  server.threads.hold(first);
  await server.stop();
  assert(a.closed && b.closed);
});

Deno.test("server: refuses new clients while it stops, and ignores a second stop", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const undecided = await server.network.connect();
  const b = await server.plain();
  a.stall();
  for (let i = 0; i < 30; i++) await b.send(`${i} ${"x".repeat(8_000)}\n`);
  server.server.stop();
  server.server.stop();
  await settled();
  assertEquals(undecided.text, "Server: Serveren avsluttes.\n");
  const late = await server.network.connect();
  assert(late.closed);
  await server.stop();
  assertEquals(server.log.filter((line) => line.startsWith("Lukker")).length, 2);
});

Deno.test("server: leaves nothing behind when it stops at once or without clients", async () => {
  const server = new SimulatedServer();
  await server.stop();
  assertEquals(server.network.open, false);
});
