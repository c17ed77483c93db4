/**
 * The room registry: it starts a room on the first request, finds it for later ones, and ends it
 * when its last seat is free. It does not know what happens in a room.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { RoomName } from "../../actors/messages/events.ts";
import type { FromOperator } from "../../actors/messages/operator.ts";
import type { RoomsMessage } from "../../actors/messages/room.ts";
import type { SavedRoom } from "../../actors/messages/room_snapshot.ts";
import { AHEAD } from "../../actors/room/room_state.ts";
import { isTaken } from "../../actors/room/seats.ts";
import type { ActorContext, Behavior, ExitReason, Start } from "../../actors/runtime/actor.ts";
import { type RoomsSettings, type RunningRoom, startRoom } from "./running_room.ts";

/**
 * Rooms at once. A room whose clients are all lost lasts as long as their seats are held, so there
 * can be more rooms than clients. An empty room is small, and this many pairs are more than one
 * machine carries.
 */
const MAX_ROOMS = 16_384;

/** Starts the registry. */
export function startRooms(settings: RoomsSettings): Start<RoomsMessage> {
  return (context) => new RoomRegistry(settings, context);
}

type Join = Extract<RoomsMessage, { type: "join" }>;
type CancelJoin = Extract<RoomsMessage, { type: "cancelJoin" }>;

class RoomRegistry implements Behavior<RoomsMessage> {
  readonly #settings: RoomsSettings;
  readonly #context: ActorContext<RoomsMessage>;
  readonly #rooms = new Map<RoomName, RunningRoom>();
  /**
   * Requests from before the store has answered: at most a join and its cancellation for each
   * connection, and `MAX_COMMANDS` of the operator. `null` once it has answered.
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
        const running = this.#rooms.get(message.room);
        // A join may be on its way to the room. If none is, the room is killed and not stopped: no
        // join may be passed on to a room that is about to end.
        if (running?.joins === message.joins) running.supervisor.kill();
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
    const running = this.#rooms.get(room) ?? this.#open(room);
    running.joins++;
    this.#context.send(running.address, { type: "join", request });
  }

  #cancelJoin(cancelled: CancelJoin): void {
    if (this.#early !== null) {
      this.#early.push(cancelled);
      return;
    }
    const running = this.#rooms.get(cancelled.room);
    if (running === undefined) return;
    this.#context.send(running.address, { type: "cancelJoin", session: cancelled.session });
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
    // A store that died may have answered before.
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
    // First, so that it arrives before the answers of the rooms.
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

  #forget(room: RoomName, { address: replyTo }: RunningRoom): void {
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

  #open(name: RoomName, saved?: SavedRoom): RunningRoom {
    const room = startRoom({
      id: `room${++this.#opened}:${name}`,
      name,
      saved,
      registry: this.#context.self.address,
      exited: (reason) => this.#closed(name, reason.type === "crashed" || this.#failed),
    }, this.#settings);
    this.#rooms.set(name, room);
    return room;
  }

  #closed(name: RoomName, failed: boolean): void {
    const running = this.#rooms.get(name);
    this.#rooms.delete(name);
    if (failed) {
      for (const { place } of running?.cell.state.seats.filter(isTaken) ?? []) {
        this.#context.send(place.mailbox, { type: "closed", reason: "failed" });
      }
      // Restored from the store, it would crash again.
      if (running !== undefined && !this.#failed) this.#forget(name, running);
    }
    if (this.#stopping && this.#rooms.size === 0) this.#context.exit();
  }
}
