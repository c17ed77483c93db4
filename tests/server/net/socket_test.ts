import { assertEquals } from "@std/assert";
import type { WriteReceipt } from "../../../server/net/write_queue.ts";
import { Socket } from "../../../server/net/socket.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedNetwork } from "../../support/fakes/simulated_network.ts";

const LINE = new Uint8Array(10);

/** A socket, the client at its other end, and the socket's events. */
async function open() {
  const network = new SimulatedNetwork();
  const listener = network.listen();
  const client = await network.connect();
  const clock = new FakeClock();
  const receipts: WriteReceipt[] = [];
  const received: number[] = [];
  const memory: number[] = [];
  let closed = false;
  const socket = new Socket(await listener.accept(), clock, {
    received(bytes) {
      received.push(bytes.length);
      memory.push(bytes.buffer.byteLength);
    },
    ended: () => {},
    written: (receipt) => void receipts.push(receipt),
    closed: () => void (closed = true),
  });
  return { socket, client, clock, receipts, received, memory, isClosed: () => closed };
}

Deno.test("socket: sends a receipt at once for a prompt chunk and all before it", async () => {
  const { socket, receipts } = await open();
  socket.write({ bytes: LINE, weight: 3, mark: 5 });
  await settled();
  assertEquals(receipts, []);
  socket.write({ bytes: LINE, weight: 4, mark: 6, prompt: true });
  await settled();
  assertEquals(receipts, [{ weight: 7, mark: 6 }]);
  socket.write({ bytes: LINE, weight: 5, mark: 7 });
  await settled();
  assertEquals(receipts.length, 1);
  socket.destroy();
});

Deno.test("socket: sends a receipt when enough has left, with the last mark", async () => {
  const { socket, receipts } = await open();
  socket.write({ bytes: LINE, weight: 1 });
  socket.write({ bytes: LINE, weight: 65_535 });
  await settled();
  assertEquals(receipts, [{ weight: 65_536 }]);
  socket.write({ bytes: LINE, weight: 1, mark: 5 });
  await settled();
  assertEquals(receipts.length, 1);
  // A chunk without a mark has the receipt of the last mark.
  socket.write({ bytes: LINE, weight: 65_535 });
  await settled();
  assertEquals(receipts.at(-1), { weight: 65_536, mark: 5 });
  socket.write({ bytes: LINE, weight: 65_536, prompt: true });
  await settled();
  assertEquals(receipts.at(-1), { weight: 65_536, mark: 5 });
  socket.destroy();
});

Deno.test("socket: sends no receipt before bytes leave", async () => {
  const { socket, client, receipts } = await open();
  client.stall();
  socket.write({ bytes: new Uint8Array(200_000), weight: 70_000, mark: 5, prompt: true });
  socket.write({ bytes: LINE, weight: 1, mark: 6, prompt: true });
  await settled();
  assertEquals(receipts, []);
  await client.resume();
  assertEquals(receipts.at(-1)?.mark, 6);
  assertEquals(receipts.reduce((sum, { weight }) => sum + weight, 0), 70_001);
  socket.destroy();
});

Deno.test("socket: sends the receipt of an empty chunk in its turn", async () => {
  const { socket, receipts } = await open();
  socket.write({ bytes: LINE, weight: 3, mark: 5 });
  socket.write({ bytes: new Uint8Array(), weight: 2, mark: 6, prompt: true });
  await settled();
  assertEquals(receipts, [{ weight: 5, mark: 6 }]);
  socket.destroy();
});

Deno.test("socket: stops reading while nothing is consumed, and then reads on", async () => {
  const { socket, client, received } = await open();
  socket.handOver(0, 10_000);
  // The client cannot send more than the socket reads.
  const sent = client.send(new Uint8Array(300_000));
  await settled();
  const held = received.reduce((sum, bytes) => sum + bytes, 0);
  assertEquals(held < 300_000, true);
  for (let i = 0, consumed = 0; i < 100 && consumed < 300_000; i++) {
    const all = received.reduce((sum, bytes) => sum + bytes, 0);
    socket.consumed(all - consumed);
    consumed = all;
    await settled();
  }
  await sent;
  assertEquals(received.reduce((sum, bytes) => sum + bytes, 0), 300_000);
  socket.destroy();
});

