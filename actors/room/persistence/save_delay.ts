/**
 * What people say and have within a few milliseconds, gathered so that the store is sent it together. It must not know what
 * is sent.
 *
 * @module
 */

import type { RoomMessage } from "../../messages/messages.ts";
import type { SavedAnswers } from "../../messages/room_snapshot.ts";
import { added } from "../chunked_list.ts";
import type { RoomEffect, RoomState, RoomStep, Saving } from "../room_state.ts";
import type { Seat } from "../seats.ts";

/**
 * Milliseconds from what somebody says to the `save` of it, and of what else is said and had till then: to find out what has changed
 * takes longer than to say something, and a text that is had within them, as it is where both are there, is never written to any
 * disk. Nobody sees a tick that comes so much later. Where nobody says what he has, there is nothing to wait for: then it is the
 * time between two `save`s.
 */
export const GATHER = 5;

/** What people do all the time. All else is saved at once, and what was gathered with it. */
const GATHERED: ReadonlySet<RoomMessage["type"]> = new Set<RoomMessage["type"]>([
  "say",
  "sayLines",
  "ack",
  "read",
  "typing",
  "taken",
]);

/** A step that waits to be saved, or has nothing to be saved; `null`: what has changed is to be sent now. */
export function gather(step: RoomStep, { type }: RoomMessage, now: number): RoomStep | null {
  if (!GATHERED.has(type)) return null;
  const { state, effects } = step;
  const { saving } = state;
  if (saving.gathering || !hasNews(state)) return step;
  const ms = state.seats.some(({ acks }) => acks) ? GATHER : saving.at + GATHER - now;
  // A clock may be set back.
  if (ms <= 0 || ms > GATHER) return null;
  return {
    state: { ...state, saving: { ...saving, gathering: true } },
    effects: [...effects, gatherFor(ms)],
  };
}

/** It was gathered for long enough. */
export function gathered(state: RoomState): RoomState {
  return { ...state, saving: { ...state.saving, gathering: false } };
}

/** Where something waits to be saved: that is not to be for ever. */
export function awaitMore({ saving: { gathering } }: RoomState): readonly RoomEffect[] {
  return gathering ? [gatherFor(GATHER)] : [];
}

/** Notes what a seat was answered, for the next `save`: until then, all may have what it is the answer to. */
export function noteAnswers(
  { config, saving }: RoomState,
  { id, returns }: Seat,
  answers: Omit<SavedAnswers, "member">,
): Saving {
  // What nobody heard may be said again.
  if (config.store === null || !returns || answers.to === 0) return saving;
  // When all of the room is sent again, all answers are.
  if (saving.anew !== null && saving.anew.save === null) return saving;
  return { ...saving, answered: added(saving.answered, { member: id, ...answers }) };
}

/**
 * Whether there is anything to be sent; not if all of the room will be sent again. What is gathered changes nothing else that
 * outlives the server.
 */
function hasNews({ saving: { base, anew }, kept, seq }: RoomState): boolean {
  return anew === null && (base.kept !== kept || base.seq !== seq);
}

function gatherFor(ms: number): RoomEffect {
  return { type: "after", timer: "gather", ms, message: { type: "saveGathered" } };
}
