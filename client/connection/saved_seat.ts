/**
 * A seat as the client saves it: what another run needs to take it back without losing or repeating
 * a text. It must not know where it is saved.
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

/**
 * UTF-16 units in a token: several times what servers give, and little beside the rest of a hello.
 */
const MAX_TOKEN_LENGTH = 256;

const seenId = where(text, (id) => id.length <= MAX_ID_LENGTH);

const savedSeat = record({
  /** The version of this format. Other versions cannot be read. */
  version: oneOf([1]),
  /** The secret that takes the seat back. */
  token: where(text, (token) => token !== "" && token.length <= MAX_TOKEN_LENGTH),
  /** The person could see every event up to this number. */
  seq: count,
  /** The texts that were not accepted, oldest first. */
  texts: list(
    record({ id: sayId, text: where(text, (text) => fitsUtf8(text, MAX_TEXT_BYTES)) }),
    MAX_UNACCEPTED,
  ),
  /** The last texts that were shown. Serves to recognize them if they come again. */
  told: list(record({ from: seenId, id: seenId, seq: count }), MAX_SEEN_TEXTS),
});

/** A seat that can be taken back. */
export type ResumableSeat = Fitting<typeof savedSeat>;

/** Writes a seat as text. */
export function formatSavedSeat(seat: ResumableSeat): string {
  return JSON.stringify(seat) + "\n";
}

/**
 * Reads a saved seat.
 *
 * @returns The seat, or `undefined` if the text is anything else.
 */
export function parseSavedSeat(text: string): ResumableSeat | undefined {
  return savedSeat(parseObject(text));
}
