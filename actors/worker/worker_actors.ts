/**
 * The kinds of actors that run in a worker, and how each starts.
 *
 * @module
 */

import { emptyGreeter, greeterTransition } from "../greeter/greeter.ts";
import type { GreeterMessage, SessionInit, SessionMessage } from "../messages/connection.ts";
import { stateMachine } from "../runtime/state_machine.ts";
import type { ActorStarters } from "../runtime/threads/threads.ts";
import { startSession } from "../session/inbound/session.ts";

/** What each kind starts with, and its messages. */
export type WorkerActors = {
  greeter: { readonly init: null; readonly message: GreeterMessage };
  session: { readonly init: SessionInit; readonly message: SessionMessage };
};

/** Starts an actor of each kind. */
export const workerActors: ActorStarters<WorkerActors> = {
  greeter: () => stateMachine({ state: emptyGreeter }, greeterTransition),
  session: startSession,
};
