/**
 * Texts at a steady rate, in turn by each of some pairs, whether or not those before have arrived: how long each takes.
 *
 * @module
 */

import type { FramedPair } from "./pair.ts";
import { pause } from "../pause.ts";
import { TextBlock } from "./text_block.ts";

/** Bytes of a text: a short line. */
const TEXT_BYTES = 40;

/** What came of a talk. */
export interface Talk {
  readonly sent: number;
  /** From sending a text to hearing it, of each that was heard; microseconds. */
  readonly latencies: readonly number[];
  readonly disordered: number;
  readonly seconds: number;
}

/**
 * Talks for a while.
 *
 * @param rate Texts a second, over all pairs.
 */
export async function talkSteadily(
  pairs: readonly FramedPair[],
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Talk> {
  const total = Math.round(rate * seconds);
  const block = new TextBlock("framed", TEXT_BYTES, 1);
  const first = 1 + Math.max(...pairs.map(({ listener }) => listener.heard.last));
  const disorderedBefore = disordered(pairs);
  const sentAt = new Float64Array(total);
  const latencies: number[] = [];
  for (const { listener } of pairs) {
    listener.onText = (number) => {
      const at = sentAt[number - first];
      if (at !== undefined) latencies.push((performance.now() - at) * 1_000);
    };
  }
  const start = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor((performance.now() - start) / 1_000 * rate) + 1);
    for (; sent < due; sent++) {
      const pair = pairs[sent % pairs.length];
      // A copy: the block is numbered anew before a full socket has taken it.
      const bytes = block.numbered(first + sent).slice();
      sentAt[sent] = performance.now();
      pair?.speaker.say(bytes);
    }
    await pause(start + sent / rate * 1_000 - performance.now());
  }
  await Promise.all(
    pairs.map(({ listener }, i) =>
      listener.until(() => listener.heard.last >= lastOf(i, pairs.length, total) + first)
    ),
  );
  for (const { listener } of pairs) listener.onText = () => {};
  return {
    sent: total,
    latencies,
    disordered: disordered(pairs) - disorderedBefore,
    seconds: (performance.now() - start) / 1_000,
  };
}

/** The last text of those that are dealt out in turn which goes to pair `i`; negative: none does. */
function lastOf(i: number, pairs: number, total: number): number {
  return i + Math.floor((total - 1 - i) / pairs) * pairs;
}

function disordered(pairs: readonly FramedPair[]): number {
  return pairs.reduce((sum, { listener }) => sum + listener.heard.disordered, 0);
}
