import { assertEquals } from "@std/assert";
import type { WriteReceipt } from "../../../server/net/write_queue.ts";
import { Socket } from "../../../server/net/socket.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedNetwork } from "../../support/fakes/simulated_network.ts";

const LINE = new Uint8Array(10);

/** A socket, the client at its other end, and what it tells. */
async function open() {
  const network = new SimulatedNetwork();
  const listener = network.listen();
  const client = await network.connect();
  const clock = new FakeClock();
  const told: WriteReceipt[] = [];
  const received: number[] = [];
  const memory: number[] = [];
  let closed = false;
  const socket = new Socket(await listener.accept(), clock, {
    received(bytes) {
      received.push(bytes.length);
      memory.push(bytes.buffer.byteLength);
    },
    ended: () => {},
    written: (account) => void told.push(account),
    closed: () => void (closed = true),
  });
  return { socket, client, clock, told, received, memory, isClosed: () => closed };
}

Deno.test("socket: tells at once that what is prompt has left, and all else with it", async () => {
  const { socket, told } = await open();
  socket.write({ bytes: LINE, weight: 3, mark: 5 });
  await settled();
  assertEquals(told, []);
  socket.write({ bytes: LINE, weight: 4, mark: 6, prompt: true });
  await settled();
  assertEquals(told, [{ weight: 7, mark: 6 }]);
  socket.write({ bytes: LINE, weight: 5, mark: 7 });
  await settled();
  assertEquals(told.length, 1);
  socket.destroy();
});

Deno.test("socket: tells what has left once it weighs enough, with the last mark that has left", async () => {
  const { socket, told } = await open();
  socket.write({ bytes: LINE, weight: 1 });
  socket.write({ bytes: LINE, weight: 65_535 });
  await settled();
  assertEquals(told, [{ weight: 65_536 }]);
  socket.write({ bytes: LINE, weight: 1, mark: 5 });
  await settled();
  assertEquals(told.length, 1);
  // What has no mark itself tells of the mark that left before.
  socket.write({ bytes: LINE, weight: 65_535 });
  await settled();
  assertEquals(told.at(-1), { weight: 65_536, mark: 5 });
  socket.write({ bytes: LINE, weight: 65_536, prompt: true });
  await settled();
  assertEquals(told.at(-1), { weight: 65_536, mark: 5 });
  socket.destroy();
});

Deno.test("socket: what has not left is not told", async () => {
  const { socket, client, told } = await open();
  client.stall();
  socket.write({ bytes: new Uint8Array(200_000), weight: 70_000, mark: 5, prompt: true });
  socket.write({ bytes: LINE, weight: 1, mark: 6, prompt: true });
  await settled();
  assertEquals(told, []);
  await client.resume();
  assertEquals(told.at(-1)?.mark, 6);
  assertEquals(told.reduce((sum, { weight }) => sum + weight, 0), 70_001);
  socket.destroy();
});

Deno.test("socket: what is nothing to write has its turn all the same", async () => {
  const { socket, told } = await open();
  socket.write({ bytes: LINE, weight: 3, mark: 5 });
  socket.write({ bytes: new Uint8Array(), weight: 2, mark: 6, prompt: true });
  await settled();
  assertEquals(told, [{ weight: 5, mark: 6 }]);
  socket.destroy();
});

Deno.test("socket: stops reading by itself when what it read is not dealt with, and reads on after", async () => {
  const { socket, client, received } = await open();
  socket.handOver(0, 10_000);
  // Whoever is not read waits with what he sends.
  const sent = client.send(new Uint8Array(300_000));
  await settled();
  const held = received.reduce((sum, bytes) => sum + bytes, 0);
  assertEquals(held < 300_000, true);
  for (let i = 0, told = 0; i < 100 && told < 300_000; i++) {
    const all = received.reduce((sum, bytes) => sum + bytes, 0);
    socket.consumed(all - told);
    told = all;
    await settled();
  }
  await sent;
  assertEquals(received.reduce((sum, bytes) => sum + bytes, 0), 300_000);
  socket.destroy();
});

Deno.test("socket: what it reads far ahead takes no more memory than it has bytes", async () => {
  const { socket, client, received, memory } = await open();
  socket.handOver(0, 65_536);
  while (received.length < 4_000) await client.send("x");
  assertEquals(new Set(received), new Set([1]));
  // A view of one read's memory at first, which takes no copy where it is dealt with at once.
  assertEquals(new Set(memory.slice(0, 2_048)), new Set([1_024]));
  assertEquals(new Set(memory.slice(2_048)), new Set([1]));
  socket.destroy();
});

Deno.test("socket: reads on while what it read is dealt with, where nobody else waits", async () => {
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

Deno.test("socket: gives way to others after each read that is full, as long as that took", async () => {
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

Deno.test("socket: reads on while others wait, though nothing is dealt with, as far ahead as it may", async () => {
  const { socket, client, clock, received } = await open();
  socket.handOver(0, 40_000, { heard() {}, othersWait: () => true });
  const sent = client.send(new Uint8Array(200_000));
  for (let i = 0; i < 10; i++) {
    await settled();
    clock.advance(25);
  }
  await settled();
  // Or the acks behind what may not be said yet would never be heard.
  assertEquals(received, [1_024, 16_384, 16_384, 16_384]);
  socket.destroy();
  await sent.catch(() => {});
  assertEquals(clock.waiting, 0);
});

Deno.test("socket: whoever says little does not rest, whoever else waits", async () => {
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

Deno.test("socket: goes away by itself where its last words are not taken for a minute", async () => {
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
