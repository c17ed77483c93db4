/**
 * A worker like the real one that dies as a whole when a client says so, by an error that no actor
 * catches.
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
