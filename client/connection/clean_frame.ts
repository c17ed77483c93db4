/**
 * Cleans what a server sends before anyone sees it: the server should have, but a client does not take a stranger's
 * word for what reaches its person's terminal. It must not know what the frames mean.
 *
 * @module
 */

import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import type { ServerFrame } from "../../actors/protocol/frames.ts";

/**
 * Makes every string in a frame safe to show. What people say (`text`) may have several lines, all else has one.
 *
 * @param frame A frame that has been checked against its schema, so that its depth is known.
 * @returns The same frame, clean.
 */
export function cleanFrame<F extends ServerFrame>(frame: F): F {
  // Strings stay strings and keys stay keys, so the shape is the frame's own.
  return cleanValue("", frame) as F;
}

function cleanValue(key: string, value: unknown): unknown {
  if (typeof value === "string") return key === "text" ? cleanText(value) : cleanLine(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(key, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, cleanValue(name, inner)]),
  );
}
