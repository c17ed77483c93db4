/**
 * What the store's worker runs. It may read and write the store's folder, and nothing else.
 *
 * @module
 */

import { hostActorsInWorker } from "../../actors/runtime/threads/worker_entry.ts";
import { openDatabaseFile } from "./database_file.ts";
import { GATHER } from "./store.ts";
import { storeStarters } from "./worker_kinds.ts";

// Between two commits it is not woken: it would only put what came to the rest.
hostActorsInWorker(storeStarters(openDatabaseFile), GATHER);
