/**
 * Texts back to back, as fast as the server takes them.
 *
 * @module
 */

import type { FramedClient } from "./framed_client.ts";
import type { Pair } from "./pair.ts";
import type { PlainClient } from "./plain_client.ts";
import type { TextBlock } from "./text_block.ts";

/** What came of a stream. */
export interface Streamed {
  readonly sent: number;
  /** Texts that were not heard, or, in frames, not accepted. */
  readonly lost: number;
  readonly disordered: number;
  /** From the first text until the last was heard, and, in frames, accepted. */
  readonly seconds: number;
}

/**
 * Sends block after block, and waits until all of it was heard and accepted.
 *
 * @param first The first text's number.
 * @param goOn Whether to send another block, with how many were sent; asked before each.
 */
export async function stream(
  { speaker, listener }: Pair<FramedClient> | Pair<PlainClient>,
  block: TextBlock,
  first: number,
  goOn: (sent: number) => boolean,
): Promise<Streamed> {
  const { count: heardBefore, disordered: disorderedBefore } = listener.heard;
  const acceptedBefore = accepted(speaker) ?? 0;
  const start = performance.now();
  let sent = 0;
  while (goOn(sent)) {
    await speaker.say(block.numbered(first + sent));
    sent += block.count;
  }
  const heard = () => listener.heard.count - heardBefore;
  const taken = () => (accepted(speaker) ?? acceptedBefore + sent) - acceptedBefore;
  await Promise.all([
    listener.until(() => heard() >= sent),
    speaker.until(() => taken() >= sent),
  ]);
  return {
    sent,
    lost: sent - Math.min(heard(), taken()),
    disordered: listener.heard.disordered - disorderedBefore,
    seconds: (performance.now() - start) / 1_000,
  };
}

/** How many of a client's texts were accepted; `undefined` where it is not told. */
function accepted(client: FramedClient | PlainClient): number | undefined {
  return "accepted" in client ? client.accepted : undefined;
}
