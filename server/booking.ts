/**
 * A connection's dealings with rooms: asks for a seat, takes it, gives it up. Whatever becomes of the session, the
 * seat it had is given up here.
 *
 * @module
 */

import type {
  ConnectionMessage,
  PersonName,
  RoomMessage,
  RoomName,
  RoomsMessage,
  SessionId,
  SessionMessage,
} from "../actors/messages.ts";
import type { LeaveReason } from "../actors/protocol/frames.ts";
import type { ActorContext, Address } from "../actors/runtime/actor.ts";

/** One connection's seat, or its wish for one. */
export class Booking {
  readonly #id: SessionId;
  readonly #address: string;
  readonly #rooms: Address<RoomsMessage>;
  readonly #context: ActorContext<ConnectionMessage>;
  #room: Address<RoomMessage> | undefined;

  /**
   * @param id Whose it is.
   * @param address The client's network address, as people see it.
   */
  constructor(
    id: SessionId,
    address: string,
    rooms: Address<RoomsMessage>,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#id = id;
    this.#address = address;
    this.#rooms = rooms;
    this.#context = context;
  }

  /** Asks for a seat; the connection is told `admitted` or `refused`. */
  join(room: RoomName, name: PersonName): void {
    // A connection takes more than replies, so it can stand where they are wanted.
    const replyTo = this.#context.self.address;
    const request = { session: this.#id, name, address: this.#address, replyTo };
    this.#context.send(this.#rooms, { type: "join", room, request });
  }

  /** The seat is there: `session` takes it, or nobody does any more. */
  admitted(room: Address<RoomMessage>, session: Address<SessionMessage> | undefined): void {
    this.#room = room;
    if (session === undefined) return this.leave();
    this.#context.send(room, { type: "enter", session: this.#id, replyTo: session });
  }

  /** Gives up the seat, if there still is one: its session may have died with it. */
  leave(reason: LeaveReason = "lost"): void {
    if (this.#room === undefined) return;
    this.#context.send(this.#room, { type: "leave", session: this.#id, reason });
    this.#room = undefined;
  }
}
