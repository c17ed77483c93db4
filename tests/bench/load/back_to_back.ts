/**
 * Sends texts back to back, as fast as the server takes them.
 *
 * @module
 */

import type { FramedClient } from "./framed_client.ts";
import type { AnyPair } from "./pair.ts";
import type { PlainClient } from "./plain_client.ts";
import type { TextBlock } from "./text_block.ts";

/** The result of one run. */
export interface BackToBack {
  readonly sent: number;
  /** Texts that did not arrive, or, in frames, were not accepted. */
  readonly lost: number;
  readonly disordered: number;
  /** From the first text until the last has arrived and, in frames, is accepted. */
  readonly seconds: number;
}

/**
 * Sends block after block, and waits until all texts have arrived and are accepted.
 *
 * @param first The first text's number.
 * @param goOn Decides before each block whether to send it, by the number of texts sent so far.
 */
export async function sendBackToBack(
  { sender, receiver }: AnyPair,
  block: TextBlock,
  first: number,
  goOn: (sent: number) => boolean,
): Promise<BackToBack> {
  const { count: receivedBefore, disordered: disorderedBefore } = receiver.received;
  const acceptedBefore = acceptedOf(sender) ?? 0;
  const start = performance.now();
  let sent = 0;
  while (goOn(sent)) {
    await sender.send(block.numbered(first + sent));
    sent += block.count;
  }
  const received = () => receiver.received.count - receivedBefore;
  const accepted = () => (acceptedOf(sender) ?? acceptedBefore + sent) - acceptedBefore;
  await Promise.all([
    receiver.until(() => received() >= sent),
    sender.until(() => accepted() >= sent),
  ]);
  return {
    sent,
    lost: sent - Math.min(received(), accepted()),
    disordered: receiver.received.disordered - disorderedBefore,
    seconds: (performance.now() - start) / 1_000,
  };
}

/** The server tells plain clients nothing of what it accepts: `undefined`. */
function acceptedOf(client: FramedClient | PlainClient): number | undefined {
  return "accepted" in client ? client.accepted : undefined;
}
