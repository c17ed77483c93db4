/**
 * One text after the other, each sent once the one before has been heard.
 *
 * @module
 */

import type { Tally } from "./tally.ts";
import type { TextBlock } from "./text_block.ts";

/** Who says it, and who hears it. */
export interface OneWay {
  readonly speaker: { say(bytes: Uint8Array): Promise<void> };
  readonly listener: {
    readonly heard: Tally;
    until(done: () => boolean): Promise<boolean>;
  };
}

/**
 * Sends `count` texts.
 *
 * @param block Of one text.
 * @param first The first text's number.
 * @returns How long each took, in microseconds.
 * @throws {Error} If one does not arrive.
 */
export async function oneByOne(
  { speaker, listener }: OneWay,
  block: TextBlock,
  first: number,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let number = first; number < first + count; number++) {
    const start = performance.now();
    speaker.say(block.numbered(number));
    if (!await listener.until(() => listener.heard.last >= number)) {
      throw new Error(`Text ${number} did not arrive`);
    }
    times.push((performance.now() - start) * 1_000);
  }
  return times;
}
