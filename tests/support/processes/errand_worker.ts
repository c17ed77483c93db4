/**
 * A worker that does errands for the tests of channels and workers.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { Address } from "../../../actors/runtime/actor.ts";
import { runWorker } from "../../../actors/runtime/threads/threads.ts";

/** What it can be asked to do. */
export type Errand =
  /** Send the same back. */
  | Echo
  /** Say `text` in `ms` milliseconds. */
  | { readonly type: "remind"; readonly ms: number; readonly text: string }
  /** Lock this file and say "locked". Only the end of the thread releases the lock. */
  | { readonly type: "lock"; readonly path: string }
  /** Say "working", and then block the next turn for `ms` milliseconds. */
  | { readonly type: "work"; readonly ms: number }
  /** Throw in the actor, which crashes. */
  | { readonly type: "crash" }
  /** Throw where no actor catches it. */
  | { readonly type: "die" };

/** Sent back as it came. */
export interface Echo {
  readonly type: "echo";
  readonly text: string;
  readonly bytes?: Uint8Array;
}

/** Its one type of actor, started with the address that it replies to. */
export type ErrandActors = {
  readonly errand: { readonly init: Address<Echo>; readonly message: Errand };
};

runWorker<ErrandActors>({
  errand: (replyTo) => (context) => {
    const say = (text: string) => context.send(replyTo, { type: "echo", text });
    return {
      receive(errand) {
        switch (errand.type) {
          case "echo":
            return context.send(replyTo, errand);
          case "remind":
            context.clock.schedule(errand.ms, () => say(errand.text));
            return;
          case "lock":
            Deno.openSync(errand.path, { write: true }).lockSync(true);
            return say("locked");
          case "work":
            say("working");
            context.clock.schedule(0, () => {
              const end = context.clock.now() + errand.ms;
              while (context.clock.now() < end);
            });
            return;
          case "crash":
            throw new RangeError("lost its way");
          case "die":
            context.clock.schedule(0, () => {
              throw new RangeError("out of memory");
            });
            return;
          default:
            assertNever(errand);
        }
      },
    };
  },
});
