/**
 * Sends one text after another, each when the one before has arrived.
 *
 * @module
 */

import type { AnyPair } from "./pair.ts";
import type { TextBlock } from "./text_block.ts";

/**
 * Sends `count` texts.
 *
 * @param block A block of one text.
 * @param first The first text's number.
 * @returns How long each text took, in microseconds.
 * @throws {Error} If a text does not arrive.
 */
export async function roundTrips(
  { sender, receiver }: AnyPair,
  block: TextBlock,
  first: number,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = first; number < first + count; number++) {
    const start = performance.now();
    sender.send(block.numbered(number));
    if (!await receiver.until(() => receiver.received.last >= number)) {
      throw new Error(`Text ${number} did not arrive`);
    }
    times.push((performance.now() - start) * 1_000);
  }
  return times;
}
