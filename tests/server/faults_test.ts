import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { workerActors } from "../../actors/worker/worker_actors.ts";
import type { RoomMessage } from "../../actors/messages/room.ts";
import type { Address } from "../../actors/runtime/actor.ts";
import { SimulatedServer } from "../support/fakes/simulated_server.ts";
import { settled } from "../support/fakes/settled.ts";

Deno.test("server: a reset gives up the seat, and texts that had arrived are delivered", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  await Promise.all([a.send("ola: ha det\n"), a.reset()]);
  assertEquals(b.lines, [
    "ola: ha det",
    "System: Bruker 127.0.0.1:50000 har forlatt chatten.",
  ]);
  await server.plain();
  await server.stop();
});

Deno.test("server: a half-closed client gets every text before it leaves", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.framed("kari");
  a.stall();
  for (let i = 0; i < 20; i++) {
    await b.send({ type: "say", id: `${i}`, text: `${i} ${"å".repeat(4_000)}` });
  }
  await a.send("takk, nok");
  await a.end();
  assertFalse(a.closed);
  await a.resume();
  await server.pass(500);
  assertEquals(a.lines.filter((line) => /^kari: \d+ å/.test(line)).length, 20);
  assert(a.closed);
  const said = b.frames.filter(({ type }) => type === "said" || type === "left");
  assertEquals(said.map(({ text, reason }) => text ?? reason), ["takk, nok", "quit"]);
  await server.stop();
});

Deno.test("server: the death of a worker ends one client, and the other loses nothing", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.framed("kari");
  const [, first = ""] = server.threads.nodes;
  server.threads.die(first, "RangeError: out of memory");
  await settled();
  assertEquals(
    a.lines.at(-1),
    "Server: Det gikk noe galt hos oss, og tilkoblingen lukkes. Koble til igjen.",
  );
  assertEquals(b.frames.at(-1)?.type, "left");
  assertEquals(b.frames.at(-1)?.reason, "lost");
  assertStringIncludes(server.log.join("\n"), "[FEIL]");
  assertFalse(server.log.join("\n").includes("    at "));
  const c = await server.plain();
  await c.send("hei\n");
  assertEquals(b.frames.at(-1)?.text, "hei");
  await server.stop();
});

Deno.test("server: a hanging session ends with its connection", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  const [, first = ""] = server.threads.nodes;
  server.threads.hold(first);
  await a.reset();
  await server.pass(4_999);
  assertEquals(b.lines, []);
  await server.pass(1);
  assertEquals(b.lines, ["System: Bruker 127.0.0.1:50000 har forlatt chatten."]);
  await server.stop();
});

Deno.test("server: clients are told when the greeter dies, and a new one greets the next", async () => {
  const server = new SimulatedServer();
  const a = await server.network.connect();
  server.threads.die("greeter", "Error: boom");
  await settled();
  assertStringIncludes(a.text, "Det gikk noe galt hos oss");
  const b = await server.plain();
  const c = await server.plain();
  await b.send("hei\n");
  assertEquals(c.lines, ["hei"]);
  await server.stop();
});

Deno.test("server: gives up when a part fails too often, and leaves nothing behind", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  for (let i = 0; i <= 5; i++) {
    assertEquals(server.ended, undefined);
    server.threads.die("greeter", "Error: boom");
    await settled();
  }
  assertEquals(a.lines, ["Server: Serveren avsluttes."]);
  await server.pass(500);
  assertEquals(server.ended?.type, "crashed");
  await server.stop();
});

Deno.test("server: failures far apart do not add up", async () => {
  const server = new SimulatedServer();
  for (let i = 0; i < 20; i++) {
    server.threads.die("greeter", "Error: boom");
    await server.pass(3_000);
  }
  assertEquals(server.ended, undefined);
  await server.stop();
});

Deno.test("server: waits longer after each failed accept", async () => {
  const server = new SimulatedServer();
  for (const wait of [5, 10, 20, 40, 80]) {
    await server.network.fail(new Error("Too many open files (os error 24)"));
    await server.pass(wait - 1);
    assertEquals(server.clock.waiting, 1, `${wait} ms are not over`);
    await server.pass(1);
    assertEquals(server.clock.waiting, 0);
  }
  const a = await server.plain();
  const b = await server.plain();
  await a.send("hei\n");
  assertEquals(b.lines, ["hei"]);
  await server.stop();
});

Deno.test("server: restarts a listener that goes on failing, and keeps its clients", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  for (let i = 0; i < 40; i++) {
    await server.network.fail(new Error("Invalid argument"));
    await server.pass(1_280);
  }
  assertStringIncludes(server.log.join("\n"), "listener feilet og ble startet på nytt");
  const b = await server.plain();
  await b.send("hei\n");
  assertEquals(a.lines.at(-1), "hei");
  await server.stop();
});

Deno.test("server: a crashed room goes on from its last good state", async () => {
  // A message that no room knows stands for a fault of ours.
  const bogus = { type: "bogus" } as unknown as RoomMessage;
  const server = new SimulatedServer([], {
    ...workerActors,
    session: (init) => (context) =>
      workerActors.session(init)({
        ...context,
        send(to, message) {
          const said = message as { type: string; lines?: string };
          if (said.lines !== "krasj\n") return context.send(to, message);
          context.send(to as unknown as Address<RoomMessage>, { ...bogus, session: init.session });
        },
      }),
  });
  const a = await server.plain();
  const b = await server.plain();
  await a.send("hei\n");
  await a.send("krasj\n");
  await a.send("hallo\n");
  assertEquals(b.lines, ["hei", "hallo"]);
  assertStringIncludes(server.log.join("\n"), "room:main feilet");
  for (let i = 0; i < 6; i++) await a.send("krasj\n");
  assertEquals(
    b.lines.at(-1),
    "Server: Det gikk noe galt hos oss, og tilkoblingen lukkes. Koble til igjen.",
  );
  await server.pass(500);
  assert(a.closed && b.closed);
  const c = await server.plain();
  assertFalse(c.closed);
  await server.stop();
});

Deno.test("server: disconnects a silent plain client after the idle timeout", async () => {
  const server = new SimulatedServer(["--idle-timeout", "60"]);
  const a = await server.plain();
  const b = await server.framed("kari");
  await server.pass(40_000);
  await b.send({ type: "pong", n: 1 });
  await server.pass(10_000);
  await a.send("hei\n");
  await server.pass(30_000);
  await b.send({ type: "pong", n: 1 });
  await server.pass(29_999);
  assertFalse(a.closed);
  await server.pass(1);
  assertStringIncludes(a.text, "Server: Du har vært stille så lenge");
  assertEquals(b.frames.at(-1)?.reason, "idle");
  assertFalse(b.closed);
  await server.stop();
});
