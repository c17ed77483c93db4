/**
 * What the store's worker runs. It may read and write the store's folder, and nothing else.
 *
 * @module
 */

import { runWorker } from "../../actors/runtime/threads/threads.ts";
import { openDatabaseFile } from "./database_file.ts";
import { storeActors } from "./store_actors.ts";

runWorker(storeActors(openDatabaseFile));
