/**
 * The least that a server could do: what one client of a room says goes through a worker to the other, and is accepted. It keeps
 * nothing, checks nothing and survives nothing. What it takes under a load is what Deno, a worker and the system take for it, and
 * so what is left to the server beside which it is measured.
 *
 * @module
 */

import { Channel, channelMemory } from "../../../actors/runtime/threads/channel.ts";
import type { Read, Said } from "./relay_worker.ts";

/** Who has connected, and all who are in the same room. */
interface Client {
  readonly conn: Deno.TcpConn;
  readonly room: readonly Client[];
}

const AT = new Date().toISOString();

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const clients: Client[] = [];
const rooms = new Map<string, Client[]>();
const line = startWorker();

function startWorker(): Channel<readonly Said[], readonly Read[]> {
  const worker = new Worker(new URL("relay_worker.ts", import.meta.url), { type: "module" });
  const [near, far] = channelMemory();
  worker.postMessage(far);
  return new Channel(near, {
    send() {
      throw new RangeError("Cannot pass on what is large");
    },
    take: () => undefined,
  });
}

function write({ conn }: Client, frame: unknown): void {
  conn.write(encoder.encode(JSON.stringify(frame) + "\n")).catch(() => {});
}

/** Whoever says hello is in: the first bytes are a hello, and nothing else. */
function seat(conn: Deno.TcpConn, hello: Uint8Array): number {
  const { room: name } = JSON.parse(decoder.decode(hello));
  const room = rooms.get(name) ?? [];
  rooms.set(name, room);
  const client = { conn, room };
  room.push(client);
  write(client, { type: "welcome", version: 1, room: name, seq: 0 });
  return clients.push(client) - 1;
}

async function serve(conn: Deno.TcpConn): Promise<void> {
  let client: number | undefined;
  let free = new Uint8Array(1_024);
  for (let count = await conn.read(free); count !== null; count = await conn.read(free)) {
    const bytes = free.subarray(0, count);
    if (client === undefined) client = seat(conn, bytes);
    else line.send([{ client, bytes }]);
    free = free.length - count < 512 ? new Uint8Array(1_024) : free.subarray(count);
  }
}

async function pass(): Promise<void> {
  let seq = 0;
  for (;;) {
    for (let batch = line.take(); batch !== undefined; batch = line.take()) {
      for (const { client, id, text } of batch) {
        const speaker = clients[client];
        if (speaker === undefined) continue;
        seq++;
        const from = { id: "m1", name: "ola" };
        for (const other of speaker.room) {
          if (other !== speaker) write(other, { type: "said", seq, id, from, at: AT, text });
        }
        write(speaker, { type: "accepted", id, seq, at: AT, to: 1 });
      }
    }
    await line.wait();
  }
}

const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
console.log(`Listening on 127.0.0.1:${listener.addr.port} .`);
pass();
for await (const conn of listener) serve(conn).catch(() => {});
