/**
 * How a room outlives the server. After each step the room sends the store what changed, and accepts a text once the
 * store has it. A store that failed is sent the whole room, again and again.
 *
 * @module
 */

import { send } from "../../runtime/state_machine.ts";
import type { StoreReply } from "../../messages/store.ts";
import { changesBetween, wholeOf } from "./snapshot_diff.ts";
import { deliveredOf, partDelivered, partSaved, type Pending, sentWith } from "../unconfirmed.ts";
import { concat, followed, type RoomEffect, type RoomState, type RoomStep } from "../room_state.ts";
import { tellDelivered, tellMember } from "../broadcast.ts";
import { settleFlow } from "../flow_control.ts";

/** Milliseconds until a store that failed is tried again: a disk that was full is seldom empty sooner. */
const SAVE_AGAIN = 1_000;

/** Sends the store what changed since the last `save`. The store waits for more before it commits. */
export function save(step: RoomStep): RoomStep {
  const { state } = step;
  const { saving } = state;
  if (state.config.store === null || isSaved(state)) return step;
  // All of it will be sent again, unless this is the end of it.
  if (saving.anew !== null && state.seats.length > 0) return step;
  const changes = changesBetween(saving.base, state);
  // What waits to be accepted may be kept for nobody any more: the store's answer is what it waits for.
  if (changes.length === 0 && state.pending.every(({ save }) => save !== null)) return step;
  return sendChanges(step, changes);
}

/** Sends it the whole room: it may lack any of it. */
export function saveWhole(state: RoomState): RoomStep {
  if (state.config.store === null) return { state, effects: [] };
  const save = state.saving.last + 1;
  const anew: RoomState = { ...state, saving: { ...state.saving, anew: { save } } };
  return sendChanges({ state: anew, effects: [] }, wholeOf(state));
}

/** Where the store failed: it is tried again in a while. */
export function awaitStore({ saving: { anew } }: RoomState): readonly RoomEffect[] {
  if (anew === null || anew.save !== null) return [];
  return [{ type: "after", timer: "save", ms: SAVE_AGAIN, message: { type: "saveAgain" } }];
}

/** The store has answered. */
export function stored(state: RoomState, { type, upTo }: StoreReply): RoomStep {
  const { saving } = state;
  const { anew } = saving;
  const answersWhole = anew !== null && anew.save !== null && upTo >= anew.save;
  if (type === "unstored") {
    const warned = warn(state, upTo);
    // One that was sent before the whole room was: that has still to be answered.
    if (anew !== null && !answersWhole && anew.save !== null) return warned;
    const behind: RoomState = {
      ...warned.state,
      saving: { ...saving, anew: { save: null } },
    };
    // Who was held back until the store is well may go on with what needs it no more.
    const settled = followed(acceptDelivered(behind), settleFlow);
    return {
      state: settled.state,
      effects: [...warned.effects, ...settled.effects, ...awaitStore(behind)],
    };
  }
  // What was kept behind something that was not is worth nothing.
  if (anew !== null && !answersWhole) return { state, effects: [] };
  const { runs, left } = partSaved(state.pending, upTo);
  const { probe } = saving;
  const sounded = probe !== null && upTo >= probe.save ? { safe: probe.seq, probe: null } : {};
  const well: RoomState = {
    ...state,
    pending: left,
    saving: { ...saving, ...sounded, anew: null },
  };
  return followed(accept(well, runs), settleFlow);
}

/** Where the store fails: what all have is safe without it. */
export function acceptDelivered(state: RoomState): RoomStep {
  if (state.saving.anew === null) return { state, effects: [] };
  const { runs, left } = partDelivered(state.pending);
  return accept({ ...state, pending: left }, runs);
}

function accept(before: RoomState, runs: Pending): RoomStep {
  let state = before;
  let effects: readonly RoomEffect[] = [];
  for (const run of runs) {
    const { sender, ids, answer: { seq: first, at, to } } = run;
    const accepted = tellMember(state, sender, { type: "accepted", ids, first, at, to });
    const told = tellDelivered(state, deliveredOf(run));
    state = told.state;
    effects = concat(effects, concat(accepted, told.effects));
  }
  return { state, effects };
}

/** Tells those who said something that it is not safe, once. */
function warn(state: RoomState, upTo: number): RoomStep {
  const { runs } = partSaved(state.pending, upTo);
  const news = runs.filter(({ warned, answer, count, delivered }) =>
    !warned && delivered < answer.seq + count - 1
  );
  const pending = state.pending.map((run) => news.includes(run) ? { ...run, warned: true } : run);
  const effects = news.flatMap(({ sender, ids }) =>
    tellMember(state, sender, { type: "unsafe", ids })
  );
  return { state: { ...state, pending }, effects };
}

function sendChanges(
  { state, effects }: RoomStep,
  changes: ReturnType<typeof changesBetween>,
): RoomStep {
  const { config: { store, name, self }, saving, seq, members, seats, kept } = state;
  if (store === null) return { state, effects };
  const last = saving.last + 1;
  const saved: RoomState = {
    ...state,
    pending: sentWith(state.pending, last),
    saving: {
      ...saving,
      last,
      base: { seq, members, seats, kept },
      probe: saving.probe ?? { save: last, seq },
    },
  };
  const message = { type: "save", room: name, changes, upTo: last, replyTo: self } as const;
  return { state: saved, effects: [...effects, send(store, message)] };
}

function isSaved({ saving: { base }, kept, seats, seq, members }: RoomState): boolean {
  return base.kept === kept && base.seats === seats && base.seq === seq && base.members === members;
}
