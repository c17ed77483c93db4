/**
 * What is said in a room: numbers, answers, receipts.
 *
 * @module
 */

import { type Column, fromColumn, toColumn } from "../column.ts";
import type { RoomMessage } from "../messages.ts";
import { send } from "../runtime/machine.ts";
import { type Answer, answerTo, remember } from "./answers.ts";
import { acknowledge, awaitReceipt } from "./receipts.ts";
import { others, type RoomEffect, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { identityOf, isTaken, type Seat, type TakenSeat } from "./seats.ts";
import { FRAME_WEIGHT, tellOthers } from "./telling.ts";

type Say = Extract<RoomMessage, { type: "say" }>;
type SayLines = Extract<RoomMessage, { type: "sayLines" }>;

/**
 * Numbers what is said, answers who said it, and tells the others. Ids that were answered before get the same answer
 * and go to nobody.
 */
export function say(state: RoomState, seat: TakenSeat, said: Say, now: number): RoomStep {
  const listeners = others(state, seat).filter(isTaken).map(({ id }) => id);
  const answer = { at: now, to: listeners.length };
  const first = state.seq + 1;
  const { answers, fresh, again } = answerAll(seat, said, { seq: first, ...answer });
  if (answers.size === 0) return { state, effects: again };

  const { ids, texts, count } = fresh;
  const last = state.seq + count;
  const receipts = awaitReceipt(state.receipts, {
    sender: seat.id,
    first,
    last,
    waitsFor: listeners,
  });
  const answered = { ...seat, answers: remember(seat.answers, answers) };
  const next = withSeat({ ...state, seq: last, receipts }, answered);
  const weight = weigh(texts, count);
  const from = identityOf(seat);
  const step = tellOthers(next, answered, {
    type: "said",
    from,
    at: now,
    first,
    count,
    ids,
    texts,
    weight,
  });
  const accepted = accept(seat, ids, { seq: first, ...answer });
  const shown = show(state, seat, () => fromColumn(texts).map((text) => `${seat.name}: ${text}`));
  return { state: step.state, effects: [accepted, ...again, ...step.effects, ...shown] };
}

/** The same for lines, which have no ids and whose names, if they have any, are in them. */
export function sayLines(state: RoomState, seat: TakenSeat, said: SayLines, now: number): RoomStep {
  const { lines, count } = said;
  const first = state.seq + 1;
  const weight = weigh(lines, count);
  const from = identityOf(seat);
  const next = { ...state, seq: state.seq + count };
  const step = tellOthers(next, seat, {
    type: "saidLines",
    from,
    at: now,
    first,
    count,
    lines,
    weight,
  });
  const shown = show(state, seat, () => lines.trimEnd().split("\n"));
  return { state: step.state, effects: [...step.effects, ...shown] };
}

/** What of this is said for the first time, with the answers it gets from `first` on; and the answers to the rest. */
function answerAll(seat: TakenSeat, { ids, texts, count }: Say, first: Answer) {
  const answers = new Map<string, Answer>();
  const again: RoomEffect[] = [];
  const all = fromColumn(ids);
  for (const id of all) {
    const known = answerTo(seat.answers, id) ?? answers.get(id);
    if (known !== undefined) again.push(accept(seat, toColumn([id]), known));
    else answers.set(id, { ...first, seq: first.seq + answers.size });
  }
  if (again.length === 0 || answers.size === 0) {
    return { answers, again, fresh: { ids, texts, count } };
  }

  const freshIds = [...answers.keys()];
  const said = fromColumn(texts);
  // An id that comes twice in one batch counts where it came first.
  const freshTexts = freshIds.map((id) => said[all.indexOf(id)] ?? "");
  const fresh = { ids: toColumn(freshIds), texts: toColumn(freshTexts), count: answers.size };
  return { answers, again, fresh };
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

function weigh(texts: string, count: number): number {
  return texts.length + count * FRAME_WEIGHT;
}
