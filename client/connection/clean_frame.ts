/**
 * Cleans what a server sends before anybody sees it. The server should have done so, but a client
 * does not let a stranger write freely to its person's terminal. It must not know what the frames
 * mean.
 *
 * @module
 */

import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import type { ServerFrame } from "../../actors/protocol/frames.ts";

/**
 * Makes every string in a frame safe to show. Only what people say (`text`) may have several lines.
 *
 * @param frame A frame that matches its schema, so that its depth is limited.
 * @returns The same frame, clean.
 */
export function cleanFrame<F extends ServerFrame>(frame: F): F {
  // Keys and types stay the same, so the result has the frame's type.
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
