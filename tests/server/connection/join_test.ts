import { assert, assertEquals, assertFalse } from "@std/assert";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

Deno.test("server: two plain clients talk, even byte by byte", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  assertEquals(a.lines, ["System: Bruker 127.0.0.1:50001 har koblet seg til."]);
  await a.send("ola: blåbærsyltetøy 漢字 👩‍👩‍👧\n");
  for (const byte of new TextEncoder().encode("kari: på øya\r\n")) {
    await b.send(new Uint8Array([byte]));
  }
  assertEquals(b.lines, ["ola: blåbærsyltetøy 漢字 👩‍👩‍👧"]);
  assertEquals(a.lines.slice(1), ["kari: på øya"]);
  await server.stop();
});

Deno.test("server: plain and framed clients talk, in both orders of joining", async () => {
  for (const plainFirst of [true, false]) {
    const server = new SimulatedServer();
    const early = plainFirst ? await server.plain() : undefined;
    const framed = await server.framed("kari");
    const plain = early ?? await server.plain();
    await framed.send({ type: "say", id: "a1", text: "hei\nog hå" });
    await plain.send("ola: hallo\n");
    assertEquals(plain.lines.slice(-2), ["kari: hei", "kari: og hå"]);
    const said = framed.frames.find(({ type }) => type === "said");
    assertEquals(said?.text, "hallo");
    assertEquals(said?.from, { id: plainFirst ? "m1" : "m2", name: "ola" });
    const accepted = framed.frames.find(({ type }) => type === "accepted");
    assertEquals([accepted?.id, accepted?.to], ["a1", 1]);
    assertEquals(framed.frames.find(({ type }) => type === "delivered")?.seq, accepted?.seq);
    await server.stop();
  }
});

Deno.test("server: refuses a third client without starting a worker", async () => {
  const server = new SimulatedServer();
  await server.plain();
  await server.framed("kari");
  await server.pass(50);
  const before = server.threads.alive;
  const plain = await server.plain();
  const framed = await server.framed("per");
  assertEquals(plain.text, "Server: Beklager, chatrommet er fullt.\n");
  assertEquals(framed.frames[0]?.reason, "room_full");
  assert(plain.closed && framed.closed);
  assertEquals(server.threads.alive, before);
  assert(server.log.includes("[AVVIST] Server full. Avviste tilkobling fra 127.0.0.1:50002"));
  await server.stop();
});

Deno.test("server: frees each seat after a goodbye", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  await a.send("ola: jeg sa: avslutt\n");
  assertEquals(b.lines.at(-1), "ola: jeg sa: avslutt");
  await a.send("ola: Avslutt\n");
  assert(a.closed);
  assertEquals(b.lines.at(-1), "System: Bruker 127.0.0.1:50000 har forlatt chatten.");
  const c = await server.plain();
  await c.send("per: hei\n");
  assertEquals(b.lines.at(-1), "per: hei");
  await b.send("avslutt\n");
  await c.send("avslutt\n");
  assertEquals(server.log.at(-1), "[127.0.0.1:50002] Koblet fra. Antall klienter: 0");
  const d = await server.plain();
  await d.send("hei\n");
  assertFalse(d.closed);
  await server.stop();
});

Deno.test("server: two clients leave at the same time", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.framed("kari");
  await Promise.all([a.send("avslutt\n"), b.send({ type: "leave" })]);
  assert(a.closed && b.closed);
  const [c, d] = [await server.plain(), await server.plain()];
  await c.send("x\n");
  assertEquals(d.lines, ["x"]);
  await server.stop();
});

Deno.test("server: passes on an unfinished line after 30 ms", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  await a.send("ola: hei på d");
  await server.pass(29);
  await a.send("eg");
  await server.pass(29);
  assertEquals(b.lines, []);
  await server.pass(1);
  assertEquals(b.lines, ["ola: hei på deg"]);
  await server.stop();
});

Deno.test("server: a late hello makes a plain client framed", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  await b.send(
    `{"type":"hello","version":1,"name":"kari"}\n{"type":"say","id":"1","text":"hei"}\n`,
  );
  assertEquals(a.lines.slice(1), ["System: Bruker 127.0.0.1:50001 heter nå kari.", "kari: hei"]);
  assertEquals(b.frames.map(({ type }) => type), ["welcome", "accepted", "delivered"]);
  await server.stop();
});

Deno.test("server: a late hello changes rooms, or is refused", async () => {
  const server = new SimulatedServer(["--capacity", "1"]);
  const there = await server.framed("ola", "annet");
  const late = await server.plain();
  await late.send({ type: "hello", version: 1, name: "kari", room: "annet" });
  assertEquals(late.frames.map(({ type, reason }) => [type, reason]), [["refused", "room_full"]]);
  assert(late.closed);
  const next = await server.plain();
  await there.send({ type: "leave" });
  await next.send({ type: "hello", version: 1, name: "kari", room: "annet" });
  assertEquals(next.frames[0]?.room, "annet");
  await server.plain();
  assertFalse(next.closed);
  await server.stop();
});

Deno.test("server: rooms do not hear each other, and empty rooms end", async () => {
  const server = new SimulatedServer();
  const a = await server.framed("ola", "a");
  const b = await server.framed("kari", "b");
  await a.send({ type: "say", id: "1", text: "hei" });
  assertEquals(b.frames.length, 1);
  assertEquals(a.frames.at(-1)?.to, 0);
  await a.send({ type: "leave" });
  const again = await server.framed("ola", "a");
  assertEquals([again.frames[0]?.seq, again.frames[0]?.you], [1, { id: "m1", name: "ola" }]);
  await server.stop();
});

Deno.test("server: numbers a taken name", async () => {
  const server = new SimulatedServer();
  await server.framed("ola");
  const b = await server.framed("Ola");
  assertEquals(b.frames[0]?.you, { id: "m2", name: "Ola 2" });
  await server.stop();
});

Deno.test("server: HTTP, TLS and silent connections get no seat", async () => {
  const server = new SimulatedServer();
  const http = await server.network.connect("10.0.0.7");
  await http.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await server.pass(500);
  assert(http.text.startsWith("HTTP/1.1 503 ") && http.closed);
  const tls = await server.network.connect();
  await tls.send(new Uint8Array([0x16, 0x03, 0x01]));
  assert(tls.closed && tls.text === "");
  const probe = await server.network.connect();
  await probe.end();
  assert(probe.closed && probe.text === "");
  const ahead = await server.plain("10.0.0.7");
  await server.pass(59_000);
  assertFalse(ahead.closed);
  await server.pass(1_000);
  assert(ahead.closed);
  assertEquals(server.log.filter((line) => line.startsWith("[AKSEPTERT]")), []);
  await server.stop();
});

Deno.test("server: logs texts only with --show-messages", async () => {
  for (const args of [[], ["--show-messages", "--lang", "en"]]) {
    const server = new SimulatedServer(args);
    const a = await server.plain();
    const b = await server.framed("kari");
    await a.send("ola: hei\nhå\n");
    await b.send({ type: "say", id: "1", text: "hallo" });
    const shown = server.log.filter((line) => line.includes("hei") || line.includes("hallo"));
    assertEquals(shown.length, args.length === 0 ? 0 : 2);
    await server.stop();
  }
});
