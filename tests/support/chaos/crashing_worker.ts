/**
 * A session worker that crashes as a whole after a number of sent messages, by an error that no
 * actor catches.
 *
 * @module
 */

import { type WorkerActors, workerActors } from "../../../actors/worker/worker_actors.ts";
import { runWorker } from "../../../actors/runtime/threads/threads.ts";

/** More messages than a client needs to get its seat back, so that each worker makes progress. */
const MESSAGES_UNTIL_CRASH = 60;

let sent = 0;

runWorker<WorkerActors>({
  ...workerActors,
  session: (init) => (context) =>
    workerActors.session(init)({
      ...context,
      send(to, message) {
        sent++;
        if (sent === MESSAGES_UNTIL_CRASH) {
          context.clock.schedule(0, () => {
            throw new RangeError("out of memory");
          });
        }
        // The session may finish its step, but a dead thread would send nothing of it.
        if (sent < MESSAGES_UNTIL_CRASH) context.send(to, message);
      },
    }),
});
