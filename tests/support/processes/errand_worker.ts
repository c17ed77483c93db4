/**
 * A worker that does errands for the tests of channels and workers.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { Address } from "../../../actors/runtime/actor.ts";
import { runWorker } from "../../../actors/runtime/threads/threads.ts";

/** What it can be sent to do. */
export type Errand =
  /** Say the same. */
  | Echo
  /** Say `text` in `ms` milliseconds. */
  | { readonly type: "remind"; readonly ms: number; readonly text: string }
  /** Take a lock on this file, which only the end of the thread gives back, and say "locked". */
  | { readonly type: "lock"; readonly path: string }
  /** Say "working", and in the next turn do nothing else for `ms` milliseconds. */
  | { readonly type: "work"; readonly ms: number }
  /** Throw where it is the actor that crashes. */
  | { readonly type: "crash" }
  /** Throw where nothing catches it. */
  | { readonly type: "die" };

/** What comes back as it was. */
export interface Echo {
  readonly type: "echo";
  readonly text: string;
  readonly bytes?: Uint8Array;
}

/** Its one kind of actor, which is started with whom to tell. */
export type ErrandKinds = {
  readonly errand: { readonly init: Address<Echo>; readonly message: Errand };
};

runWorker<ErrandKinds>({
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
