/**
 * What is said in a room: numbers, answers, receipts.
 *
 * @module
 */

import { type Column, fromColumn, toColumn } from "../column.ts";
import type { RoomMessage } from "../messages.ts";
import { countLines } from "../protocol/lines.ts";
import { formatText } from "../protocol/plain.ts";
import { send } from "../runtime/machine.ts";
import type { Answer } from "./answer.ts";
import { answerAll } from "./answers.ts";
import { acknowledge, awaitReceipt } from "./receipts.ts";
import { others, type RoomEffect, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { identityOf, isTaken, type Seat, type TakenSeat } from "./seats.ts";
import { FRAME_WEIGHT, tellOthers } from "./telling.ts";

/** The most UTF-8 bytes behind one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

type Say = Extract<RoomMessage, { type: "say" }>;
type SayLines = Extract<RoomMessage, { type: "sayLines" }>;

/**
 * Numbers what is said, answers who said it, and tells the others. Ids that were answered before get the same answer
 * and go to nobody.
 */
export function say(state: RoomState, seat: TakenSeat, said: Say, now: number): RoomStep {
  const listeners = others(state, seat).filter(isTaken).map(({ id }) => id);
  const first = state.seq + 1;
  const next: Answer = { seq: first, at: now, to: listeners.length };
  const { answers, fresh, repeats } = answerAll(seat.answers, said.ids, next);
  const again = repeats.map(([id, answer]) => accept(seat, toColumn([id]), answer));
  const { ids, texts, count } = fresh === null ? said : only(fresh, said);
  if (count === 0) return { state, effects: again };

  const last = state.seq + count;
  const run = { sender: seat.id, first, last, waitsFor: listeners };
  const receipts = awaitReceipt(state.receipts, run);
  const answered = { ...seat, answers };
  const numbered = withSeat({ ...state, seq: last, receipts }, answered);
  const weight = weigh(texts, count, seat.name);
  const about = { from: identityOf(seat), at: now, first, count, weight };
  const step = tellOthers(numbered, answered, { type: "said", ids, texts, ...about });
  const lines = () => fromColumn(texts).flatMap((text) => formatText(seat.name, text));
  const shown = show(state, seat, lines);
  return {
    state: step.state,
    effects: [accept(seat, ids, next), ...again, ...step.effects, ...shown],
  };
}

/** The same for lines, which have no ids and whose names, if they have any, are in them. */
export function sayLines(state: RoomState, seat: TakenSeat, said: SayLines, now: number): RoomStep {
  const { lines, count } = said;
  const first = state.seq + 1;
  const weight = weigh(lines, count);
  const about = { from: identityOf(seat), at: now, first, count, weight };
  const numbered = { ...state, seq: state.seq + count };
  const step = tellOthers(numbered, seat, { type: "saidLines", lines, ...about });
  const shown = show(state, seat, () => lines.slice(0, -1).split("\n"));
  return { state: step.state, effects: [...step.effects, ...shown] };
}

function only(
  places: readonly number[],
  { ids, texts }: Say,
): Pick<Say, "ids" | "texts" | "count"> {
  const pick = (column: Column) => {
    const all = fromColumn(column);
    return toColumn(places.map((place) => all[place] ?? ""));
  };
  return { ids: pick(ids), texts: pick(texts), count: places.length };
}

function accept(seat: TakenSeat, ids: Column, { seq, at, to }: Answer): RoomEffect {
  return send(seat.mailbox, { type: "accepted", ids, first: seq, at, to });
}

/** Shows the host what is said, where the host has asked for it. */
function show(
  { config }: RoomState,
  seat: Seat,
  texts: () => readonly string[],
): readonly RoomEffect[] {
  if (config.journal === null) return [];
  return [send(config.journal, { type: "said", address: seat.address, texts: texts() })];
}

/** `seat` has all up to `seq`: whoever said it is told when nobody else is waited for. */
export function ack(state: RoomState, seat: TakenSeat, seq: number): RoomStep {
  const { receipts, delivered } = acknowledge(state.receipts, seat.id, seq);
  const effects = delivered.flatMap(({ sender, first, last }) => {
    const to = state.seats.find(({ id }) => id === sender);
    return to?.mailbox ? [send(to.mailbox, { type: "delivered", first, last })] : [];
  });
  return { state: { ...state, receipts }, effects };
}

/**
 * What texts come to on the wire, at most: three bytes for a letter, a frame's other parts for each text, and for a
 * plain client the name before each line.
 */
function weigh(texts: string, count: number, name = ""): number {
  const names = name === "" ? 0 : (countLines(texts) + count) * (name.length + 2);
  return (texts.length + names) * MAX_BYTES_PER_UNIT + count * FRAME_WEIGHT;
}