Deno.test("socket: copies what it reads ahead of a stalled reader", async () => {
  const { socket, client, received, memory } = await open();
  socket.handOver(0, 65_536);
  while (received.length < 4_000) await client.send("x");
  assertEquals(new Set(received), new Set([1]));
  // At first each read is a view of a larger buffer.
  assertEquals(new Set(memory.slice(0, 2_048)), new Set([1_024]));
  assertEquals(new Set(memory.slice(2_048)), new Set([1]));
  socket.destroy();
});

Deno.test("socket: reads large pieces without a pause when it is alone", async () => {
  const { socket, client, received } = await open();
  let heard = 0;
  socket.handOver(0, 1_000_000, { heard: () => heard++, othersWait: () => false });
  await client.send(new Uint8Array(300_000));
  await settled();
  assertEquals(received.reduce((sum, bytes) => sum + bytes, 0), 300_000);
  assertEquals(heard, received.length);
  assertEquals(received.some((bytes) => bytes > 16_384), true);
  socket.destroy();
});

Deno.test("socket: pauses after a full read while others wait, as long as handling took", async () => {
  const { socket, client, clock, received } = await open();
  socket.handOver(0, 1_000_000, { heard() {}, othersWait: () => true });
  const sent = client.send(new Uint8Array(100_000));
  await settled();
  assertEquals(received.length, 1);
  const read = () => received.at(-1) ?? 0;
  for (const [took, rests] of [[0, 1], [7, 7], [24, 24]] as const) {
    clock.advance(took);
    socket.consumed(read());
    const before = received.length;
    clock.advance(rests - 1);
    await settled();
    assertEquals(received.length, before, `rests for ${rests} ms`);
    clock.advance(1);
    await settled();
    assertEquals(received.length, before + 1);
    assertEquals(read(), 16_384);
  }
  socket.destroy();
  await sent.catch(() => {});
  assertEquals(clock.waiting, 0);
});

Deno.test("socket: ends a pause although nothing is consumed, up to its read-ahead", async () => {
  const { socket, client, clock, received } = await open();
  socket.handOver(0, 40_000, { heard() {}, othersWait: () => true });
  const sent = client.send(new Uint8Array(200_000));
  for (let i = 0; i < 10; i++) {
    await settled();
    clock.advance(25);
  }
  await settled();
  // There may be acks behind the texts, and somebody may wait for them.
  assertEquals(received, [1_024, 16_384, 16_384, 16_384]);
  socket.destroy();
  await sent.catch(() => {});
  assertEquals(clock.waiting, 0);
});

Deno.test("socket: a quiet connection does not pause", async () => {
  const { socket, client, clock, received } = await open();
  socket.handOver(0, 10_000, { heard() {}, othersWait: () => true });
  for (let lines = 1; lines <= 3; lines++) {
    await client.send(LINE);
    await settled();
    assertEquals(received.length, lines);
  }
  socket.consumed(30);
  assertEquals(clock.waiting, 0);
  socket.destroy();
});

Deno.test("socket: closes if the client takes no last words for a minute", async () => {
  const { socket, client, clock, isClosed } = await open();
  client.stall();
  socket.write({ bytes: new Uint8Array(200_000), weight: 1 });
  socket.finish();
  await settled();
  clock.advance(59_999);
  await settled();
  assertEquals(isClosed(), false);
  clock.advance(1);
  await settled();
  assertEquals([isClosed(), clock.waiting], [true, 0]);
});

Deno.test("socket: destroys the connection when a write makes no progress for a minute", async () => {
  const { socket, client, clock, isClosed } = await open();
  socket.write({ bytes: LINE, weight: 1 });
  await settled();
  clock.advance(14_000);
  client.stall();
  socket.write({ bytes: new Uint8Array(200_000), weight: 1 });
  await settled();
  clock.advance(60_000);
  assertEquals(isClosed(), false);
  clock.advance(5_000);
  assertEquals([isClosed(), clock.waiting], [true, 0]);
});

Deno.test("socket: keeps a connection whose writes make progress, however slow", async () => {
  const { socket, client, clock, isClosed } = await open();
  for (let minutes = 0; minutes < 3; minutes++) {
    client.stall();
    socket.write({ bytes: new Uint8Array(200_000), weight: 1 });
    await settled();
    clock.advance(59_000);
    await client.resume();
  }
  assertEquals(isClosed(), false);
  // The check ends by itself, and a quiet connection has no timer.
  clock.advance(15_000);
  assertEquals(clock.waiting, 0);
  socket.destroy();
});
