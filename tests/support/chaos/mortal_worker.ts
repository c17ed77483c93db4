/**
 * A worker like the real one, but that dies as a whole, by an error that no actor catches, when its sessions have sent so
 * many messages: in the middle of whatever they do.
 *
 * @module
 */

import { type ChatKinds, chatStarters } from "../../../actors/worker/kinds.ts";
import { hostActorsInWorker } from "../../../actors/runtime/threads/worker_entry.ts";

/** More than a client needs to come back to its seat, so that each life brings the chat on. */
const LIFE = 60;

let sent = 0;

hostActorsInWorker<ChatKinds>({
  ...chatStarters,
  session: (init) => (context) =>
    chatStarters.session(init)({
      ...context,
      send(to, message) {
        sent++;
        if (sent === LIFE) {
          context.clock.schedule(0, () => {
            throw new RangeError("out of memory");
          });
        }
        // It may still finish what it has at hand: a thread that died sends nothing of that.
        if (sent < LIFE) context.send(to, message);
      },
    }),
});
