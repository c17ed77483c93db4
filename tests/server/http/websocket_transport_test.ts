import { assertEquals, assertRejects } from "@std/assert";
import { WebSocketTransport } from "../../../server/http/websocket_transport.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { FakeWebSocket } from "../../support/fakes/fake_web_socket.ts";
import { settled } from "../../support/fakes/settled.ts";
import { bytesOf } from "../../support/arbitraries/bytes.ts";

/** A connection, its WebSocket, and the calls to its carrier. */
function open() {
  const socket = new FakeWebSocket().open();
  const clock = new FakeClock();
  const calls: string[] = [];
  const conn = new WebSocketTransport(socket, { hostname: "10.0.0.5", port: 9 }, clock, {
    messageReceived: () => void calls.push("message"),
    drained: () => void calls.push("drained"),
    closing: () => void calls.push("closing"),
  });
  return { socket, clock, calls, conn };
}

/** The text of one read. */
async function read(conn: WebSocketTransport, size = 2_048): Promise<string | null> {
  const into = new Uint8Array(size);
  const count = await conn.read(into);
  return count === null ? null : new TextDecoder().decode(into.subarray(0, count));
}

Deno.test("websocket transport: reads messages as lines, as many as fit", async () => {
  const { socket, conn } = open();
  const waiting = read(conn);
  socket.receive("{1}");
  socket.receive("{2}");
  assertEquals(await waiting, "{1}\n{2}\n");
  socket.receive("{34}");
  assertEquals([await read(conn, 3), await read(conn, 3)], ["{34", "}\n"]);
  socket.receive("{5}");
  socket.end(true);
  assertEquals([await read(conn), await read(conn)], ["{5}\n", null]);
});

Deno.test("websocket transport: reads what came before the connection broke", async () => {
  const { socket, conn } = open();
  socket.receive("{1}");
  socket.end(false);
  assertEquals(await read(conn), "{1}\n");
  await assertRejects(() => read(conn), Deno.errors.ConnectionReset);
  await assertRejects(() => conn.write(bytesOf("{}\n")), DOMException);
});

Deno.test("websocket transport: writes lines as messages, also in pieces", async () => {
  const { socket, conn } = open();
  assertEquals(await conn.write(bytesOf('{"å":1}\n{"b"')), 13);
  await conn.write(bytesOf(":2}\n"));
  assertEquals(socket.sent, ['{"å":1}', '{"b":2}']);
});

Deno.test("websocket transport: a write waits while too much is unwritten", async () => {
  const { socket, clock, conn } = open();
  const frame = bytesOf("x".repeat(60_000) + "\n");
  for (let i = 0; i < 4; i++) await conn.write(frame);
  let done = false;
  const fifth = conn.write(frame).then(() => done = true);
  for (let i = 0; i < 10; i++) {
    clock.advance(5);
    await settled();
  }
  assertEquals(done, false);
  socket.bufferedAmount = 0;
  clock.advance(5);
  await fifth;
  const sixth = Array.from({ length: 5 }, () => conn.write(frame));
  socket.end(false);
  clock.advance(5);
  await Promise.all(sixth);
  assertEquals(clock.waiting, 0);
});

Deno.test("websocket transport: is full while nobody reads, and says when it is not", async () => {
  const { socket, calls, conn } = open();
  while (!conn.full) socket.receive("x".repeat(60_000));
  assertEquals(calls.filter((word) => word !== "message"), []);
  await read(conn, 65_536);
  assertEquals([conn.full, calls.at(-1)], [false, "drained"]);
});

Deno.test("websocket transport: closes with a code after a bad message", async () => {
  for (
    const [data, code] of [
      [new ArrayBuffer(1), 1003],
      ["{}\n{}", 1007],
      ["x".repeat(65_536), 1009],
    ] as const
  ) {
    const { socket, calls, conn } = open();
    socket.receive("{1}");
    socket.receive(data);
    socket.receive("{2}");
    assertEquals([socket.closedWith, calls.includes("closing")], [code, true]);
    assertEquals(await read(conn), "{1}\n");
    await assertRejects(() => read(conn), Deno.errors.ConnectionReset);
  }
});

Deno.test("websocket transport: closeWrite waits for the other side", async () => {
  const { socket, calls, conn } = open();
  while (!conn.full) socket.receive("x".repeat(60_000));
  let ended = false;
  const end = conn.closeWrite().then(() => ended = true);
  await settled();
  assertEquals([socket.closedWith, ended], [1000, false]);
  // The client's close frame is behind what it sent before.
  assertEquals([conn.full, calls.at(-1)], [false, "drained"]);
  socket.receive("{}");
  socket.end(true);
  await end;
  conn.close();
  assertEquals(calls.at(-1), "closing");
});

Deno.test("websocket transport: closing ends a pending read", async () => {
  const { socket, calls, conn } = open();
  const waiting = assertRejects(() => read(conn), Deno.errors.ConnectionReset);
  conn.close();
  await waiting;
  assertEquals([socket.closedWith, calls], [1000, ["closing"]]);
});
