/**
 * The worker's side: a node that starts the actors it is told to, hands them their messages, and tells their exits.
 * It knows kinds of actors only by name.
 *
 * @module
 */

import { assertNever } from "../../encoding/assert_never.ts";
import type { Address, Child, Start } from "../actor.ts";
import type { Clock } from "../clock.ts";
import { BatchSender, type FromWorker, type ToWorker } from "./worker_protocol.ts";
import { ActorSystem, type Defer } from "../actor_system.ts";
import { Channel, type ChannelMemory } from "./channel.ts";
import type { Batch } from "./message_codec.ts";
import { monotonicNow, systemClock } from "../system_clock.ts";
import { AdaptiveSpin, SPIN_MS } from "./spin_wait.ts";
import { EventLoop } from "./event_loop.ts";

/** The kinds of actors that a worker can start: for each, what it is started with and what it takes. */
export type ActorTypes = Record<string, { readonly init: unknown; readonly message: unknown }>;

/** How each kind is started. */
export type ActorStarters<A extends ActorTypes> = {
  readonly [T in keyof A]: (init: A[T]["init"]) => Start<A[T]["message"]>;
};

/** One end of the line between a worker and the thread that started it. */
export interface NodeOptions {
  readonly node: string;
  readonly clock: Clock;
  readonly post: (batch: readonly FromWorker[]) => void;
  /** Puts off the actors' turns, and what is posted at their end. */
  readonly defer?: Defer;
}

/** A node as its thread sees it. */
export interface ThreadNode {
  /** Takes the batches that the line brings. */
  readonly receive: (batch: readonly ToWorker[]) => void;
  /** How many actors live there. */
  readonly load: () => number;
}

/** Makes this thread a node. */
export function startNode<A extends ActorTypes>(
  starters: ActorStarters<A>,
  { node, clock, post, defer = queueMicrotask }: NodeOptions,
): ThreadNode {
  const outbox = new BatchSender<FromWorker>(post, defer);
  const system = new ActorSystem({
    node,
    clock,
    defer,
    uplink: { send: (to, message) => outbox.add({ type: "deliver", to, message }) },
    undelivered: (reason, count) => outbox.add({ type: "undelivered", reason, count }),
  });
  const children = new Map<string, Child>();

  function receive(envelope: ToWorker): void {
    switch (envelope.type) {
      case "deliver":
        // Typed where it was sent; the brand is lost only on the line.
        return system.send(envelope.to as Address<unknown>, envelope.message);
      case "spawn": {
        const { id, actor, mailbox, init } = envelope;
        const starter = starters[actor];
        if (starter === undefined) throw new TypeError(`Cannot start an actor: no type ${actor}`);
        let exited = false;
        // The starter is called in the actor's start, so that what it throws is that actor's crash and not the thread's.
        const child = system.spawn(id, (context) => starter(init)(context), {
          mailbox,
          exited(reason) {
            exited = true;
            children.delete(id);
            outbox.add({ type: "exited", id, reason });
          },
        });
        if (!exited) children.set(id, child);
        return;
      }
      case "stop":
        return children.get(envelope.id)?.stop();
      case "kill":
        return children.get(envelope.id)?.kill();
      default:
        assertNever(envelope);
    }
  }

  return { receive: (batch) => batch.forEach(receive), load: () => children.size };
}

/**
 * Makes the worker that this runs in a node, named as its `Worker` was. The first that it is posted is its end of the line
 * ({@linkcode ChannelMemory}), and then whatever goes that way. It stays out of its event loop as long as the line is open and
 * nothing posted is awaited: it sleeps until there is something to take or a timer is due, and wakes so much sooner; where its
 * line has a place for that, it spins for a moment first.
 *
 * @param starters The kinds of actors it can start.
 */
export function runWorker<A extends ActorTypes>(starters: ActorStarters<A>): void {
  // Deno's types know a window; in a worker the same global object is a DedicatedWorkerGlobalScope.
  const scope = self as unknown as {
    readonly name: string;
    postMessage: (batch: Batch) => void;
    onmessage: (event: MessageEvent) => void;
  };
  const inbox: Batch[] = [];

  scope.onmessage = ({ data }: MessageEvent<ChannelMemory>) => {
    const line = new Channel<readonly ToWorker[], readonly FromWorker[]>(data, {
      send: (batch) => scope.postMessage(batch),
      take: () => inbox.shift(),
    });
    const adaptive = new AdaptiveSpin();
    const turns = new EventLoop(systemClock.now, monotonicNow);
    const { receive, load } = startNode(starters, {
      node: scope.name,
      clock: turns.clock,
      defer: turns.defer,
      post: (batch) => line.send(batch),
    });
    scope.onmessage = ({ data }: MessageEvent<Batch>) => {
      inbox.push(data);
      run();
    };
    run();

    function run(): void {
      let spins = false;
      do {
        const waited = wait(spins);
        const worked = work();
        spins = adaptive.shouldSpin({ waited, worked, load: load() });
      } while (!line.closed && !line.awaitsPost);
    }

    /** Milliseconds that it took. */
    function wait(spins: boolean): number {
      const from = monotonicNow();
      if (spins) line.spin(Math.min(turns.untilNextTimer, SPIN_MS), monotonicNow);
      line.sleep(turns.untilNextTimer);
      return monotonicNow() - from;
    }

    /** Milliseconds that it took; 0 if nothing had come. */
    function work(): number {
      const woken = monotonicNow();
      let batch = line.take();
      const came = batch !== undefined;
      for (; batch !== undefined; batch = line.take()) {
        receive(batch);
        turns.run();
      }
      turns.run();
      return came ? monotonicNow() - woken : 0;
    }
  };
}
