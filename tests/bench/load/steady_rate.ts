/**
 * Sends texts at a steady rate, in turn by each of some pairs, whether or not earlier texts have
 * arrived.
 *
 * @module
 */

import { pause } from "../pause.ts";
import type { FramedPair } from "./pair.ts";
import { TextBlock } from "./text_block.ts";

const TEXT_BYTES = 40;

/** The result of one run. */
export interface SteadyRate {
  readonly sent: number;
  /** Microseconds from sending to receiving, of each text that arrived. */
  readonly latencies: readonly number[];
  readonly disordered: number;
  readonly seconds: number;
}

/**
 * Sends for some seconds, and waits until all texts have arrived.
 *
 * @param rate Texts a second, over all pairs.
 */
export async function sendSteadily(
  pairs: readonly FramedPair[],
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<SteadyRate> {
  const total = Math.round(rate * seconds);
  const block = new TextBlock("framed", TEXT_BYTES, 1);
  const first = 1 + Math.max(...pairs.map(({ receiver }) => receiver.received.last));
  const disorderedBefore = disordered(pairs);
  const sentAt = new Float64Array(total);
  const latencies: number[] = [];
  for (const { receiver } of pairs) {
    receiver.onText = (number) => {
      const at = sentAt[number - first];
      if (at !== undefined) latencies.push((performance.now() - at) * 1_000);
    };
  }
  const start = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor((performance.now() - start) / 1_000 * rate) + 1);
    for (; sent < due; sent++) {
      // A copy: a full socket may not have taken the block before it gets its next number.
      const bytes = block.numbered(first + sent).slice();
      sentAt[sent] = performance.now();
      pairs[sent % pairs.length]?.sender.send(bytes);
    }
    await pause(start + sent / rate * 1_000 - performance.now());
  }
  await Promise.all(
    pairs.map(({ receiver }, i) => {
      const last = first + lastOfPair(i, pairs.length, total);
      return receiver.until(() => receiver.received.last >= last);
    }),
  );
  for (const { receiver } of pairs) receiver.onText = () => {};
  return {
    sent: total,
    latencies,
    disordered: disordered(pairs) - disorderedBefore,
    seconds: (performance.now() - start) / 1_000,
  };
}

/** The index of the last text that pair `i` sends; negative if it sends none. */
function lastOfPair(i: number, pairs: number, total: number): number {
  return i + Math.floor((total - 1 - i) / pairs) * pairs;
}

function disordered(pairs: readonly FramedPair[]): number {
  return pairs.reduce((sum, { receiver }) => sum + receiver.received.disordered, 0);
}
