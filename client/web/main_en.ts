/**
 * The page in English.
 *
 * @module
 */

import { start } from "./start.tsx";
import { english } from "./words_en.ts";

start(english);
