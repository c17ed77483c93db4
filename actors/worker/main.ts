/**
 * The entry point of a worker, which runs the greeter or sessions. It has no permissions: code that
 * reads strangers' bytes can reach neither files nor network, and the rest of the server only by
 * messages.
 *
 * @module
 */

import { chatStarters } from "./kinds.ts";
import { hostActorsInWorker } from "../runtime/threads/worker_entry.ts";

hostActorsInWorker(chatStarters);
