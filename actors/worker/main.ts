/**
 * The entry point of a worker, which runs the greeter or sessions. It has no permissions: code that
 * reads strangers' bytes can reach neither files nor network, and the rest of the server only by
 * messages.
 *
 * @module
 */

import { workerActors } from "./worker_actors.ts";
import { runWorker } from "../runtime/threads/threads.ts";

runWorker(workerActors);
