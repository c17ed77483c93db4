import { assert, assertEquals, assertFalse } from "@std/assert";
import { workerActors } from "../../../actors/worker/worker_actors.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";
import type { SimulatedClient } from "../../support/fakes/simulated_network.ts";

/** A client that shows a token and has all up to `seq`. */
async function back(
  server: SimulatedServer,
  token: unknown,
  seq: number,
): Promise<SimulatedClient> {
  const client = await server.network.connect();
  await client.send({ type: "hello", version: 1, name: "ola", resume: { token, seq } });
  return client;
}

function tokenOf(client: SimulatedClient): unknown {
  return client.frames[0]?.token;
}

Deno.test("server: a client takes its seat back and misses nothing", async () => {
  const server = new SimulatedServer();
  const ola = await server.framed("ola");
  const kari = await server.framed("kari");
  await kari.send({ type: "say", id: "1", text: "hørt" });
  const { seq } = ola.frames.at(-1) ?? {};
  await ola.reset();
  await kari.send({ type: "say", id: "2", text: "ikke hørt" });
  const again = await back(server, tokenOf(ola), Number(seq));
  const [welcome, ...missed] = again.frames;
  assertEquals([welcome?.resumed, welcome?.token], [true, tokenOf(ola)]);
  assertEquals(missed.filter(({ type }) => type === "said").map(({ text }) => text), ["ikke hørt"]);
  await again.send({ type: "say", id: "3", text: "her er jeg" });
  const heard = kari.frames.map(({ type, text }) => text ?? type);
  assertEquals(heard.filter((what) => what !== "accepted" && what !== "delivered"), [
    "welcome",
    "lost",
    "returned",
    "her er jeg",
  ]);
  await server.stop();
});

Deno.test("server: a token takes the seat from an older connection, which closes", async () => {
  const server = new SimulatedServer();
  const ola = await server.framed("ola");
  const kari = await server.framed("kari");
  const again = await back(server, tokenOf(ola), 2);
  assertEquals([ola.frames.at(-1)?.reason, again.frames[0]?.resumed], ["replaced", true]);
  await server.pass(500);
  assert(ola.closed);
  await kari.send({ type: "say", id: "1", text: "hei" });
  assertEquals(again.frames.at(-1)?.text, "hei");
  assertEquals(kari.frames.filter(({ type }) => type === "lost"), []);
  await server.stop();
});

Deno.test("server: a late hello takes the old seat back and frees the new one", async () => {
  const server = new SimulatedServer(["--capacity", "2"]);
  const ola = await server.framed("ola");
  await ola.reset();
  const late = await server.plain();
  await late.send({
    type: "hello",
    version: 1,
    name: "ola",
    resume: { token: tokenOf(ola), seq: 1 },
  });
  const [welcome] = late.frames;
  assertEquals([welcome?.resumed, welcome?.you], [true, { id: "m1", name: "ola" }]);
  assertEquals((await server.framed("kari")).frames[0]?.type, "welcome");
  await server.stop();
});

Deno.test("server: a wrong token gets a new seat; after too many, clients wait", async () => {
  const server = new SimulatedServer();
  for (let i = 0; i < 5; i++) {
    const guess = await back(server, `gjett ${i}`, 0);
    assertEquals([guess.frames[0]?.resumed, guess.frames[0]?.you], [false, {
      id: "m1",
      name: "ola",
    }]);
    await guess.send({ type: "leave" });
  }
  const slow = await back(server, "gjett igjen", 0);
  assertEquals(slow.text, "");
  await server.pass(250);
  assertEquals(slow.frames[0]?.type, "welcome");
  await server.stop();
});

Deno.test("server: a framed client is lost after 45 s of silence, and its connection closes", async () => {
  const server = new SimulatedServer();
  const ola = await server.framed("ola");
  const kari = await server.plain();
  await server.pass(20_000);
  assertEquals(ola.frames.at(-1)?.type, "ping");
  ola.stall();
  // More than is in flight to one client, so that its connection does not end by itself.
  for (let i = 0; i < 20; i++) await kari.send(`${"x".repeat(8_000)}\n`);
  await server.pass(24_999);
  assertFalse(kari.text.includes("mistet"));
  await server.pass(1);
  assert(kari.lines.at(-1)?.endsWith("har mistet forbindelsen. Plassen holdes av en stund."));
  assertEquals(server.network.connections, 2);
  await server.pass(60_000);
  assertEquals(server.network.connections, 1);
  await server.stop();
});

Deno.test("server: two framed clients that only answer pings stay for hours", async () => {
  const server = new SimulatedServer();
  const clients = [await server.framed("ola"), await server.framed("kari")];
  for (let minute = 0; minute < 120; minute++) {
    for (const client of clients) await client.send({ type: "pong", n: 1 });
    await server.pass(40_000);
  }
  assertEquals(clients.map(({ closed }) => closed), [false, false]);
  await server.stop();
});

Deno.test("server: a client takes its seat back after its session died at the start", async () => {
  let sessions = 0;
  const server = new SimulatedServer([], {
    ...workerActors,
    session: (init) => (context) => {
      if (++sessions === 1) throw new RangeError("out of memory");
      return workerActors.session(init)(context);
    },
  });
  const unlucky = await server.framed("ola");
  assertEquals(unlucky.frames.map(({ type, reason }) => [type, reason]), [
    ["welcome", undefined],
    ["closing", "failed"],
  ]);
  const kari = await server.framed("kari");
  const ola = await back(server, tokenOf(unlucky), 1);
  assertEquals([ola.frames[0]?.resumed, kari.frames[0]?.type], [true, "welcome"]);
  await server.stop();
});
