/**
 * The relay's worker: takes what a read brought apart, as a session does, and no more than that.
 *
 * @module
 */

import { Channel, type ChannelMemory } from "../../../actors/runtime/threads/channel.ts";

/** What one read of a client brought. */
export interface Read {
  readonly client: number;
  readonly bytes: Uint8Array;
}

/** A text of it. */
export interface Said {
  readonly client: number;
  readonly id: string;
  readonly text: string;
}

// Deno's types know a window; in a worker the same global object is a DedicatedWorkerGlobalScope.
const scope = self as unknown as { onmessage: (event: MessageEvent<ChannelMemory>) => void };
const decoder = new TextDecoder();

scope.onmessage = ({ data }) => {
  const line = new Channel<readonly Read[], readonly Said[]>(data, {
    send() {
      throw new RangeError("Cannot pass on what is large");
    },
    take: () => undefined,
  });
  for (;;) {
    for (let batch = line.take(); batch !== undefined; batch = line.take()) {
      const said = batch.flatMap(textsOf);
      if (said.length > 0) line.send(said);
    }
    line.sleep(Infinity);
  }
};

function textsOf({ client, bytes }: Read): readonly Said[] {
  const frames = decoder.decode(bytes).trimEnd().split("\n").map((frame) => JSON.parse(frame));
  return frames.filter(({ type }) => type === "say").map(({ id, text }) => ({ client, id, text }));
}
