/**
 * The worker's side: a node that starts the actors it is told to, hands them their messages, and tells their exits.
 * It knows kinds of actors only by name.
 *
 * @module
 */

import { type MessagePort as NodePort, receiveMessageOnPort } from "node:worker_threads";
import { type Address, assertNever, type Child, type Start } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { type FromWorker, Outbox, type ToWorker } from "./envelope.ts";
import { ActorSystem } from "./system.ts";
import { Line, type LineMemory, type Post } from "./line.ts";
import type { Batch } from "./packing.ts";
import { systemClock } from "./system_clock.ts";
import { type Defer, Turns } from "./turns.ts";

/** The kinds of actors that a worker can start: for each, what it is started with and what it takes. */
export type ActorKinds = Record<string, { readonly init: unknown; readonly message: unknown }>;

/** How each kind is started. */
export type Starters<K extends ActorKinds> = {
  readonly [Kind in keyof K]: (init: K[Kind]["init"]) => Start<K[Kind]["message"]>;
};

/** One end of the line between a worker and the thread that started it. */
export interface WorkerLine {
  readonly node: string;
  readonly clock: Clock;
  readonly post: (batch: readonly FromWorker[]) => void;
  /** Puts off the actors' turns, and what is posted at their end. */
  readonly defer?: Defer;
}

/**
 * Makes this thread a node.
 *
 * @returns Takes the batches that the line brings.
 */
export function hostActors<K extends ActorKinds>(
  starters: Starters<K>,
  { node, clock, post, defer = queueMicrotask }: WorkerLine,
): (batch: readonly ToWorker[]) => void {
  const outbox = new Outbox<FromWorker>(post, defer);
  const system = new ActorSystem({
    node,
    clock,
    defer,
    uplink: { send: (to, message) => outbox.put({ type: "deliver", to, message }) },
    undelivered: (reason, count) => outbox.put({ type: "undelivered", reason, count }),
  });
  const children = new Map<string, Child>();

  function receive(envelope: ToWorker): void {
    switch (envelope.type) {
      case "deliver":
        // Typed where it was sent; the brand is lost only on the line.
        return system.send(envelope.to as Address<unknown>, envelope.message);
      case "spawn": {
        const { id, kind, mailbox, init } = envelope;
        const starter = starters[kind];
        if (starter === undefined) throw new TypeError(`Cannot start an actor: no kind ${kind}`);
        let exited = false;
        // The starter is called in the actor's start, so that what it throws is that actor's crash and not the thread's.
        const child = system.spawn(id, (context) => starter(init)(context), {
          mailbox,
          exited(reason) {
            exited = true;
            children.delete(id);
            outbox.put({ type: "exited", id, reason });
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

  return (batch) => batch.forEach(receive);
}

/** What a worker is sent first, and never anything else: its end of the line. */
export interface WorkerStart {
  readonly memory: LineMemory;
  readonly port: MessagePort;
}

/**
 * How long a worker does not listen after it has worked: what comes meanwhile need not wake it, and is dealt with together. The
 * more it has to do, the more comes together, so that it takes no more than its share of the machine.
 */
export interface Rest {
  /** Milliseconds, at least and at most. */
  readonly least: number;
  readonly most: number;
  /** In between: this many times as long as it has worked. */
  readonly times: number;
}

/**
 * Makes the worker that this runs in a node, named as its `Worker` was. It has no event loop as long as the line is open: it sleeps until
 * that brings something or a timer is due, which is what makes it wake so much sooner.
 *
 * @param starters The kinds of actors it can start.
 * @param rest Without it, it listens always.
 */
export function hostActorsInWorker<K extends ActorKinds>(starters: Starters<K>, rest?: Rest): void {
  // Deno's types know a window; in a worker the same global object is a DedicatedWorkerGlobalScope.
  const scope = self as unknown as {
    readonly name: string;
    onmessage: (event: MessageEvent<WorkerStart>) => void;
  };
  scope.onmessage = ({ data: { memory, port } }) => {
    const line = new Line<readonly ToWorker[], readonly FromWorker[]>(memory, postBy(port));
    const turns = new Turns(systemClock.now, () => performance.now());
    const receive = hostActors(starters, {
      node: scope.name,
      clock: turns.clock,
      defer: turns.defer,
      post: (batch) => line.send(batch),
    });
    while (!line.closed) {
      line.sleep(turns.idle);
      const woken = systemClock.now();
      let batches = 0;
      for (let batch = line.take(); batch !== undefined; batch = line.take()) {
        receive(batch);
        turns.run();
        batches++;
      }
      turns.run();
      if (rest === undefined || batches === 0) continue;
      const worked = systemClock.now() - woken;
      line.rest(Math.min(Math.max(rest.least, rest.times * worked), rest.most));
    }
  };
}

/** A post by way of this end of a channel. */
export function postBy(port: MessagePort): Post {
  return {
    send: (batch) => port.postMessage(batch),
    // Node's types have a port of their own; it is this one.
    take: () => receiveMessageOnPort(port as unknown as NodePort)?.message as Batch,
  };
}
