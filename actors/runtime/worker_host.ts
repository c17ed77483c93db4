/**
 * The worker's side: a node that starts the actors it is told to, hands them their messages, and tells their exits.
 * It knows kinds of actors only by name.
 *
 * @module
 */

import { type Address, assertNever, type Child, type Start } from "./actor.ts";
import type { Clock } from "./clock.ts";
import { type FromWorker, Outbox, type ToWorker } from "./envelope.ts";
import { ActorSystem } from "./system.ts";
import { systemClock } from "./system_clock.ts";

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
}

/**
 * Makes this thread a node.
 *
 * @returns Takes the batches that the line brings.
 */
export function hostActors<K extends ActorKinds>(
  starters: Starters<K>,
  { node, clock, post }: WorkerLine,
): (batch: readonly ToWorker[]) => void {
  const outbox = new Outbox<FromWorker>(post);
  const system = new ActorSystem({
    node,
    clock,
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

/**
 * Makes the worker that this runs in a node, named as its `Worker` was.
 *
 * @param starters The kinds of actors it can start.
 */
export function hostActorsInWorker<K extends ActorKinds>(starters: Starters<K>): void {
  // Deno's types know a window; in a worker the same global object is a DedicatedWorkerGlobalScope.
  const scope = self as unknown as {
    readonly name: string;
    postMessage: (batch: readonly FromWorker[]) => void;
    onmessage: (event: MessageEvent<readonly ToWorker[]>) => void;
  };
  const receive = hostActors(starters, {
    node: scope.name,
    clock: systemClock,
    post: (batch) => scope.postMessage(batch),
  });
  scope.onmessage = (event) => receive(event.data);
}
