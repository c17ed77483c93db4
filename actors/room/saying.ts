/**
 * What is said in a room: numbers, answers, receipts.
 *
 * @module
 */

import type { RoomMessage } from "../messages.ts";
import { send } from "../runtime/machine.ts";
import { type Answer, answerTo, remember } from "./answers.ts";
import { acknowledge, awaitReceipt } from "./receipts.ts";
import { others, type RoomEffect, type RoomState, type RoomStep, withSeat } from "./room_state.ts";
import { identityOf, isTaken, type TakenSeat } from "./seats.ts";
import { FRAME_WEIGHT, tellOthers } from "./telling.ts";

type Say = Pick<Extract<RoomMessage, { type: "say" }>, "ids" | "texts">;

/**
 * Numbers what is said, answers who said it, and tells the others. Ids that were answered before get the same answer
 * and go to nobody. A client without ids wants no answer.
 */
export function say(state: RoomState, seat: TakenSeat, batch: Say, now: number): RoomStep {
  if (batch.ids === null) return tell(state, seat, batch, now);

  const listeners = others(state, seat).filter(isTaken).map(({ id }) => id);
  const to = listeners.length;
  const first = state.seq + 1;
  const fresh = { ids: [] as string[], texts: [] as string[] };
  const answers = new Map<string, Answer>();
  const again: RoomEffect[] = [];
  batch.texts.forEach((text, i) => {
    const id = batch.ids?.[i] ?? "";
    const known = answerTo(seat.answers, id) ?? answers.get(id);
    if (known !== undefined) return again.push(accept(seat, [id], known));
    answers.set(id, { seq: first + answers.size, at: now, to });
    fresh.ids.push(id);
    fresh.texts.push(text);
  });
  if (answers.size === 0) return { state, effects: again };

  const last = state.seq + answers.size;
  const receipts = awaitReceipt(state.receipts, {
    sender: seat.id,
    first,
    last,
    waitsFor: listeners,
  });
  const answered = { ...seat, answers: remember(seat.answers, answers) };
  const step = tell(withSeat({ ...state, receipts }, answered), answered, fresh, now);
  const accepted = accept(seat, fresh.ids, { seq: first, at: now, to });
  return { state: step.state, effects: [accepted, ...again, ...step.effects] };
}

/** Numbers texts and passes them on. */
function tell(state: RoomState, seat: TakenSeat, { ids, texts }: Say, at: number): RoomStep {
  const first = state.seq + 1;
  const numbered = { ...state, seq: state.seq + texts.length };
  const from = identityOf(seat);
  const weight = weigh(texts);
  const step = tellOthers(numbered, seat, { type: "said", from, at, first, ids, texts, weight });
  const { journal } = state.config;
  if (journal === null) return step;
  // A plain client's line has the name in it, if it has one.
  const lines = ids === null ? texts : texts.map((text) => `${seat.name}: ${text}`);
  const shown = send(journal, { type: "said", address: seat.address, lines });
  return { state: step.state, effects: [...step.effects, shown] };
}

function accept(seat: TakenSeat, ids: readonly string[], { seq, at, to }: Answer): RoomEffect {
  return send(seat.mailbox, { type: "accepted", ids, first: seq, at, to });
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

function weigh(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, texts.length * FRAME_WEIGHT);
}
