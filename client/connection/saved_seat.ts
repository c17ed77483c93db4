/**
 * A seat as it outlives the client: what a new run needs to take it back with nothing lost and nothing twice. It must
 * not know where it is kept.
 *
 * @module
 */

import { sayId } from "../../actors/protocol/frames.ts";
import {
  count,
  type Fitting,
  list,
  oneOf,
  parseObject,
  record,
  text,
  where,
} from "../../actors/encoding/json.ts";
import { MAX_ID_LENGTH, MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { fitsUtf8 } from "../../actors/encoding/utf8.ts";
import { MAX_UNACCEPTED } from "./outbox.ts";
import { MAX_SEEN_TEXTS } from "./seen_texts.ts";

/** UTF-16 units in a token: several times what servers give, and little beside the rest of a hello. */
const MAX_TOKEN_LENGTH = 256;

const toldId = where(text, (id) => id.length <= MAX_ID_LENGTH);

const keptSeat = record({
  /** Of this form. What another one means, nobody here can know. */
  version: oneOf([1]),
  /** What the seat is taken back with. */
  token: where(text, (token) => token !== "" && token.length <= MAX_TOKEN_LENGTH),
  /** The highest number that was shown, and everything before it. */
  seq: count,
  /** What was not accepted, oldest first. */
  texts: list(
    record({ id: sayId, text: where(text, (text) => fitsUtf8(text, MAX_TEXT_BYTES)) }),
    MAX_UNACCEPTED,
  ),
  /** What was shown lately. */
  told: list(record({ from: toldId, id: toldId, seq: count }), MAX_SEEN_TEXTS),
});

/** A seat that can be taken back. */
export type SavedSeat = Fitting<typeof keptSeat>;

/** Writes a seat down. */
export function formatSavedSeat(seat: SavedSeat): string {
  return JSON.stringify(seat) + "\n";
}

/**
 * Reads what was written down, or anything else.
 *
 * @returns The seat, or `undefined` where it is none.
 */
export function parseSavedSeat(text: string): SavedSeat | undefined {
  return keptSeat(parseObject(text));
}
