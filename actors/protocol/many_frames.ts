/**
 * The frames that come by the thousand, many at a time: they differ from one another in little, and that little is all
 * that is put into them. What they are in full, `framed.ts` tells, and a test holds the two together.
 *
 * @module
 */

import type { Identity } from "./frames.ts";
import { MAX_ID_LENGTH, MAX_TEXT_BYTES } from "./limits.ts";
import { UNCLEAN_CHARACTERS } from "./sanitize.ts";
import { fitsUtf8 } from "./utf8_length.ts";

/**
 * A `say` as clients write it: these fields in this order, an id of printable ASCII, nothing escaped, and nothing in the text
 * that would be cleaned away. What else is a `say` goes the long way through `decodeClientFrame` and `cleanText`, which takes
 * ten times as long.
 */
const COMMON_SAY = new RegExp(
  `^\\{"type": ?"say", ?"id": ?"([ !#-\\[\\]-~]{1,${MAX_ID_LENGTH}})", ?` +
    `"text": ?"([^"\\\\\\t\\n${UNCLEAN_CHARACTERS}]*)"\\}$`,
);

/**
 * Reads a line that is a common `say`.
 *
 * @param line A well-formed line, as decoded ones are.
 * @returns What `decodeClientFrame` and `cleanText` would make of it; `undefined` for all else, and for a text that is too long.
 */
export function readCommonSay(line: string): { id: string; text: string } | undefined {
  const match = COMMON_SAY.exec(line);
  if (match === null) return undefined;
  const [, id = "", text = ""] = match;
  return fitsUtf8(text, MAX_TEXT_BYTES) ? { id, text } : undefined;
}

/** Writes `said` frames that differ in number, id and text. */
export function writeSaid(
  first: number,
  from: Identity,
  at: string,
  ids: readonly string[],
  texts: readonly string[],
): string {
  const middle = `","from":${JSON.stringify(from)},"at":${JSON.stringify(at)},"text":"`;
  const [idsInJson, textsInJson] = [escapeAll(ids), escapeAll(texts)];
  let frames = "";
  for (const [i, text] of textsInJson.entries()) {
    frames += `{"type":"said","seq":${first + i},"id":"${idsInJson[i]}${middle}${text}"}\n`;
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
  for (const [i, id] of escapeAll(ids).entries()) {
    frames += `{"type":"accepted","id":"${id}","seq":${first + i}${end}`;
  }
  return frames;
}

/** Writes `delivered` frames, one for each of these numbers. */
export function writeDelivered(first: number, last: number): string {
  let frames = "";
  for (let seq = first; seq <= last; seq++) {
    frames += `{"type":"delivered","seq":${seq}}\n`;
  }
  return frames;
}

/** The texts as they stand in JSON, between the quotes. Most need no escaping, which is seen of all of them at once. */
function escapeAll(texts: readonly string[]): readonly string[] {
  // The blanks keep apart halves of a surrogate pair, which are escaped where they are alone.
  const all = texts.join(" ");
  if (JSON.stringify(all).length === all.length + '""'.length) return texts;
  return texts.map((text) => JSON.stringify(text).slice(1, -1));
}
