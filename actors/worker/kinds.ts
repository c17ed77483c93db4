/**
 * The kinds of actors that may live in a worker, and how each is started.
 *
 * @module
 */

import { emptyGreeter, greeterTransition } from "../greeter/greeter.ts";
import type { GreeterMessage, SessionInit, SessionMessage } from "../messages/messages.ts";
import { machine } from "../runtime/state_machine.ts";
import type { Starters } from "../runtime/threads/worker_entry.ts";
import { startSession } from "../session/inbound/session.ts";

/** What each kind is started with, and what it takes. */
export type ChatKinds = {
  greeter: { readonly init: null; readonly message: GreeterMessage };
  session: { readonly init: SessionInit; readonly message: SessionMessage };
};

/** How each kind is started. */
export const chatStarters: Starters<ChatKinds> = {
  greeter: () => machine({ state: emptyGreeter }, greeterTransition),
  session: startSession,
};
