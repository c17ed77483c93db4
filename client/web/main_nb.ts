/**
 * The entry point of the page in Norwegian Bokmål.
 *
 * @module
 */

import { start } from "./start.tsx";
import { norwegian } from "./languages/texts_nb.ts";

start(norwegian);
