/**
 * The page in Norwegian bokmål.
 *
 * @module
 */

import { start } from "./start.tsx";
import { norwegian } from "./languages/texts_nb.ts";

start(norwegian);
