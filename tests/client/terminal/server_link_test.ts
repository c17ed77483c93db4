import { assert, assertEquals } from "@std/assert";
import type { ServerSocket } from "../../../client/terminal/io.ts";
import { ServerLink } from "../../../client/terminal/server_link.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/simulated_terminal.ts";

const address = { host: "kari.local", port: 65_432 };

/** A link that remembers what it was told, in the order in which it was. */
function start(connecting: Promise<ServerSocket>) {
  const told: string[] = [];
  const link = new ServerLink(address, () => connecting, {
    onOpened: () => told.push("opened"),
    onUnreachable: () => told.push("unreachable"),
    onReceived: (bytes) => {
      told.push(new TextDecoder().decode(bytes));
      return Promise.resolve();
    },
    onClosed: () => told.push("closed"),
  });
  return { link, told };
}

Deno.test("ServerLink tells once that nothing more comes", async () => {
  const server = new ScriptedServer();
  const { link, told } = start(Promise.resolve(server.socket));
  server.sendText("hei");
  await settled();
  server.close();
  await settled();
  link.close();
  await settled();
  assertEquals(told, ["opened", "hei", "closed"]);
});

Deno.test("ServerLink takes a reset for an end", async () => {
  const readable = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new Deno.errors.ConnectionReset("Reset by peer")),
  });
  const { told } = start(
    Promise.resolve({ readable, writable: new WritableStream(), close: () => {} }),
  );
  await settled();
  assertEquals(told, ["opened", "closed"]);
});

Deno.test("ServerLink tells nothing once it is closed", async () => {
  const server = new ScriptedServer();
  const { link, told } = start(Promise.resolve(server.socket));
  await settled();
  link.close();
  assert(server.closedByClient);
  server.sendText("for sent");
  server.close();
  await settled();
  assertEquals(told, ["opened"]);
});

Deno.test("ServerLink lets go of a connection that came too late, and of an attempt that failed then", async () => {
  const server = new ScriptedServer();
  const late = start(Promise.resolve(server.socket));
  late.link.close();
  const failed = start(Promise.reject(new Error("Cannot connect: nobody listens")));
  failed.link.close();
  await settled();
  assert(server.closedByClient);
  assertEquals([late.told, failed.told], [[], []]);
});

Deno.test("ServerLink tells that there is nobody", async () => {
  const { told } = start(Promise.reject(new Error("Cannot connect: nobody listens")));
  await settled();
  assertEquals(told, ["unreachable"]);
});
