/**
 * A connection's dealings with rooms: asks for a seat, takes it, gives it up. Whatever becomes of the session, the
 * seat it had is given up here. Whoever guesses tokens has to wait before he is asked for.
 *
 * @module
 */

import type { PersonName, RoomName, SessionId } from "../../actors/messages/events.ts";
import type { ConnectionMessage, Resume } from "../../actors/messages/connection.ts";
import type { JoinRequest, MemberMessage, RoomMessage } from "../../actors/messages/room.ts";
import { DEFAULT_ROOM } from "../../actors/protocol/frame_codec.ts";
import type { LeaveReason } from "../../actors/protocol/frames.ts";
import type { ActorContext, Address } from "../../actors/runtime/actor.ts";
import type { ConnectionSettings } from "./settings.ts";
import type { Share } from "../net/read_pacing.ts";
import type { Peer } from "../net/peer.ts";
import { hashToken } from "./tokens.ts";

/** What seat a client asks for. */
export interface RequestedSeat {
  readonly room: RoomName;
  readonly name: PersonName;
  /** Whether it speaks frames, and may so come back to the seat. */
  readonly returns: boolean;
  /** The seat that it had before. */
  readonly resume: Resume | null;
}

/** What a client that speaks no frames asks for. Its address is its name until it gives another. */
export function requestOfPlain({ address }: Peer): RequestedSeat {
  // Both are the server's own, and need no check.
  const [room, name] = [DEFAULT_ROOM as RoomName, address as PersonName];
  return { room, name, returns: false, resume: null };
}

/** One connection's seat, or its wish for one. */
export class SeatRequest {
  /** What a new seat may be taken back with. */
  readonly token: string;
  /** How its client shares the server with those in other rooms. */
  readonly share: Share;
  readonly #id: SessionId;
  readonly #peer: Peer;
  readonly #settings: Pick<ConnectionSettings, "rooms" | "tokenThrottle">;
  readonly #context: ActorContext<ConnectionMessage>;
  #request: RequestedSeat | undefined;
  /** Stops waiting; only while it waits. */
  #cancelDelay: (() => void) | undefined;
  #room: Address<RoomMessage> | undefined;
  /** The room that was asked for a seat and has not answered. */
  #asked: RoomName | undefined;

  /** @param id Whose it is. */
  constructor(
    id: SessionId,
    peer: Peer,
    settings: Pick<ConnectionSettings, "rooms" | "tokenThrottle" | "newToken" | "roomActivity">,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.token = settings.newToken();
    const { clock } = context;
    const { roomActivity } = settings;
    this.share = {
      heard: () => roomActivity.noteActivity(this.#room, clock.now()),
      othersWait: () => roomActivity.isOtherActive(this.#room, clock.now()),
    };
    this.#id = id;
    this.#peer = peer;
    this.#settings = settings;
    this.#context = context;
  }

  /**
   * Asks for a seat, at once or, if too many wrong tokens came from this ip, when the connection's own `mayAsk` comes.
   * The room answers with `welcome` or `refused`.
   *
   * @returns Whether the request has to wait.
   */
  join(request: RequestedSeat): boolean {
    this.#request = request;
    const { tokenThrottle } = this.#settings;
    const { clock, after } = this.#context;
    const delay = request.resume === null ? 0 : tokenThrottle.delayOf(this.#peer.ip, clock.now());
    if (delay === 0) this.send();
    else this.#cancelDelay = after(delay, { type: "mayAsk" });
    return delay > 0;
  }

  /** A room has welcomed its client. */
  welcomed({ room, resumed }: Extract<MemberMessage, { type: "welcome" }>): void {
    if (resumed) this.#settings.tokenThrottle.forgive(this.#peer.ip);
    this.#asked = undefined;
    this.#room = room;
  }

  /** A room has refused its client. */
  refused(): void {
    this.#asked = undefined;
  }

  /** Whether this is a wish for the seat that it has, by one who has turned out to speak frames. */
  isOwn({ room, resume }: Pick<RequestedSeat, "room" | "resume">): boolean {
    return this.#room !== undefined && room === this.#request?.room && resume === null;
  }

  /** Its client keeps the seat, and says its name. Answered by `welcome`. */
  introduce(name: PersonName): void {
    if (this.#room === undefined) return;
    this.#context.send(this.#room, { type: "introduce", session: this.#id, name });
  }

  /** Gives up the seat, or the wish for one. */
  leave(reason: LeaveReason = "lost"): void {
    const [session, room, asked] = [this.#id, this.#room, this.#asked];
    this.#room = undefined;
    this.#asked = undefined;
    if (this.#cancelDelay !== undefined) {
      this.#cancelDelay();
      this.#cancelDelay = undefined;
      this.#settings.tokenThrottle.forgive(this.#peer.ip);
    }
    if (asked !== undefined) {
      this.#context.send(this.#settings.rooms, { type: "cancelJoin", room: asked, session });
    }
    if (room !== undefined) this.#context.send(room, { type: "leave", session, reason });
  }

  /** Sends the request to the room. */
  send(): void {
    if (this.#request === undefined) return;
    this.#cancelDelay = undefined;
    const { room, name, returns, resume } = this.#request;
    const request: JoinRequest = {
      session: this.#id,
      name,
      address: this.#peer.address,
      token: hashToken(this.token),
      returns,
      resume: resume === null ? null : { token: hashToken(resume.token), seq: resume.seq },
      replyTo: this.#context.self.address,
    };
    this.#asked = room;
    this.#context.send(this.#settings.rooms, { type: "join", room, request });
  }
}
