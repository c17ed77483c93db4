/**
 * The rooms' directory: starts a room when somebody first asks for it, finds it for the others, and lets it go when it
 * is empty. What happens in a room it does not know.
 *
 * @module
 */

import type { RoomName } from "../../actors/messages/events.ts";
import type { FromOperator } from "../../actors/messages/operator.ts";
import type { JournalMessage, RoomMessage, RoomsMessage } from "../../actors/messages/room.ts";
import type { StoreMessage } from "../../actors/messages/store.ts";
import { restoreRoom } from "../../actors/room/persistence/snapshot_diff.ts";
import { AHEAD, emptyRoom, type RoomConfig, type RoomState } from "../../actors/room/room_state.ts";
import { firstEffects, roomTransition } from "../../actors/room/room.ts";
import { isTaken } from "../../actors/room/seats.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type {
  ActorContext,
  Address,
  Behavior,
  ExitReason,
  Start,
} from "../../actors/runtime/actor.ts";
import { type StateCell, stateMachine } from "../../actors/runtime/state_machine.ts";
import { Supervisor } from "../../actors/runtime/supervisor.ts";
import type { ActorSystem } from "../../actors/runtime/actor_system.ts";
import type { SavedRoom } from "../../actors/messages/room_snapshot.ts";
import type { Report } from "../log.ts";

/** What the directory needs. */
export interface RoomsSettings {
  readonly system: ActorSystem;
  readonly capacity: number;
  /** Milliseconds for which a lost client's seat is kept. */
  readonly seatHold: number;
  /** Where the rooms of an earlier server are, and where these are kept; `null`: nowhere. */
  readonly store: Address<StoreMessage> | null;
  readonly journal: Address<JournalMessage> | null;
  readonly report: Report;
}

/** A room that runs. */
interface Entry {
  readonly address: Address<RoomMessage>;
  readonly supervisor: Supervisor;
  /** Outlives a crash: a room that is started again goes on from its last good state. */
  readonly cell: StateCell<RoomState>;
  /** Joins that were passed on to it. */
  joins: number;
}

/**
 * Messages a room's mailbox holds. The room runs on the thread that fills it, so it is empty after each turn; a turn
 * brings at most what was read ahead from its clients, 33,000 of the smallest frames each (a `read` has 24 bytes).
 */
const ROOM_MAILBOX = 1_048_576;

/**
 * Rooms at once. A room whose clients are all lost stands until their seats' time is over, so that there may be more of
 * them than clients: an empty one takes 2 KB, and ten thousand pairs are more than one machine carries.
 */
const MAX_ROOMS = 16_384;

/** Restarts of one room within {@linkcode ROOM_PERIOD}: a fault that comes back at once is no passing one. */
const ROOM_INTENSITY = 5;

/** Milliseconds. */
const ROOM_PERIOD = 10_000;

/** Brings the directory to life. */
export function startRooms(settings: RoomsSettings): Start<RoomsMessage> {
  return (context) => new Rooms(settings, context);
}

type Join = Extract<RoomsMessage, { type: "join" }>;
type CancelJoin = Extract<RoomsMessage, { type: "cancelJoin" }>;

class Rooms implements Behavior<RoomsMessage> {
  readonly #settings: RoomsSettings;
  readonly #context: ActorContext<RoomsMessage>;
  readonly #rooms = new Map<RoomName, Entry>();
  /**
   * What was asked before it was known which seats were kept: one `join` for each connection at most, and of the host no
   * more than it may have waiting (`MAX_WISHES`); `null` once it is known.
   */
  #early: (Join | CancelJoin | FromOperator)[] | null;
  #opened = 0;
  #stopping = false;
  #failed = false;

  constructor(settings: RoomsSettings, context: ActorContext<RoomsMessage>) {
    this.#settings = settings;
    this.#context = context;
    this.#early = settings.store === null ? null : [];
    this.#load();
  }

  receive(message: RoomsMessage): void {
    switch (message.type) {
      case "join":
        return this.#join(message);
      case "cancelJoin":
        return this.#cancelJoin(message);
      case "vacant": {
        const entry = this.#rooms.get(message.room);
        // Somebody may be on the way who was told of this room before it said that it is empty. It is ended at once,
        // not asked to stop: nobody must be sent to a room that is about to go.
        if (entry?.joins === message.joins) entry.supervisor.kill();
        return;
      }
      case "loaded":
        return this.#loaded(message.rooms);
      case "storeRestarted":
        return this.#saveAnew();
      case "fromOperator":
        return this.#passOn(message);
      default:
        assertNever(message);
    }
  }

