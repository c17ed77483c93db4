import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import {
  HEAD_TIME,
  HEAR_TIME,
  MAX_UNHEARD,
  OPEN_TIME,
} from "../../../server/http/http_connection.ts";
import { MAX_HEAD_BYTES } from "../../../server/http/request_head.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

const request = (path: string, ...headers: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, "Host: localhost", ...headers, "", ""].join("\r\n");

/** The whole answer to a request, after which the server closes. */
async function ask(server: SimulatedServer, text: string): Promise<string> {
  const client = await server.network.connect("10.0.0.5");
  await client.send(text);
  await server.pass(500);
  assert(client.closed, "it stays open");
  return client.text;
}

/** The frames that a WebSocket client got. */
function framesOf(text: string): Record<string, unknown>[] {
  return text.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

Deno.test("http: answers and closes without a seat", async () => {
  const server = new SimulatedServer(["--capacity", "1"]);
  assertEquals(server.http.started, 0);
  for (const path of ["/healthz", "/healthz", "/"]) {
    const wanted = path === "/" ? "HTTP/1.1 503 " : "HTTP/1.1 200 ";
    assert((await ask(server, request(path))).startsWith(wanted));
  }
  assertEquals(server.http.started, 1);
  assertEquals((await server.framed("kari")).frames[0]?.type, "welcome");
  assertEquals(server.log.filter((line) => line.startsWith("[AKSEPTERT]")).length, 1);
  await server.stop();
});

Deno.test("http: a connection has one request, however it is cut", async () => {
  const server = new SimulatedServer();
  const text = request("/x", "Content-Length: 9") + request("/healthz");
  const once = await ask(server, text);
  assert(once.startsWith("HTTP/1.1 404 ") && !once.includes("ok\n"));
  const client = await server.network.connect();
  for (const char of text.slice(0, 60)) await client.send(char).catch(() => {});
  await server.pass(500);
  assertEquals(client.text, once);
  await server.stop();
});

Deno.test("http: refuses a head that is slow or endless, and ignores one that is cut off", async () => {
  const server = new SimulatedServer();
  const slow = await server.network.connect();
  await slow.send("GET / HTTP/1.1\r\nHost: local");
  await server.pass(HEAD_TIME - 1);
  assertFalse(slow.closed);
  await server.pass(501);
  assert(slow.closed && slow.text.startsWith("HTTP/1.1 408 "), slow.text);
  assertStringIncludes(
    await ask(server, request("/", `X: ${"x".repeat(MAX_HEAD_BYTES)}`)),
    "HTTP/1.1 431 ",
  );
  const cut = await server.network.connect();
  await cut.send("GET / HTTP/1.1\r\nHost: local");
  await cut.end();
  assertEquals([cut.closed, cut.text, server.http.started], [true, "", 0]);
  const reset = await server.network.connect();
  await reset.send(request("/healthz").slice(0, -2));
  await reset.reset();
  await server.stop();
});

Deno.test("http: a WebSocket client talks with nc and framed clients", async () => {
  const server = new SimulatedServer(["--capacity", "3"]);
  const page = await server.webSocket("ola", "10.0.0.5");
  const nc = await server.plain();
  const framed = await server.framed("kari");
  assertEquals(framesOf(page.text).map(({ type }) => type), ["welcome", "joined", "joined"]);
  assertEquals(
    server.log.find((line) => line.startsWith("[AKSEPTERT]"))?.includes("10.0.0.5:"),
    true,
  );
  await page.send({ type: "say", id: "1", text: "hei" });
  await nc.send("hallo\n");
  await framed.send({ type: "say", id: "1", text: "hå" });
  assertEquals(nc.lines.slice(-2), ["ola: hei", "kari: hå"]);
  assertEquals(framesOf(page.text).slice(-2).map(({ text }) => text), ["hallo", "hå"]);
  await page.send({ type: "leave" });
  await server.pass(500);
  assert(page.closed && page.text.endsWith("closed 1000\n"));
  assertEquals(framed.frames.at(-1)?.reason, "quit");
  await server.stop();
});

Deno.test("http: a WebSocket without a hello gets no seat", async () => {
  const server = new SimulatedServer(["--capacity", "1"]);
  for (
    const first of ["hei", "GET / HTTP/1.1", '{"type":"say","id":"1","text":"hei"}', "\x16\x03"]
  ) {
    const stranger = await server.network.connect();
    await stranger.send(request("/ws", "Upgrade: websocket"));
    await stranger.send(first + "\n");
    await server.pass(500);
    assertEquals(framesOf(stranger.text).map(({ code }) => code), ["not_joined"]);
    assert(stranger.closed);
  }
  const silent = await server.network.connect();
  await silent.send(request("/ws", "Upgrade: websocket"));
  await server.pass(9_999);
  assertFalse(silent.closed);
  await server.pass(501);
  assert(silent.closed);
  assertEquals((await server.framed("kari")).frames[0]?.type, "welcome");
  await server.stop();
});

Deno.test("http: the longest hello works over a WebSocket", async () => {
  const server = new SimulatedServer();
  const client = await server.network.connect();
  await client.send(request("/ws", "Upgrade: websocket"));
  const hello = '{"type":"hello","version":1,"name":"ola"';
  await client.send(`${hello}${" ".repeat(MAX_FRAME_BYTES - hello.length - 2)}}\n`);
  assertEquals(framesOf(client.text)[0]?.type, "welcome");
  await server.stop();
});

Deno.test("http: a lost WebSocket keeps its seat, and another resumes it", async () => {
  const server = new SimulatedServer();
  const other = await server.framed("kari");
  for (const lose of ["end", "reset"] as const) {
    const page = await server.webSocket("ola");
    const { token, seq } = framesOf(page.text)[0] ?? {};
    await page[lose]();
    await server.pass(500);
    assertEquals(other.frames.at(-1)?.type, "lost");
    await other.send({ type: "say", id: lose, text: lose });
    const back = await server.network.connect();
    await back.send(request("/ws", "Upgrade: websocket"));
    await back.send({ type: "hello", version: 1, name: "ola", resume: { token, seq } });
    assertEquals(framesOf(back.text)[0]?.resumed, true);
    assert(framesOf(back.text).some(({ text }) => text === lose));
    await back.send({ type: "leave" });
    await server.pass(500);
  }
  await server.stop();
});

Deno.test("http: a WebSocket that floods a slow reader is held back", async () => {
  const server = new SimulatedServer();
  const flood = await server.webSocket("ola");
  const other = await server.framed("kari");
  other.stall();
  const text = "x".repeat(8_000);
  let said = 0;
  while (flood.unread === 0) {
    await flood.send({ type: "say", id: `${said++}`, text });
    assert(said < 3_000, "it is never held back");
  }
  assertEquals(framesOf(flood.text).at(-1)?.paused, true);
  await other.resume();
  for (let i = 0; i < 500 && flood.unread > 0; i++) await server.pass(0);
  await server.pass(0);
  const heard = other.frames.filter(({ type }) => type === "said").map(({ id }) => id);
  assertEquals(heard, Array.from({ length: said }, (_, i) => `${i}`));
  await server.stop();
});

Deno.test("http: an endless message is cut short", async () => {
  const server = new SimulatedServer();
  const flood = await server.webSocket("ola");
  const piece = "x".repeat(MAX_FRAME_BYTES);
  for (let sent = 0; flood.unread === 0; sent += piece.length) {
    assert(sent < 2 * MAX_UNHEARD, "it is gathered without end");
    void flood.send(piece).catch(() => {});
    await server.pass(0);
  }
  await server.pass(HEAR_TIME);
  assertStringIncludes(flood.text, "closed 1009");
  await server.pass(1_500);
  assert(flood.closed);
  await server.stop();
});

Deno.test("http: a stopping server tells WebSockets, and loses nothing", async () => {
  const server = new SimulatedServer();
  const page = await server.webSocket("ola");
  const other = await server.framed("kari");
  const waiting = await server.network.connect();
  await waiting.send("GET /healthz HTTP/1.1\r\n");
  const sent = other.send({ type: "say", id: "1", text: "på vei" });
  await Promise.resolve();
  server.server.stop();
  await sent;
  await server.stop();
  assertEquals(framesOf(page.text).slice(-2).map(({ type }) => type), ["said", "closing"]);
  assert(page.text.endsWith("closed 1000\n") && page.closed);
  assert(waiting.text.startsWith("HTTP/1.1 503 ") && waiting.closed);
  assertEquals(server.http.running, 0);
});

Deno.test("http: the death of a WebSocket's worker ends that client alone", async () => {
  const server = new SimulatedServer();
  const page = await server.webSocket("ola");
  const nc = await server.plain();
  server.threads.die(server.threads.nodes[1] ?? "", "RangeError: out of memory");
  await server.pass(500);
  assertEquals(framesOf(page.text).at(-1)?.reason, "failed");
  assert(page.closed);
  assertFalse(nc.closed);
  await server.stop();
});

Deno.test("http: a failed HTTP server is started again", async () => {
  const server = new SimulatedServer();
  await ask(server, request("/healthz"));
  server.http.fail();
  await server.pass(0);
  assert(server.log.some((line) => line.includes("HTTP is out")));
  assertStringIncludes(await ask(server, request("/healthz")), "HTTP/1.1 200 ");
  assertEquals(server.http.started, 2);
  await server.stop();
});

Deno.test("http: a direct connection to the HTTP server gets 403", async () => {
  const server = new SimulatedServer();
  await ask(server, request("/healthz"));
  const answer = await server.http.intrude();
  assertEquals([answer.status, await answer.text()], [403, ""]);
  await server.stop();
});

Deno.test("http: an upgrade that opens no WebSocket in time is cut", async () => {
  const server = new SimulatedServer();
  server.http.opens = false;
  const client = await server.network.connect();
  await client.send(request("/ws", "Upgrade: websocket"));
  await server.pass(OPEN_TIME - 1);
  assertFalse(client.closed);
  await server.pass(1);
  assert(client.closed);
  await server.stop();
});
