/**
 * The kinds of actors that live in the store's thread. The opener is there first: it opens the database before there is
 * a server, so that one that cannot be had is told before anybody is let in. The store takes over what it opened.
 *
 * @module
 */

import type { StoreWorkerMessage } from "../../actors/messages/store.ts";
import type { Address } from "../../actors/runtime/actor.ts";
import type { ActorStarters } from "../../actors/runtime/threads/threads.ts";
import { type Opening, startStore, type StoreEvent } from "./store.ts";
import type { StoreProblem } from "./problems.ts";

/** What the opener tells, once. */
export type Opened = { readonly type: "opened" } | StoreProblem;

/** What each kind is started with, and what it takes. */
export type StoreActors = {
  readonly opener: {
    readonly init: { readonly folder: string; readonly replyTo: Address<Opened> };
    readonly message: never;
  };
  readonly store: {
    readonly init: { readonly folder: string; readonly events: Address<StoreEvent> };
    readonly message: StoreWorkerMessage;
  };
};

/** How each kind is started. */
export function storeActors(open: (folder: string) => Opening): ActorStarters<StoreActors> {
  let waiting: Opening | undefined;

  return {
    opener: ({ folder, replyTo }) => (context) => {
      const opening = open(folder);
      if (opening.type === "opened") waiting = opening;
      context.send(replyTo, opening.type === "opened" ? { type: "opened" } : opening);
      context.exit();
      return { receive() {} };
    },
    store: ({ folder, events }) =>
      startStore({
        events,
        open() {
          const opening = waiting ?? open(folder);
          waiting = undefined;
          return opening;
        },
      }),
  };
}
