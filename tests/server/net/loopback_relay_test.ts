import { assertEquals } from "@std/assert";
import { LoopbackRelay } from "../../../server/net/loopback_relay.ts";
import { Socket } from "../../../server/net/socket.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedNetwork } from "../../support/fakes/simulated_network.ts";

/** A client, the server inside this machine, and a relay between them. */
async function open() {
  const [outside, inside] = [new SimulatedNetwork(), new SimulatedNetwork()];
  const [outer, inner] = [outside.listen(), inside.listen()];
  const client = await outside.connect();
  const server = await inside.connect();
  let forwarded = 0;
  const socket: Socket = new Socket(await outer.accept(), new FakeClock(), {
    received: (bytes) => relay.forward(bytes),
    ended: () => relay.endInput(),
    written: () => relay.written(),
    closed: () => relay.close(),
  });
  const relay = new LoopbackRelay(socket, await inner.accept(), (bytes) => {
    forwarded += bytes;
    socket.consumed(bytes);
  });
  void relay.bringBack();
  await settled();
  return { client, server, socket, inside, forwarded: () => forwarded };
}

Deno.test("loopback relay: carries bytes both ways, in order", async () => {
  const { client, server, socket, forwarded } = await open();
  const sent = Array.from({ length: 50 }, (_, i) => `${i} ${"x".repeat(9_000)}\n`);
  for (const text of sent) await client.send(text);
  assertEquals(server.text, sent.join(""));
  assertEquals(forwarded(), server.text.length);
  for (const text of sent) await server.send(text);
  assertEquals(client.text, sent.join(""));
  socket.destroy();
});

Deno.test("loopback relay: ends the inner half behind the client's last bytes", async () => {
  const { client, server, socket } = await open();
  server.stall();
  await client.send("x".repeat(60_000));
  await client.end();
  assertEquals(server.closed, false);
  await server.resume();
  assertEquals([server.text.length, server.closed, client.closed], [60_000, true, false]);
  await server.send("bye");
  await server.end();
  assertEquals([client.text, client.closed], ["bye", true]);
  socket.destroy();
});

Deno.test("loopback relay: a client or a server that breaks ends both connections", async () => {
  const lost = await open();
  await lost.client.reset();
  lost.socket.destroy();
  await settled();
  assertEquals([lost.server.closed, lost.inside.connections], [true, 0]);
  const broken = await open();
  await broken.server.send("half");
  await broken.server.reset();
  assertEquals([broken.client.text, broken.client.closed], ["half", true]);
  broken.socket.destroy();
});
