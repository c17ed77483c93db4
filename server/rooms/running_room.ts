/**
 * A room that runs: its actor, its supervisor, and the state that outlives a crash. It does not
 * know the other rooms.
 *
 * @module
 */

import type { RoomName } from "../../actors/messages/events.ts";
import type { JournalMessage, RoomMessage, RoomsMessage } from "../../actors/messages/room.ts";
import type { SavedRoom } from "../../actors/messages/room_snapshot.ts";
import type { StoreMessage } from "../../actors/messages/store.ts";
import { restoreRoom } from "../../actors/room/persistence/snapshot_diff.ts";
import { firstEffects, roomTransition } from "../../actors/room/room.ts";
import { emptyRoom, type RoomConfig, type RoomState } from "../../actors/room/room_state.ts";
import type { Address, ExitReason } from "../../actors/runtime/actor.ts";
import type { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { type StateCell, stateMachine } from "../../actors/runtime/state_machine.ts";
import { Supervisor } from "../../actors/runtime/supervisor.ts";
import type { Report } from "../log.ts";

/** What every room of a server needs. */
export interface RoomsSettings {
  readonly system: ActorSystem;
  readonly capacity: number;
  /** Milliseconds for which a lost client's seat is kept. */
  readonly seatHold: number;
  /** Saves rooms, and has those of an earlier server; `null`: nothing is saved. */
  readonly store: Address<StoreMessage> | null;
  readonly journal: Address<JournalMessage> | null;
  readonly report: Report;
}

/** A room that runs. */
export interface RunningRoom {
  readonly address: Address<RoomMessage>;
  readonly supervisor: Supervisor;
  /** Outlives a crash: a room that is started again goes on from its last good state. */
  readonly cell: StateCell<RoomState>;
  /** Joins that were passed on to it. */
  joins: number;
}

/** What one room is started with. */
export interface RoomStart {
  /** Never an earlier room's: the store may still answer that one. */
  readonly id: string;
  readonly name: RoomName;
  /** What was saved of it. */
  readonly saved: SavedRoom | undefined;
  readonly registry: Address<RoomsMessage>;
  readonly exited: (reason: ExitReason) => void;
}

/**
 * Messages in a room's mailbox. The room runs on the thread that fills the mailbox, so it is empty
 * after each turn. A turn brings at most what was read ahead from the room's clients, in the
 * smallest frames.
 */
const ROOM_MAILBOX = 1_048_576;

/**
 * Restarts of a room within {@linkcode ROOM_PERIOD} milliseconds. A fault that comes back more
 * often stays.
 */
const ROOM_INTENSITY = 5;
const ROOM_PERIOD = 10_000;

/** Starts a room under a supervisor of its own. */
export function startRoom(
  { id, name, saved, registry, exited }: RoomStart,
  { system, capacity, seatHold, store, journal, report }: RoomsSettings,
): RunningRoom {
  const { clock } = system;
  const self = system.address<RoomMessage>(id);
  const config: RoomConfig = { name, capacity, seatHold, self, rooms: registry, store, journal };
  const cell: StateCell<RoomState> = {
    state: saved === undefined ? emptyRoom(config) : restoreRoom(saved, config, clock.now()),
  };
  const supervisor = new Supervisor({
    clock,
    intensity: ROOM_INTENSITY,
    period: ROOM_PERIOD,
    stop: "in reverse",
    childExited(_, reason) {
      if (reason.type !== "crashed") return;
      report({ type: "broken", what: `room:${name}`, error: reason.error });
      // The joins in its mailbox are lost with it.
      room.joins = cell.state.joins;
    },
    exited,
  });
  const room: RunningRoom = { address: self, supervisor, cell, joins: 0 };
  supervisor.start({
    id,
    restart: "transient",
    shutdown: 0,
    start: (exited) => {
      const start = stateMachine(cell, roomTransition, firstEffects(cell.state, clock.now()));
      return system.spawn(id, start, { mailbox: ROOM_MAILBOX, exited });
    },
  });
  return room;
}
