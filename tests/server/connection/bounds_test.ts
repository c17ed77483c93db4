import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";
import { HIGH_WATER } from "../../../actors/room/flow_control.ts";

Deno.test("server: pauses a client while the other does not read, then resumes it", async () => {
  const server = new SimulatedServer();
  const a = await server.framed("ola");
  const b = await server.framed("kari");
  b.stall();
  const text = "x".repeat(8_000);
  let said = 0;
  while (a.unread === 0) {
    await a.send({ type: "say", id: `${said++}`, text });
    assert(said * text.length < 3 * HIGH_WATER, "it is never held back");
  }
  assertEquals(a.frames.at(-1), {
    type: "flow",
    paused: true,
    waiting_for: { id: "m2", name: "kari" },
  });
  const other = [await server.framed("per", "annet"), await server.framed("pål", "annet")] as const;
  await other[0].send({ type: "say", id: "1", text: "upåvirket" });
  assertEquals(other[1].frames.at(-1)?.text, "upåvirket");
  await b.resume();
  // Another room was active, so the socket rests between two reads.
  for (let i = 0; i < 500 && b.frames.filter(({ type }) => type === "said").length < said; i++) {
    await server.pass(1);
  }
  assertEquals(a.frames.filter(({ type }) => type === "flow").map(({ paused }) => paused), [
    true,
    false,
  ]);
  const heard = b.frames.filter(({ type }) => type === "said").map(({ id }) => id);
  assertEquals(heard, Array.from({ length: said }, (_, i) => `${i}`));
  await server.stop();
});

Deno.test("server: stops reading from a client that does not read its answers", async () => {
  const server = new SimulatedServer();
  const a = await server.framed("ola");
  a.stall();
  let sent = 0;
  while (a.unread === 0) {
    await a.send(`{"type":"ping","n":1}\n`.repeat(2_000));
    sent += 2_000;
    assert(sent < 1_000_000, "it is read without end");
  }
  await a.reset();
  await server.stop();
});

