/**
 * The frames that come by the thousand, many at a time: they differ from one another in little, and that little is all
 * that is put into them. What they are in full, `framed.ts` tells, and a test holds the two together.
 *
 * @module
 */

import type { Identity } from "./frames.ts";
import { MAX_ID_LENGTH } from "./limits.ts";

/**
 * A `say` as clients write it: these fields in this order, an id of printable ASCII, nothing escaped. What else is a
 * `say` goes the long way through `decodeClientFrame`, which takes ten times as long.
 */
const COMMON_SAY = new RegExp(
  `^\\{"type": ?"say", ?"id": ?"([ !#-\\[\\]-~]{1,${MAX_ID_LENGTH}})", ?"text": ?"([^"\\\\\\x00-\\x1f]*)"\\}$`,
);

/** The `id` and `text` of a line that is a common `say`; `undefined` for all else. */
export function readCommonSay(line: string): { id: string; text: string } | undefined {
  const match = COMMON_SAY.exec(line);
  if (match === null) return undefined;
  const [, id = "", text = ""] = match;
  return { id, text };
}

/** Writes `said` frames that differ in number, id and text. */
export function writeSaid(
  first: number,
  from: Identity,
  at: string,
  ids: readonly string[],
  texts: readonly string[],
): string {
  const middle = `,"from":${JSON.stringify(from)},"at":${JSON.stringify(at)},"text":`;
  let frames = "";
  for (const [i, text] of texts.entries()) {
    const id = JSON.stringify(ids[i]);
    frames += `{"type":"said","seq":${first + i},"id":${id}${middle}${JSON.stringify(text)}}\n`;
  }
  return frames;
}

/** Writes `accepted` frames that differ in number and id. */
export function writeAccepted(
  first: number,
  at: string,
  to: number,
  ids: readonly string[],
): string {
  const end = `,"at":${JSON.stringify(at)},"to":${to}}\n`;
  let frames = "";
  for (const [i, id] of ids.entries()) {
    frames += `{"type":"accepted","id":${JSON.stringify(id)},"seq":${first + i}${end}`;
  }
  return frames;
}
