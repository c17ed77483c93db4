/**
 * The page in Norwegian bokmål.
 *
 * @module
 */

import { start } from "./start.tsx";
import { norwegian } from "./words_nb.ts";

start(norwegian);
