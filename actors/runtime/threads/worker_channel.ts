/**
 * The channels of one thread to the workers that it starts. It gets a started worker as something
 * that data can be posted to, and must not know how to start one.
 *
 * @module
 */

import { monotonicNow } from "../system_clock.ts";
import { Channel, channelMemory } from "./channel.ts";
import type { Batch } from "./message_codec.ts";
import type { Thread, ThreadEvents } from "./worker_node.ts";
import type { FromWorker, ToWorker } from "./worker_protocol.ts";

/**
 * Milliseconds to wait for the reply of a worker that spins. A reply takes a third of that. Going
 * back to the event loop and being woken by it takes as long, but other clients wait meanwhile.
 */
const REPLY_WAIT_MS = 0.1;

/** A started worker, as far as its channel uses it. */
export interface WorkerPort {
  readonly post: (data: unknown) => void;
  readonly terminate: () => void;
}

/** A worker that is connected by a channel. */
export interface ConnectedThread extends Thread {
  /** Takes what the worker has posted. */
  readonly posted: (batch: Batch) => void;
}

/** Connects workers to this thread. At most one of them spins at a time. */
export class WorkerChannels {
  /** The spin slot, which all workers share; `undefined` if none may spin. */
  readonly #holder: SharedArrayBuffer | undefined;
  #count = 0;

  /** @param spin Whether one worker at a time may keep a core busy while it waits for a message. */
  constructor(spin: boolean) {
    this.#holder = spin ? new SharedArrayBuffer(4) : undefined;
  }

  /**
   * Opens a channel to a worker that calls `runWorker`.
   *
   * @param received Takes each batch that the worker sends.
   */
  connect(port: WorkerPort, received: ThreadEvents["received"]): ConnectedThread {
    const number = ++this.#count;
    const holder = this.#holder;
    const [near, far] = channelMemory(holder === undefined ? null : { holder, channel: number });
    const inbox: Batch[] = [];
    let wake = () => {};
    port.post(far);
    const channel = new Channel<readonly FromWorker[], readonly ToWorker[]>(near, {
      send: port.post,
      take: () => inbox.shift(),
    });
    listen();
    return {
      post(batch) {
        const repliesSoon = channel.otherEndSpins;
        channel.send(batch);
        if (!repliesSoon) return;
        channel.poll(REPLY_WAIT_MS, monotonicNow);
        take();
      },
      posted(batch) {
        inbox.push(batch);
        wake();
      },
      terminate() {
        // `terminate` does not reach a thread that sleeps on the channel. Closing the channel sends
        // that thread back to its event loop, where it does.
        channel.close();
        wake();
        port.terminate();
      },
    };

    function take(): void {
      for (let batch = channel.take(); batch !== undefined; batch = channel.take()) received(batch);
    }

    async function listen(): Promise<void> {
      while (!channel.closed) {
        take();
        if (channel.awaitsPost) await new Promise<void>((resolve) => wake = resolve);
        else await channel.wait();
      }
    }
  }
}
