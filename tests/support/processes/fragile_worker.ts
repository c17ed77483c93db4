/**
 * A worker like the real one, but that dies as a whole, by an error that no actor catches, when a client says so.
 *
 * @module
 */

import { type WorkerActors, workerActors } from "../../../actors/worker/worker_actors.ts";
import { runWorker } from "../../../actors/runtime/threads/threads.ts";

runWorker<WorkerActors>({
  ...workerActors,
  session: (init) => (context) =>
    workerActors.session(init)({
      ...context,
      send(to, message) {
        if (JSON.stringify(message).includes("krasj")) {
          context.clock.schedule(0, () => {
            throw new RangeError("out of memory");
          });
        }
        context.send(to, message);
      },
    }),
});
