/**
 * How a room outlives the server. After each step the room sends the store what changed, and
 * accepts a text once the store has it. After a failure the room sends all of itself, until the
 * store has it.
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

/** Milliseconds until the room tries a failed store again. A full disk is seldom freed sooner. */
const SAVE_AGAIN = 1_000;

/**
 * Sends the store what changed since the last `save`. The store waits for more before it commits.
 */
export function save(step: RoomStep): RoomStep {
  const { state } = step;
  const { saving } = state;
  if (state.config.store === null || isSaved(state)) return step;
  // The room will send all of itself, unless it has ended.
  if (saving.anew !== null && state.seats.length > 0) return step;
  const changes = changesBetween(saving.base, state);
  // Texts that wait to be accepted need an answer, even if no one is left to get them.
  if (changes.length === 0 && state.pending.every(({ save }) => save !== null)) return step;
  return sendChanges(step, changes);
}

/** Sends the store the whole room, since the store may lack any of it. */
export function saveWhole(state: RoomState): RoomStep {
  if (state.config.store === null) return { state, effects: [] };
  const save = state.saving.last + 1;
  const anew: RoomState = { ...state, saving: { ...state.saving, anew: { save } } };
  return sendChanges({ state: anew, effects: [] }, wholeOf(state));
}

/** After a failure of the store, sets the timer for the next attempt. */
export function awaitStore({ saving: { anew } }: RoomState): readonly RoomEffect[] {
  if (anew === null || anew.save !== null) return [];
  return [{ type: "after", timer: "save", ms: SAVE_AGAIN, message: { type: "saveAgain" } }];
}

/** Handles the store's answer. */
export function stored(state: RoomState, { type, upTo }: StoreReply): RoomStep {
  const { saving } = state;
  const { anew } = saving;
  const answersWhole = anew !== null && anew.save !== null && upTo >= anew.save;
  if (type === "unstored") {
    const warned = warn(state, upTo);
    // This answers an older save. The answer to the whole room is still to come.
    if (anew !== null && !answersWhole && anew.save !== null) return warned;
    const behind: RoomState = {
      ...warned.state,
      saving: { ...saving, anew: { save: null } },
    };
    // Some texts need the store no longer, so their senders may go on.
    const settled = followed(acceptDelivered(behind), settleFlow);
    return {
      state: settled.state,
      effects: [...warned.effects, ...settled.effects, ...awaitStore(behind)],
    };
  }
  // A change is of no use without the one before it, which failed.
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

/** While the store fails, accepts the texts that all recipients have. */
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

/** Warns each sender once that a text is not safe. */
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
