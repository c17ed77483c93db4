/**
 * What a worker runs: a greeter or sessions, and nothing else. It has no permissions, so that what reads strangers'
 * bytes can touch neither files nor network; it reaches the rest of the server only by messages.
 *
 * @module
 */

import { chatStarters } from "./kinds.ts";
import { hostActorsInWorker } from "../runtime/threads/worker_entry.ts";

hostActorsInWorker(chatStarters);
