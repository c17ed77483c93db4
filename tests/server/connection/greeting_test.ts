import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

/** Runs this many microtasks: some moment between two steps of the server. */
async function moments(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

Deno.test("greeting: loses no bytes that arrive while the client is taken as plain", async () => {
  const server = new SimulatedServer();
  const listener = await server.framed("kari");
  for (let i = 0; i < 40; i++) {
    const newcomer = await server.network.connect();
    server.clock.advance(250);
    await moments(i);
    await newcomer.send(`nr ${i}\n`);
    await server.pass(50);
    assertEquals(listener.frames.findLast(({ type }) => type === "said")?.text, `nr ${i}`);
    await newcomer.send("avslutt\n");
    await server.pass(500);
  }
  await server.stop();
});

Deno.test("greeting: passes the bytes after a hello on to the session, in any pieces", async () => {
  const server = new SimulatedServer();
  const listener = await server.framed("kari");
  for (let i = 0; i < 30; i++) {
    const newcomer = await server.network.connect();
    const hello =
      `{"type":"hello","version":1,"name":"ola"}\n{"type":"say","id":"1","text":"først ${i}"}\n`;
    const first = newcomer.send(hello);
    await moments(i);
    await newcomer.send(`{"type":"say","id":"2","text":"så ${i}"}\n{"type":"leave"}\n`);
    await first;
    const said = listener.frames.filter(({ type }) => type === "said").slice(-2);
    assertEquals(said.map(({ text }) => text), [`først ${i}`, `så ${i}`]);
    await server.pass(500);
  }
  await server.stop();
});

Deno.test("greeting: a client that joins while the server stops is told, and leaves no seat", async () => {
  for (let i = 0; i < 40; i++) {
    const server = new SimulatedServer();
    const newcomer = await server.network.connect();
    const sent = newcomer.send(`{"type":"hello","version":1,"name":"ola"}\n`);
    await moments(i);
    server.server.stop();
    await sent;
    await server.stop();
    assert(newcomer.text.includes("Server: Serveren avsluttes."), `${i}: ${newcomer.text}`);
  }
});

Deno.test("greeting: silent connections of a browser take no seats", async () => {
  const server = new SimulatedServer(["--capacity", "1", "--max-per-address", "200"]);
  const browser = await server.network.connect("10.0.0.5");
  await browser.send("GET / HTTP/1.1\r\n\r\n");
  const ahead = [];
  for (let i = 0; i < 100; i++) ahead.push(await server.network.connect("10.0.0.5"));
  const guest = await server.framed("kari", "vårt");
  assertEquals(guest.frames[0]?.type, "welcome");
  await server.pass(250);
  assertEquals(
    ahead.filter(({ closed }) => !closed).length,
    16 + 1,
    "16 ahead, and one that got the seat",
  );
  await server.pass(60_000);
  await server.stop();
});

Deno.test("greeting: remembers a browser that was taken as plain", async () => {
  const server = new SimulatedServer();
  const late = await server.plain("10.0.0.5");
  await late.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  assert(late.text.startsWith("HTTP/1.1 503 ") && late.closed);
  assertStringIncludes(late.text, "Refresh: 1");
  const listener = await server.framed("kari");
  const ahead = await server.plain("10.0.0.5");
  assertEquals(listener.frames.length, 1);
  assertFalse(ahead.closed);
  await server.pass(60_000);
  assert(ahead.closed);
  await settled();
  await server.stop();
});
