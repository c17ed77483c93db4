/**
 * A seat as it outlives the client: what a new run needs to take it back with nothing lost and nothing twice. It must
 * not know where it is kept.
 *
 * @module
 */

import * as v from "valibot";
import { sayIdSchema } from "../actors/protocol/frames.ts";
import { parseObject } from "../actors/protocol/json_object.ts";
import { MAX_ID_LENGTH, MAX_TEXT_BYTES } from "../actors/protocol/limits.ts";
import { fitsUtf8 } from "../actors/protocol/utf8_length.ts";
import { MAX_UNACCEPTED } from "./outbox.ts";
import { MAX_TOLD } from "./told_texts.ts";

/** UTF-16 units in a token: several times what servers give, and little beside the rest of a hello. */
const MAX_TOKEN_LENGTH = 256;

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const toldId = v.pipe(v.string(), v.maxLength(MAX_ID_LENGTH));

const schema = v.object({
  /** Of this form. What another one means, nobody here can know. */
  version: v.literal(1),
  /** What the seat is taken back with. */
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_TOKEN_LENGTH)),
  /** The highest number that was shown, and everything before it. */
  seq,
  /** What was not accepted, oldest first. */
  texts: v.pipe(
    v.array(
      v.object({
        id: sayIdSchema,
        text: v.pipe(v.string(), v.check((text) => fitsUtf8(text, MAX_TEXT_BYTES))),
      }),
    ),
    v.maxLength(MAX_UNACCEPTED),
  ),
  /** What was shown lately. */
  told: v.pipe(v.array(v.object({ from: toldId, id: toldId, seq })), v.maxLength(MAX_TOLD)),
});

/** A seat that can be taken back. */
export type KeptSeat = v.InferOutput<typeof schema>;

/** Writes a seat down. */
export function formatKeptSeat(seat: KeptSeat): string {
  return JSON.stringify(seat) + "\n";
}

/**
 * Reads what was written down, or anything else.
 *
 * @returns The seat, or `undefined` where it is none.
 */
export function parseKeptSeat(text: string): KeptSeat | undefined {
  const result = v.safeParse(schema, parseObject(text));
  return result.success ? result.output : undefined;
}
