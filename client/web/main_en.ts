/**
 * The entry point of the page in English.
 *
 * @module
 */

import { start } from "./start.tsx";
import { english } from "./languages/texts_en.ts";

start(english);
