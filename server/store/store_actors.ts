/**
 * The actors of the store's worker. The opener runs first: it opens the database before the server
 * listens, so that a failure is reported before anyone connects. The store then takes the database
 * over.
 *
 * @module
 */

import type { StoreWorkerMessage } from "../../actors/messages/store.ts";
import type { Address } from "../../actors/runtime/actor.ts";
import type { ActorStarters } from "../../actors/runtime/threads/threads.ts";
import type { Database } from "./database.ts";
import { problemOf, type StoreProblem } from "./problems.ts";
import { startStore, type StoreEvent } from "./store.ts";

/** The opener's one answer. */
export type Opened = { readonly type: "opened" } | StoreProblem;

/** How each actor is started, and which messages it takes. */
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

/** Starts them. `open` opens the database, or throws what `problemOf` knows. */
export function storeActors(open: (folder: string) => Database): ActorStarters<StoreActors> {
  let opened: Database | undefined;

  return {
    opener: ({ folder, replyTo }) => (context) => {
      try {
        opened = open(folder);
        context.send(replyTo, { type: "opened" });
      } catch (error) {
        context.send(replyTo, problemOf(error));
      }
      context.exit();
      return { receive() {} };
    },
    store: ({ folder, events }) =>
      startStore({
        events,
        open() {
          const database = opened ?? open(folder);
          opened = undefined;
          return database;
        },
      }),
  };
}
