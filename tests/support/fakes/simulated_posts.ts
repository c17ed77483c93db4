/**
 * The two ends of a port on one thread: what is posted is cloned, as between real threads, and lies there until it is taken.
 *
 * @module
 */

import type { PostPort } from "../../../actors/runtime/threads/channel.ts";
import type { Batch } from "../../../actors/runtime/threads/message_codec.ts";

/** One end, and how many batches were ever posted by it. */
export interface SimulatedPost extends PostPort {
  readonly posted: number;
}

/** Both ends. */
export function simulatedPosts(): readonly [SimulatedPost, SimulatedPost] {
  const [there, back]: [Batch[], Batch[]] = [[], []];
  return [postOf(there, back), postOf(back, there)];
}

function postOf(outgoing: Batch[], incoming: Batch[]): SimulatedPost {
  let posted = 0;
  return {
    get posted() {
      return posted;
    },
    send(batch) {
      outgoing.push(structuredClone(batch));
      posted++;
    },
    take: () => incoming.shift(),
  };
}
