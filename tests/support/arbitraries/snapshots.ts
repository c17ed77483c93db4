/**
 * Anything that rooms may want to be kept, with few enough names and numbers that changes meet. It
 * knows nothing of how it is kept.
 *
 * @module
 */

import fc from "fast-check";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type {
  NumberedEvent,
  PersonName,
  RoomEvent,
  TokenHash,
} from "../../../actors/messages/events.ts";
import type { RoomChange, SavedEntry } from "../../../actors/messages/room_snapshot.ts";
import { anyText } from "./texts.ts";

/**
 * Texts as they leave the cleaning: with newlines and all of Unicode, without NUL and half
 * characters.
 */
const cleanText = fc.oneof(
  anyText().map((text) => text.toWellFormed().replaceAll("\0", "")),
  fc.constantFrom("", "\n", "\ufeffhei", "👩‍👩‍👧\tå", "x".repeat(5_000)),
);
const column = fc.array(cleanText, { minLength: 1, maxLength: 4 }).map(toTextBatch);
const member = fc.constantFrom("m1", "m2", "m10");
const seq = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(Number.MAX_SAFE_INTEGER));
const at = fc.integer({ min: 0, max: 4e12 });
const identity = fc.record({ id: member, name: cleanText });
const someone = fc.record({ id: member, name: cleanText, online: fc.boolean() });

const event: fc.Arbitrary<RoomEvent> = fc.oneof(
  fc.record({ type: fc.constant("joined"), member: someone }),
  fc.record({
    type: fc.constant("left"),
    member: someone,
    reason: fc.constantFrom("quit", "lost", "idle", "kicked"),
  }),
  fc.record({ type: fc.constant("lost"), member: someone, until: at }),
  fc.record({ type: fc.constant("returned"), member: someone }),
  fc.record({ type: fc.constant("renamed"), member: someone, was: cleanText }),
);

const said = { from: identity, at, first: seq, count: fc.nat(300), weight: fc.nat(1e6) };
const numbered: fc.Arbitrary<NumberedEvent> = fc.oneof(
  fc.record({ type: fc.constant("said"), ...said, ids: column, texts: column }),
  fc.record({ type: fc.constant("saidLines"), ...said, lines: cleanText }),
  fc.record({ type: fc.constant("happened"), event, seq, at, weight: fc.nat(1e6) }),
);
const entry: fc.Arbitrary<SavedEntry> = fc.record({ event: numbered, waitsFor: fc.array(member) });

const seat = fc.record({
  member,
  // Branded by what checks them; here they are anything that could be.
  name: cleanText.map((name) => name as PersonName),
  token: fc.constantFrom("hash1", "hash2").map((hash) => hash as TokenHash),
});
const answers = fc.record({
  member,
  ids: column,
  count: fc.integer({ min: 1, max: 300 }),
  first: seq,
  at,
  to: fc.nat(15),
});

/** One change of a room. */
export const anyChange: fc.Arbitrary<RoomChange> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cleared") }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("counted"), seq, members: fc.nat(20) }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("seated"), seat }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("unseated"), member }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("kept"), entry }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("released"), first: seq }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("answered"), answers }) },
);
