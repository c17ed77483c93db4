/**
 * A server: the real greeter, connections, sessions and rooms. A model of the room registry joins
 * them, and links replace sockets. It can be killed.
 *
 * @module
 */

import type { RoomName, SessionId } from "../../../actors/messages/events.ts";
import { emptyGreeter, greeterTransition } from "../../../actors/greeter/greeter.ts";
import type { GreeterMessage } from "../../../actors/messages/connection.ts";
import type { RoomMessage, RoomsMessage } from "../../../actors/messages/room.ts";
import type { StoreMessage } from "../../../actors/messages/store.ts";
import { restoreRoom } from "../../../actors/room/persistence/snapshot_diff.ts";
import { firstEffects, roomTransition } from "../../../actors/room/room.ts";
import {
  AHEAD,
  emptyRoom,
  type RoomConfig,
  type RoomState,
} from "../../../actors/room/room_state.ts";
import type { Address } from "../../../actors/runtime/actor.ts";
import type { StateCell, Step } from "../../../actors/runtime/state_machine.ts";
import type { SavedRoom } from "../../../actors/messages/room_snapshot.ts";
import { TokenThrottle } from "../../../server/connection/token_throttle.ts";
import { addressOf } from "../fakes/addresses.ts";
import { PromiseConnection } from "./connection.ts";
import type { Link, LinkEnd } from "./link.ts";
import type { Disk } from "./disk.ts";
import type { Stage } from "./stage.ts";
import { PromiseStore } from "./store.ts";
import { Troupe } from "./troupe.ts";

/** Called for each step of a room. */
export type RoomWatch = (
  before: RoomState,
  message: RoomMessage,
  step: Step<RoomState, RoomMessage>,
) => void;

/** What a server is started with. */
export interface PromiseServerOptions {
  readonly stage: Stage;
  readonly disk: Disk;
  readonly seatHold: number;
  readonly watch: RoomWatch;
  /** Counts the runs, so that no session id and no token is given twice. */
  readonly run: number;
}

/** Joins a connection's end of a link with its client's. */
export type LinkTo = (connection: PromiseConnection, end: LinkEnd) => Link;

interface Room {
  readonly cell: StateCell<RoomState>;
  readonly address: Address<RoomMessage>;
  joins: number;
}

const GREETER = addressOf<GreeterMessage>("greeter");
const ROOMS = addressOf<RoomsMessage>("rooms");
const STORE = addressOf<StoreMessage>("store");

/** One run of the server. */
export class PromiseServer {
  readonly store: PromiseStore;
  readonly #options: PromiseServerOptions;
  readonly #troupe: Troupe;
  readonly #rooms = new Map<RoomName, Room>();
  readonly #tokenThrottle = new TokenThrottle();
  #early: Extract<RoomsMessage, { type: "join" | "cancelJoin" }>[] | null = [];
  #connections = 0;
  #opened = 0;

  constructor(options: PromiseServerOptions) {
    this.#options = options;
    const { stage, disk } = options;
    this.#troupe = new Troupe(stage);
    this.store = new PromiseStore(stage, this.#troupe, disk);
    this.#troupe.start(STORE, this.store.receive);
    this.#troupe.start<RoomsMessage>(ROOMS, (message) => this.#direct(message));
    this.#troupe.startMachine(GREETER, {
      cell: { state: emptyGreeter },
      transition: greeterTransition,
    });
    this.#troupe.send(STORE, { type: "load", ahead: AHEAD, replyTo: ROOMS });
  }

  /** Whether nothing is kept for any seat. */
  get isAtRest(): boolean {
    return this.store.isIdle &&
      [...this.#rooms.values()].every(({ cell: { state } }) =>
        state.pending.length === 0 && !state.seats.some(({ returns, owed }) => returns && owed > 0)
      );
  }

  /** Accepts a connection from a client. */
  accept(linkTo: LinkTo, host: string): void {
    const { stage, run } = this.#options;
    const id = `${run}.${++this.#connections}`;
    // The run and the connection make it unique.
    const session = id as SessionId;
    new PromiseConnection({
      stage,
      troupe: this.#troupe,
      id: session,
      greeter: GREETER,
      rooms: ROOMS,
      tokenThrottle: this.#tokenThrottle,
      ip: host,
      token: `token ${id}`,
    }, linkTo);
  }

  /** The store's worker dies and is restarted. */
  killStore(): void {
    this.store.restart();
    this.#troupe.send(ROOMS, { type: "storeRestarted" });
  }

  /** `kill -9`. */
  kill(): void {
    this.#troupe.kill();
    this.store.kill();
  }

  /** As in `server/rooms/room_registry.ts`. */
  #direct(message: RoomsMessage): void {
    switch (message.type) {
      case "join": {
        if (this.#early !== null) return void this.#early.push(message);
        const room = this.#rooms.get(message.room) ?? this.#open(message.room);
        room.joins++;
        return this.#troupe.send(room.address, { type: "join", request: message.request });
      }
      case "cancelJoin": {
        if (this.#early !== null) return void this.#early.push(message);
        const room = this.#rooms.get(message.room);
        if (room === undefined) return;
        const { session } = message;
        return this.#troupe.send(room.address, { type: "cancelJoin", session });
      }
      case "vacant": {
        const room = this.#rooms.get(message.room);
        if (room === undefined || room.joins !== message.joins) return;
        this.#troupe.end(room.address);
        this.#rooms.delete(message.room);
        return;
      }
      case "loaded": {
        const early = this.#early ?? [];
        this.#early = null;
        for (const saved of message.rooms) this.#open(saved.name, saved);
        for (const message of early) this.#direct(message);
        return;
      }
      case "storeRestarted":
        this.#troupe.send(STORE, { type: "retain", rooms: [...this.#rooms.keys()] });
        for (const { address } of this.#rooms.values()) {
          this.#troupe.send(address, { type: "saveAnew" });
        }
    }
  }

  #open(name: RoomName, saved?: SavedRoom): Room {
    const { stage, seatHold, watch } = this.#options;
    const address = addressOf<RoomMessage>(`room${++this.#opened}:${name}`);
    const config: RoomConfig = {
      name,
      capacity: 2,
      seatHold,
      self: address,
      rooms: ROOMS,
      store: STORE,
      journal: null,
    };
    const now = stage.now();
    const state = saved === undefined ? emptyRoom(config) : restoreRoom(saved, config, now);
    const room: Room = { cell: { state }, address, joins: 0 };
    this.#rooms.set(name, room);
    const first = firstEffects(state, now);
    this.#troupe.startMachine(address, {
      cell: room.cell,
      transition: roomTransition,
      first,
      watch,
    });
    return room;
  }
}