  stop(): void {
    this.#stopping = true;
    this.#loaded([]);
    for (const { supervisor } of [...this.#rooms.values()]) supervisor.stop();
    if (this.#rooms.size === 0) this.#context.exit();
  }

  ended(reason: ExitReason): void {
    this.#failed = reason.type === "crashed";
    for (const { supervisor } of [...this.#rooms.values()]) supervisor.kill();
  }

  #join(join: Join): void {
    const { room, request } = join;
    if (this.#stopping) {
      return this.#context.send(request.replyTo, { type: "refused", reason: "stopping" });
    }
    if (this.#early !== null) {
      this.#early.push(join);
      return;
    }
    if (!this.#rooms.has(room) && this.#rooms.size >= MAX_ROOMS) {
      return this.#context.send(request.replyTo, { type: "refused", reason: "room_full" });
    }
    const entry = this.#rooms.get(room) ?? this.#open(room);
    entry.joins++;
    this.#context.send(entry.address, { type: "join", request });
  }

  #cancelJoin(cancelled: CancelJoin): void {
    if (this.#early !== null) {
      this.#early.push(cancelled);
      return;
    }
    const entry = this.#rooms.get(cancelled.room);
    if (entry === undefined) return;
    this.#context.send(entry.address, { type: "cancelJoin", session: cancelled.session });
  }

  #load(): void {
    const { store } = this.#settings;
    if (store === null || this.#early === null) return;
    this.#context.send(store, {
      type: "load",
      ahead: AHEAD,
      replyTo: this.#context.self.address,
    });
  }

  #loaded(saved: readonly SavedRoom[]): void {
    // Once: a store that died may have answered before it did.
    if (this.#early === null) return;
    const early = this.#early;
    this.#early = null;
    for (const room of saved) this.#open(room.name, room);
    for (const message of early) this.receive(message);
  }

  #passOn(message: FromOperator): void {
    if (this.#early !== null) {
      this.#early.push(message);
      return;
    }
    const { question, replyTo } = message;
    // First, so that it is there before their answers are.
    this.#context.send(replyTo, { type: "asked", question, rooms: this.#rooms.size });
    for (const { address } of this.#rooms.values()) this.#context.send(address, message);
  }

  #saveAnew(): void {
    const { store } = this.#settings;
    if (store === null) return;
    if (this.#early !== null) return this.#load();
    this.#context.send(store, { type: "retain", rooms: [...this.#rooms.keys()] });
    for (const { address } of this.#rooms.values()) {
      this.#context.send(address, { type: "saveAnew" });
    }
  }

  #forget(room: RoomName, { address: replyTo }: Entry): void {
    const { store } = this.#settings;
    if (store === null) return;
    this.#context.send(store, {
      type: "save",
      room,
      changes: [{ type: "cleared" }],
      upTo: 0,
      replyTo,
    });
  }

  /** @param saved What it was, if it was there before. */
  #open(name: RoomName, saved?: SavedRoom): Entry {
    const { system, capacity, seatHold, store, journal, report } = this.#settings;
    const { clock } = this.#context;
    // Never an earlier room's: the store may still have something to tell that one.
    const id = `room${++this.#opened}:${name}`;
    const self = system.address<RoomMessage>(id);
    const rooms = this.#context.self.address;
    const config: RoomConfig = { name, capacity, seatHold, self, rooms, store, journal };
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
        // Joins that waited in its mailbox are lost with it.
        entry.joins = cell.state.joins;
      },
      exited: (reason) => this.#closed(name, reason.type === "crashed" || this.#failed),
    });
    const entry: Entry = { address: self, supervisor, cell, joins: 0 };
    this.#rooms.set(name, entry);
    supervisor.start({
      id,
      restart: "transient",
      shutdown: 0,
      start: (exited) => {
        const start = stateMachine(cell, roomTransition, firstEffects(cell.state, clock.now()));
        return system.spawn(id, start, { mailbox: ROOM_MAILBOX, exited });
      },
    });
    return entry;
  }

  #closed(name: RoomName, failed: boolean): void {
    const entry = this.#rooms.get(name);
    this.#rooms.delete(name);
    if (failed) {
      for (const { place } of entry?.cell.state.seats.filter(isTaken) ?? []) {
        this.#context.send(place.mailbox, { type: "closed", reason: "failed" });
      }
      // What is wrong with it for good is not to come back with what is kept of it.
      if (entry !== undefined && !this.#failed) this.#forget(name, entry);
    }
    if (this.#stopping && this.#rooms.size === 0) this.#context.exit();
  }
}
