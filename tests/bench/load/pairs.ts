/**
 * Pairs of clients in a room, and the three ways in which one sends to the other: a text at a time,
 * back to back, and at a steady rate.
 *
 * @module
 */

import type { Dialect } from "../../../actors/messages/connection.ts";
import { LoadClient } from "./load_client.ts";

/** Texts of one write of {@linkcode sendBackToBack}. */
const BLOCK = 500;

/** Rooms that are filled at once: many clients join together, but not all in one millisecond. */
const CONCURRENT_JOINS = 8;

/** Two clients of a room: one sends, the other receives. */
export interface Pair {
  readonly sender: LoadClient;
  readonly receiver: LoadClient;
}

/** The result of a run. */
export interface Run {
  readonly sent: number;
  readonly lost: number;
  readonly disordered: number;
  readonly seconds: number;
}

/**
 * Joins two clients in a room. All plain clients share one room.
 *
 * @throws {Error} If they do not get in.
 */
export async function joinPair(port: number, dialect: Dialect, room?: string): Promise<Pair> {
  const sender = await LoadClient.join(port, dialect, "ola", room);
  const receiver = await LoadClient.join(port, dialect, "kari", room);
  // The server tells the first plain client of the second. Then both are in the room.
  const told = await Promise.race([sender.hasLine(), receiver.hasLine()]);
  if (!told) throw new Error("Neither client heard of the other");
  return { sender, receiver };
}

/** Joins `count` framed pairs, each in a room of its own. */
export async function joinRooms(port: number, count: number): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  let next = 0;
  async function join(): Promise<void> {
    while (next < count) pairs.push(await joinPair(port, "framed", `rom-${next++}`));
  }
  await Promise.all(Array.from({ length: CONCURRENT_JOINS }, join));
  return pairs;
}

/**
 * Sends one text after another, each when the one before has arrived.
 *
 * @returns How long each took, in microseconds.
 * @throws {Error} If a text does not arrive.
 */
export async function roundTrips({ sender, receiver }: Pair, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const number = receiver.last + 1;
    const start = performance.now();
    sender.say(number, 1);
    if (!await receiver.until(() => receiver.last >= number)) {
      throw new Error(`Text ${number} did not arrive`);
    }
    times.push((performance.now() - start) * 1_000);
  }
  return times;
}

/** Sends texts as fast as the server takes them, until all have arrived and are accepted. */
export async function sendBackToBack({ sender, receiver }: Pair, count: number): Promise<Run> {
  const { received, disordered, last } = receiver;
  const { accepted } = sender;
  const start = performance.now();
  for (let sent = 0; sent < count; sent += BLOCK) await sender.say(last + 1 + sent, BLOCK);
  const arrived = () => receiver.received - received;
  // The server tells a plain client nothing of what it accepts.
  const confirmed = () => sender.dialect === "plain" ? count : sender.accepted - accepted;
  await receiver.until(() => arrived() >= count);
  await sender.until(() => confirmed() >= count);
  return {
    sent: count,
    lost: count - Math.min(arrived(), confirmed()),
    disordered: receiver.disordered - disordered,
    seconds: (performance.now() - start) / 1_000,
  };
}

/**
 * Sends texts at a steady rate, in turn by each pair, whether or not earlier texts have arrived.
 *
 * @param rate Texts a second, over all pairs.
 * @returns Also the microseconds that each text took which arrived.
 */
export async function sendSteadily(
  pairs: readonly Pair[],
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Run & { readonly latencies: readonly number[] }> {
  const total = rate * seconds;
  const sentAt: number[] = [];
  const latencies: number[] = [];
  const first = 1 + Math.max(...pairs.map(({ receiver }) => receiver.last));
  const disordered = () => pairs.reduce((sum, { receiver }) => sum + receiver.disordered, 0);
  const disorderedBefore = disordered();
  for (const { receiver } of pairs) {
    receiver.onText = (number) => {
      latencies.push((performance.now() - (sentAt[number - first] ?? 0)) * 1_000);
    };
  }
  const start = performance.now();
  while (sentAt.length < total) {
    const due = Math.min(total, (performance.now() - start) / 1_000 * rate);
    for (let sent = sentAt.length; sent < due; sent++) {
      sentAt.push(performance.now());
      pairs[sent % pairs.length]?.sender.say(first + sent, 1);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  // A pair that has nothing to wait for is done at once; one that waits in vain gives up.
  await Promise.all(pairs.map(({ receiver }) => receiver.until(() => latencies.length >= total)));
  return {
    sent: total,
    lost: total - latencies.length,
    disordered: disordered() - disorderedBefore,
    seconds: (performance.now() - start) / 1_000,
    latencies,
  };
}
