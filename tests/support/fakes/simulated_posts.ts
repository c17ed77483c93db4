/**
 * The two ends of a message port on one thread. A posted batch is cloned, as between real threads,
 * and waits until it is taken.
 *
 * @module
 */

import type { PostPort } from "../../../actors/runtime/threads/channel.ts";
import type { Batch } from "../../../actors/runtime/threads/message_codec.ts";

/** One end, and how many batches it has posted. */
export interface SimulatedPostPort extends PostPort {
  readonly posted: number;
}

/** Makes both ends. */
export function simulatedPostPorts(): readonly [SimulatedPostPort, SimulatedPostPort] {
  const [there, back]: [Batch[], Batch[]] = [[], []];
  return [postOf(there, back), postOf(back, there)];
}

function postOf(outgoing: Batch[], incoming: Batch[]): SimulatedPostPort {
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
