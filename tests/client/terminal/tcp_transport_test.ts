import { assert, assertEquals } from "@std/assert";
import type { ServerSocket } from "../../../client/terminal/io.ts";
import { TcpTransport } from "../../../client/terminal/tcp_transport.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";

/** A transport that logs the calls to its handler in order. */
function start(connecting: Promise<ServerSocket>, ready = () => Promise.resolve()) {
  const calls: string[] = [];
  const transport = new TcpTransport({ connect: () => connecting, ready }, {
    onOpened: () => calls.push("opened"),
    onReceived: (lines) => calls.push(`received ${lines.map(String).join(",")}`.trim()),
    onClosed: () => calls.push("closed"),
  });
  return { transport, calls };
}

Deno.test("tcp transport: cuts the stream into lines and reports its end once", async () => {
  const server = new ScriptedServer();
  const { transport, calls } = start(Promise.resolve(server.socket));
  for (const text of ["hei\nhal", "lo\nfor", "bi"]) {
    server.sendText(text);
    await settled();
  }
  server.close();
  await settled();
  transport.close();
  await settled();
  assertEquals(calls, ["opened", "received hei", "received hallo", "received", "closed"]);
});

Deno.test("tcp transport: reads nothing more until its user is ready", async () => {
  const ready = Promise.withResolvers<void>();
  const server = new ScriptedServer();
  const { calls } = start(Promise.resolve(server.socket), () => ready.promise);
  server.sendText("a\n");
  server.sendText("b\n");
  await settled();
  assertEquals(calls, ["opened", "received a"]);
  ready.resolve();
  await settled();
  assertEquals(calls, ["opened", "received a", "received b"]);
});

Deno.test("tcp transport: treats a reset as an end", async () => {
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new Deno.errors.ConnectionReset("Reset by peer")),
  });
  const { calls } = start(
    Promise.resolve({ readable, writable: new WritableStream(), close: () => {} }),
  );
  await settled();
  assertEquals(calls, ["opened", "closed"]);
});

Deno.test("tcp transport: calls nobody once it is closed", async () => {
  const server = new ScriptedServer();
  const { transport, calls } = start(Promise.resolve(server.socket));
  await settled();
  transport.close();
  assert(server.closedByClient);
  server.sendText("for sent\n");
  server.close();
  await settled();
  assertEquals(calls, ["opened"]);
});

Deno.test("tcp transport: closes a late socket, and ignores a late failure", async () => {
  const server = new ScriptedServer();
  const late = start(Promise.resolve(server.socket));
  late.transport.close();
  const failed = start(Promise.reject(new Error("Cannot connect: nobody listens")));
  failed.transport.close();
  await settled();
  assert(server.closedByClient);
  assertEquals([late.calls, failed.calls], [[], []]);
});

Deno.test("tcp transport: closes without opening when it cannot connect", async () => {
  const { calls } = start(Promise.reject(new Error("Cannot connect: nobody listens")));
  await settled();
  assertEquals(calls, ["closed"]);
});
