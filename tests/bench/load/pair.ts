/**
 * Two clients in a room: one sends, the other receives.
 *
 * @module
 */

import { FramedClient } from "./framed_client.ts";
import { PlainClient } from "./plain_client.ts";

/** Two clients of the same kind. */
export interface Pair<Client extends FramedClient | PlainClient> {
  readonly sender: Client;
  readonly receiver: Client;
}

/** A pair that speaks frames. */
export type FramedPair = Pair<FramedClient>;

/** A pair of either kind. */
export type AnyPair = FramedPair | Pair<PlainClient>;

/** Joins two framed clients in a room of their own. */
export async function joinPair(
  port: number,
  room: string,
  readBytes?: number,
): Promise<FramedPair> {
  const sender = await FramedClient.join(port, "ola", room, readBytes);
  const receiver = await FramedClient.join(port, "kari", room, readBytes);
  return { sender, receiver };
}

/**
 * Connects two plain clients. All plain clients share one room.
 *
 * @throws {Error} If neither is told of the other.
 */
export async function connectPlainPair(port: number): Promise<Pair<PlainClient>> {
  const sender = await PlainClient.connect(port);
  const receiver = await PlainClient.connect(port);
  // The server tells the first client of the second. Then both are in the room.
  const told = await Promise.race(
    [sender, receiver].map((client) => client.until(() => client.hasReceived)),
  );
  if (!told) throw new Error("Neither plain client was told of the other");
  return { sender, receiver };
}
