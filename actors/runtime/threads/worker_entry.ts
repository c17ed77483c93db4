/**
 * The worker's side: a node that starts actors on request, gives them their messages, and reports
 * their exits. It knows the types of actors only by name.
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

/** The actors that a worker can start: for each type, what it is started with and what it takes. */
export type ActorTypes = Record<string, { readonly init: unknown; readonly message: unknown }>;

/** How each of them is started. */
export type ActorStarters<A extends ActorTypes> = {
  readonly [T in keyof A]: (init: A[T]["init"]) => Start<A[T]["message"]>;
};

/** The parts of a node, and how it sends to the thread that started it. */
export interface NodeOptions {
  readonly node: string;
  readonly clock: Clock;
  readonly post: (batch: readonly FromWorker[]) => void;
  /** Postpones the actors' turns, and the sending at their end. */
  readonly defer?: Defer;
}

/** A node as its thread sees it. */
export interface ThreadNode {
  /** Takes the batches from the channel. */
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
        // The sender's side has checked the type; the brand is lost in the channel.
        return system.send(envelope.to as Address<unknown>, envelope.message);
      case "spawn": {
        const { id, actor, mailbox, init } = envelope;
        const starter = starters[actor];
        if (starter === undefined) throw new TypeError(`Cannot start an actor: no type ${actor}`);
        let exited = false;
        // The starter runs in the actor's start, so that its exception crashes the actor and not
        // the thread.
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
 * Makes the worker that runs this a node, with the name of its `Worker`. The first thing posted to
 * it is its end of the channel ({@linkcode ChannelMemory}). The thread stays outside its event loop
 * while the channel is open and no posted batch is awaited. It sleeps until a batch arrives or a
 * timer is due, which wakes it sooner. If its channel has a spin slot, it may spin for a moment
 * first.
 *
 * @param starters The actors that it can start.
 */
export function runWorker<A extends ActorTypes>(starters: ActorStarters<A>): void {
  // Deno's types assume a window. In a worker, `self` is a DedicatedWorkerGlobalScope.
  const scope = self as unknown as {
    readonly name: string;
    postMessage: (batch: Batch) => void;
    onmessage: (event: MessageEvent) => void;
  };
  const inbox: Batch[] = [];

  scope.onmessage = ({ data }: MessageEvent<ChannelMemory>) => {
    const channel = new Channel<readonly ToWorker[], readonly FromWorker[]>(data, {
      send: (batch) => scope.postMessage(batch),
      take: () => inbox.shift(),
    });
    const adaptive = new AdaptiveSpin();
    const loop = new EventLoop(systemClock.now, monotonicNow);
    const { receive, load } = startNode(starters, {
      node: scope.name,
      clock: loop.clock,
      defer: loop.defer,
      post: (batch) => channel.send(batch),
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
      } while (!channel.closed && !channel.awaitsPost);
    }

    /** @returns Milliseconds that it waited. */
    function wait(spins: boolean): number {
      const from = monotonicNow();
      if (spins) channel.spin(Math.min(loop.untilNextTimer, SPIN_MS), monotonicNow);
      channel.sleep(loop.untilNextTimer);
      return monotonicNow() - from;
    }

    /** @returns Milliseconds that it worked; 0 if no batch had arrived. */
    function work(): number {
      const woken = monotonicNow();
      let batch = channel.take();
      const came = batch !== undefined;
      for (; batch !== undefined; batch = channel.take()) {
        receive(batch);
        loop.run();
      }
      loop.run();
      return came ? monotonicNow() - woken : 0;
    }
  };
}
