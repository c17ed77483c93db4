/**
 * Two people in a room, of whom one speaks and the other listens.
 *
 * @module
 */

import { FramedClient } from "./framed_client.ts";
import { PlainClient } from "./plain_client.ts";

/** Two of a kind. */
export interface Pair<Client extends FramedClient | PlainClient> {
  readonly speaker: Client;
  readonly listener: Client;
}

/** Two that speak frames. */
export type FramedPair = Pair<FramedClient>;

/** Two that do not. */
export type PlainPair = Pair<PlainClient>;

/** Seats two framed clients in a room of their own. */
export async function joinPair(
  port: number,
  room: string,
  readBytes?: number,
): Promise<FramedPair> {
  const speaker = await FramedClient.join(port, "ola", room, readBytes);
  const listener = await FramedClient.join(port, "kari", room, readBytes);
  return { speaker, listener };
}

/**
 * Seats two plain clients in the room where all plain clients are.
 *
 * @throws {Error} If they do not hear of each other.
 */
export async function connectPlainPair(port: number): Promise<PlainPair> {
  const speaker = await PlainClient.connect(port);
  const listener = await PlainClient.connect(port);
  // Whoever was in first is told of the other, and then both are.
  const told = await Promise.race(
    [speaker, listener].map((client) => client.until(() => client.hasHeard)),
  );
  if (!told) throw new Error("Two plain clients did not hear of each other");
  return { speaker, listener };
}

/** Closes both ends. */
export function closePair({ speaker, listener }: Pair<FramedClient | PlainClient>): void {
  speaker.close();
  listener.close();
}
