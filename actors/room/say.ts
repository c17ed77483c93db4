/**
 * Applies `say` and `sayLines`: numbers the texts, sends them to the others, and answers the
 * sender.
 *
 * @module
 */

import { fromTextBatch, type TextBatch, toTextBatch } from "../encoding/text_batch.ts";
import type { RoomMessage } from "../messages/room.ts";
import { countLines } from "../encoding/line_count.ts";
import { formatPlainLines } from "../protocol/plain_text.ts";
import { send } from "../runtime/state_machine.ts";
import { type Answer, answerAll } from "./answered_ids.ts";
import { isPending, putOff } from "./unconfirmed.ts";
import {
  concat,
  others,
  type RoomEffect,
  type RoomState,
  type RoomStep,
  withSeat,
} from "./room_state.ts";
import { identityOf, type Seat, type TakenSeat } from "./seats.ts";
import { publish } from "./broadcast.ts";
import { FRAME_WEIGHT } from "./flow_control.ts";

type Say = Extract<RoomMessage, { type: "say" }>;
type SayLines = Extract<RoomMessage, { type: "sayLines" }>;

/**
 * Numbers texts and sends them to the others. The sender gets `accepted` once the texts are safe:
 * at once, unless a recipient's seat outlives the server. Ids that were answered before get the
 * same answer, and their texts are sent to no one.
 */
export function say(state: RoomState, seat: TakenSeat, said: Say, now: number): RoomStep {
  const listeners = others(state, seat);
  const first = state.seq + 1;
  const next: Answer = { seq: first, at: now, to: listeners.length };
  const { answers, fresh, repeats } = answerAll(seat.answers, said.ids, next);
  const { ids, texts, count, bytes } = fresh === null ? said : only(fresh, said);
  if (count === 0) return { state, effects: acceptAgain(state, seat, repeats) };

  const waits = state.config.store !== null && listeners.some(({ returns }) => returns);
  const names = (countLines(texts) + count) * (seat.name.length + 2);
  const weight = bytes + names + count * FRAME_WEIGHT;
  const numbered = withSeat({
    ...state,
    seq: state.seq + count,
    pending: waits
      ? putOff(state.pending, { sender: seat.id, ids, count, weight, answer: next })
      : state.pending,
  }, { ...seat, answers });
  const about = { from: identityOf(seat), at: now, first, count, weight };
  const step = publish(numbered, listeners, { type: "said", ids, texts, ...about });
  // An id may repeat one of this batch. It then waits as that one does.
  const again = acceptAgain(numbered, seat, repeats);
  const accepted = waits ? again : [accept(seat, ids, next), ...again];
  const told = concat(step.effects, show(state, seat, texts, linesOfTexts));
  return { state: step.state, effects: concat(accepted, told) };
}

/** The same for a plain client's lines. They have no ids, and any name is part of the line. */
export function sayLines(state: RoomState, seat: TakenSeat, said: SayLines, now: number): RoomStep {
  const { lines, count, bytes } = said;
  const weight = bytes + count * FRAME_WEIGHT;
  const about = { from: identityOf(seat), at: now, first: state.seq + 1, count, weight };
  const numbered = { ...state, seq: state.seq + count };
  const step = publish(numbered, others(numbered, seat), { type: "saidLines", lines, ...about });
  const shown = show(state, seat, lines, linesAsTheyCame);
  return { state: step.state, effects: concat(step.effects, shown) };
}

function only(
  places: readonly number[],
  { ids, texts, count, bytes }: Say,
): Pick<Say, "ids" | "texts" | "count" | "bytes"> {
  const pick = (column: TextBatch) => {
    const all = fromTextBatch(column);
    return toTextBatch(places.map((place) => all[place] ?? ""));
  };
  // Repeats are rare, so an estimate of the length is good enough.
  const share = Math.ceil(bytes * places.length / count);
  return { ids: pick(ids), texts: pick(texts), count: places.length, bytes: share };
}

/** Repeats earlier answers, except for texts that still wait to be accepted. */
function acceptAgain(
  { pending }: RoomState,
  seat: TakenSeat,
  repeats: ReturnType<typeof answerAll>["repeats"],
): readonly RoomEffect[] {
  if (repeats.length === 0) return [];
  return repeats
    .filter(([, answer]) => !isPending(pending, seat.id, answer))
    .map(([id, answer]) => accept(seat, toTextBatch([id]), answer));
}

function accept(seat: TakenSeat, ids: TextBatch, { seq, at, to }: Answer): RoomEffect {
  return send(seat.place.mailbox, { type: "accepted", ids, first: seq, at, to });
}

/** Shows the operator what people say, if the operator asked for it. */
function show<T extends string>(
  { config }: RoomState,
  seat: Seat,
  said: T,
  linesOf: (said: T, seat: Seat) => readonly string[],
): readonly RoomEffect[] {
  if (config.journal === null) return [];
  const texts = linesOf(said, seat);
  return [send(config.journal, { type: "said", address: seat.address, texts })];
}

function linesOfTexts(texts: TextBatch, { name }: Seat): readonly string[] {
  return fromTextBatch(texts).flatMap((text) => formatPlainLines(name, text));
}

function linesAsTheyCame(lines: string): readonly string[] {
  return lines.slice(0, -1).split("\n");
}