Deno.test("server: two clients lose nothing while a third sends hostile bytes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 8 }),
      fc.constantFrom(
        "",
        `{"type":"hello","version":1,"name":"x","room":"y"}\n`,
        "{",
        "GET / ",
        "\x16",
      ),
      async (chunks, start) => {
        const server = new SimulatedServer();
        const a = await server.plain();
        const b = await server.framed("kari");
        const hostile = await server.network.connect();
        await hostile.send(start);
        for (const [i, chunk] of chunks.entries()) {
          hostile.send(chunk).catch(() => {});
          await a.send(`nr ${i}\n`);
        }
        await server.pass(300);
        const heard = b.frames.filter(({ type }) => type === "said").map(({ text }) => text);
        assertEquals(heard, chunks.map((_, i) => `nr ${i}`));
        assertFalse(server.log.join("\n").includes("[FEIL]"));
        await hostile.reset();
        await server.stop();
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("server: refuses an invalid hello with its reason, and closes", async () => {
  const server = new SimulatedServer();
  const cases = [
    [{ version: 2, name: "x" }, "unsupported_version"],
    [{ version: 1, name: "" }, "invalid_name"],
    [{ version: 1, name: 5 }, "invalid_name"],
    [{ version: 1, name: "System" }, "invalid_name"],
    [{ version: 1, name: "x".repeat(33) }, "invalid_name"],
    [{ version: 1, name: "x", room: "" }, "invalid_room"],
    [{ version: 1, name: "x", room: {} }, "invalid_room"],
    [{}, "unsupported_version"],
  ] as const;
  for (const [fields, reason] of cases) {
    const client = await server.network.connect();
    await client.send({ type: "hello", ...fields });
    assertEquals(client.frames.map((frame) => frame.reason), [reason]);
    assert(client.closed);
  }
  await server.stop();
});

Deno.test("server: the tenth bad frame closes the connection", async () => {
  const server = new SimulatedServer();
  const a = await server.framed("ola");
  const b = await server.framed("kari");
  const bad = ["[".repeat(20_000), `{"type":"say","id":1,"text":"x"}`, "null", `{"__proto__":{}}`];
  for (let i = 0; i < 10; i++) await a.send(`${bad[i % bad.length]}\n`);
  assertEquals(a.frames.slice(2, 12).map(({ code }) => code), Array(10).fill("bad_frame"));
  assertEquals(a.frames.at(-1)?.reason, "errors");
  assert(a.closed);
  assertEquals(b.frames.at(-1)?.reason, "kicked");
  await server.stop();
});

Deno.test("server: answers a line that is too long, and skips it", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  await a.send("x".repeat(300_000));
  assertStringIncludes(a.text, "Meldingen er for lang (maks 8192 byte)");
  await a.send("rest\nhei\n");
  assertEquals(b.lines, ["hei"]);
  await server.stop();
});

Deno.test("server: starts a worker for each client up to the bound, and ends idle ones", async () => {
  const server = new SimulatedServer(["--max-workers", "3"]);
  const idle = server.threads.alive;
  assertEquals(idle, 2, "the greeter's, and one kept warm");
  const clients = [];
  // After a pair no client is expected, so no worker is kept warm.
  for (const expected of [3, 3, 4, 4, 4]) {
    clients.push(await server.framed("ola", `rom ${clients.length}`));
    await server.pass(50);
    assertEquals(server.threads.alive, expected);
  }
  for (const client of clients) await client.send({ type: "leave" });
  await server.pass(50);
  assertEquals(server.threads.alive, idle + 1, "two are kept warm of those that there are");
  for (let i = 0; i < 100; i++) {
    const client = await server.framed("ola");
    await client.send({ type: "leave" });
  }
  await server.pass(50);
  assertEquals(server.threads.alive, idle + 1);
  await server.stop();
});

Deno.test("server: disconnects a client that reads nothing for a minute, and the other goes on", async () => {
  const server = new SimulatedServer();
  const a = await server.plain();
  const b = await server.plain();
  b.stall();
  let sent = 0;
  while (a.unread === 0) {
    await a.send(`${sent++} ${"x".repeat(8_000)}\n`);
    assert(sent < 2_000, "it is never held back");
  }
  const gone = a.end();
  await server.pass(59_000);
  assertEquals((await server.framed("per")).frames[0]?.reason, "room_full");
  await server.pass(6_000);
  await gone;
  await server.pass(500);
  assert(a.closed);
  assertEquals((await server.framed("per")).frames[0]?.type, "welcome");
  await server.stop();
});

Deno.test("server: a paused client is not idle", async () => {
  const server = new SimulatedServer(["--idle-timeout", "30"]);
  const a = await server.plain();
  const b = await server.plain();
  b.stall();
  while (a.unread === 0) await a.send(`${"x".repeat(8_000)}\n`);
  await server.pass(40_000);
  assertFalse(a.closed);
  await b.resume();
  for (let i = 0; i < 500 && a.unread > 0; i++) await server.pass(0);
  await server.pass(29_000);
  assertFalse(a.closed);
  await server.pass(1_000);
  assertStringIncludes(a.text, "Server: Du har vært stille så lenge");
  await server.stop();
});

Deno.test("server: bounds a text of many lines under a long name", async () => {
  const server = new SimulatedServer();
  const a = await server.framed("å".repeat(32));
  const b = await server.plain();
  b.stall();
  let said = 0;
  const text = "x\n".repeat(500);
  while (a.frames.at(-1)?.type !== "flow") {
    await a.send({ type: "say", id: `${said++}`, text });
    assert(said < 300, "its lines do not weigh");
  }
  await a.send({ type: "say", id: "lang", text: "x\n".repeat(4_000) });
  await b.resume();
  for (let i = 0; i < 500 && a.unread > 0; i++) await server.pass(0);
  assertEquals(
    a.frames.find(({ id, type }) => id === "lang" && type === "error")?.code,
    "too_long",
  );
  await server.stop();
});
