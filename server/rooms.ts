/**
 * The rooms' directory: starts a room when somebody first asks for it, finds it for the others, and lets it go when it
 * is empty. What happens in a room it does not know.
 *
 * @module
 */

import type { JournalMessage, RoomMessage, RoomName, RoomsMessage } from "../actors/messages.ts";
import { emptyRoom, type RoomState } from "../actors/room/room_state.ts";
import { roomTransition } from "../actors/room/room.ts";
import { isTaken } from "../actors/room/seats.ts";
import {
  type ActorContext,
  type Address,
  assertNever,
  type Behavior,
  type ExitReason,
  type Start,
} from "../actors/runtime/actor.ts";
import { machine, type StateCell } from "../actors/runtime/machine.ts";
import { Supervisor } from "../actors/runtime/supervision.ts";
import type { ActorSystem } from "../actors/runtime/system.ts";
import type { Report } from "./log.ts";

/** What the directory needs. */
export interface RoomsSettings {
  readonly system: ActorSystem;
  readonly capacity: number;
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

/** Restarts of one room within {@linkcode ROOM_PERIOD}: a fault that comes back at once is no passing one. */
const ROOM_INTENSITY = 5;

/** Milliseconds. */
const ROOM_PERIOD = 10_000;

/** Brings the directory to life. */
export function startRooms(settings: RoomsSettings): Start<RoomsMessage> {
  return (context) => new Rooms(settings, context);
}

class Rooms implements Behavior<RoomsMessage> {
  readonly #settings: RoomsSettings;
  readonly #context: ActorContext<RoomsMessage>;
  readonly #rooms = new Map<RoomName, Entry>();
  #stopping = false;
  #failed = false;

  constructor(settings: RoomsSettings, context: ActorContext<RoomsMessage>) {
    this.#settings = settings;
    this.#context = context;
  }

  receive(message: RoomsMessage): void {
    switch (message.type) {
      case "join": {
        const { room, request } = message;
        if (this.#stopping) {
          return this.#context.send(request.replyTo, { type: "refused", reason: "stopping" });
        }
        const entry = this.#rooms.get(room) ?? this.#open(room);
        entry.joins++;
        return this.#context.send(entry.address, { type: "join", request });
      }
      case "vacant": {
        const entry = this.#rooms.get(message.room);
        // Somebody may be on the way who was told of this room before it said that it is empty. It is ended at once,
        // not asked to stop: nobody must be sent to a room that is about to go.
        if (entry?.joins === message.joins) entry.supervisor.kill();
        return;
      }
      default:
        assertNever(message);
    }
  }

  stop(): void {
    this.#stopping = true;
    for (const { supervisor } of [...this.#rooms.values()]) supervisor.stop();
    if (this.#rooms.size === 0) this.#context.exit();
  }

  ended(reason: ExitReason): void {
    this.#failed = reason.type === "crashed";
    for (const { supervisor } of [...this.#rooms.values()]) supervisor.kill();
  }

  #open(name: RoomName): Entry {
    const { system, capacity, journal, report } = this.#settings;
    const id = `room:${name}`;
    const self = system.address<RoomMessage>(id);
    const rooms = this.#context.self.address;
    const cell = { state: emptyRoom({ name, capacity, self, rooms, journal }) };
    const supervisor = new Supervisor({
      clock: this.#context.clock,
      intensity: ROOM_INTENSITY,
      period: ROOM_PERIOD,
      stop: "in reverse",
      childExited(_, reason) {
        if (reason.type !== "crashed") return;
        report({ type: "broken", what: id, error: reason.error });
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
      start: (exited) =>
        system.spawn(id, machine(cell, roomTransition), { mailbox: ROOM_MAILBOX, exited }),
    });
    return entry;
  }

  #closed(name: RoomName, failed: boolean): void {
    const entry = this.#rooms.get(name);
    this.#rooms.delete(name);
    if (failed) {
      for (const { mailbox } of entry?.cell.state.seats.filter(isTaken) ?? []) {
        this.#context.send(mailbox, { type: "closed", reason: "failed" });
      }
    }
    if (this.#stopping && this.#rooms.size === 0) this.#context.exit();
  }
}
