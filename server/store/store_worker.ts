/**
 * What the store's worker runs. It may read and write the store's folder, and nothing else.
 *
 * @module
 */

import { hostActorsInWorker } from "../../actors/runtime/worker_host.ts";
import { openDatabaseFile } from "./database_file.ts";
import { storeStarters } from "./store_kinds.ts";

hostActorsInWorker(storeStarters(openDatabaseFile));
