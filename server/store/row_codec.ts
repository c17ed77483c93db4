/**
 * Turns the saved parts of a room into cells of a row, and back. It knows no SQL.
 *
 * @module
 */

import type { TextBatch } from "../../actors/encoding/text_batch.ts";
import type {
  Happened,
  NumberedEvent,
  SaidLines,
  SaidTexts,
} from "../../actors/messages/events.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { SavedAnswers, SavedEntry, SavedSeat } from "../../actors/messages/room_snapshot.ts";

/** A value in a row. */
export type Cell = string | number | Uint8Array | null;

/** A row as SQLite returns it. */
export type Row = Readonly<Record<string, unknown>>;

const encoder = new TextEncoder();
/** A byte order mark is part of the text. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A text's UTF-8. Cleaned texts are well-formed, so they survive the round trip. */
export function toBlob(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The first number of an entry. */
export function firstOf({ event }: SavedEntry): number {
  return event.type === "happened" ? event.seq : event.first;
}

/** An entry's cells from `first` to `waits_for`. */
export function entryCells({ event, waitsFor }: SavedEntry): readonly Cell[] {
  return [...eventCells(event), JSON.stringify(waitsFor)];
}

function eventCells(numbered: NumberedEvent): readonly Cell[] {
  const { type, at, weight } = numbered;
  switch (type) {
    case "said":
    case "saidLines": {
      const { first, count, from } = numbered;
      const said = type === "said"
        ? [toBlob(numbered.ids), toBlob(numbered.texts)]
        : [null, toBlob(numbered.lines)];
      return [first, count, type, from.id, from.name, at, weight, ...said, null];
    }
    case "happened":
      return [
        numbered.seq,
        1,
        type,
        null,
        null,
        at,
        weight,
        null,
        null,
        JSON.stringify(numbered.event),
      ];
    default:
      assertNever(numbered);
  }
}

/** Reads an entry. */
export function entryOf(row: Row): SavedEntry {
  // Safe, as all casts here: `entryCells` wrote the row, and the file's checks admit no other.
  const waitsFor = JSON.parse(String(row.waits_for)) as readonly string[];
  return { event: eventOf(row), waitsFor };
}

function eventOf(row: Row): NumberedEvent {
  const at = Number(row.at);
  const weight = Number(row.weight);
  const first = Number(row.first);
  if (row.kind === "happened") {
    const event = JSON.parse(String(row.event)) as Happened["event"];
    return { type: "happened", event, seq: first, at, weight };
  }
  const from = { id: String(row.sender_id), name: String(row.sender_name) };
  const said = { from, at, first, count: Number(row.count), weight };
  const body = fromBlob(row.body);
  return row.kind === "said"
    ? {
      type: "said",
      ...said,
      ids: fromBlob(row.ids) as TextBatch,
      texts: body as TextBatch,
    } satisfies SaidTexts
    : { type: "saidLines", ...said, lines: body } satisfies SaidLines;
}

/** Reads a seat. */
export function seatOf(row: Row): SavedSeat {
  // Names and hashes were checked before they were written.
  return {
    member: String(row.member),
    name: String(row.name) as SavedSeat["name"],
    token: String(row.token) as SavedSeat["token"],
  };
}

/** Reads answers. */
export function answersOf(row: Row): SavedAnswers {
  return {
    member: String(row.member),
    ids: fromBlob(row.ids) as TextBatch,
    count: Number(row.count),
    first: Number(row.first),
    at: Number(row.at),
    to: Number(row.seats),
  };
}

function fromBlob(blob: unknown): string {
  if (!(blob instanceof Uint8Array)) throw new TypeError("Cannot read a text: the row has none");
  return decoder.decode(blob);
}
