/**
 * A connection's seat: the request for one, the seat itself, and its end. A session may die with
 * its worker, so the connection gives up the seat, not the session.
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

/** The seat that a client asks for. */
export interface RequestedSeat {
  readonly room: RoomName;
  readonly name: PersonName;
  /** Whether the client speaks frames, and so can come back to the seat. */
  readonly returns: boolean;
  /** The seat that it had before, which it wants back. */
  readonly resume: Resume | null;
}

/** What a plain client asks for. Its address is its name until it gives another. */
export function requestOfPlain({ address }: Peer): RequestedSeat {
  // The server made both, so neither needs a check.
  const [room, name] = [DEFAULT_ROOM as RoomName, address as PersonName];
  return { room, name, returns: false, resume: null };
}

/** One connection's seat, or its request for one. */
export class SeatRequest {
  /** The token of a new seat. */
  readonly token: string;
  /** How the socket shares the thread with those of other rooms. */
  readonly share: Share;
  readonly #id: SessionId;
  readonly #peer: Peer;
  readonly #settings: Pick<ConnectionSettings, "rooms" | "tokenThrottle">;
  readonly #context: ActorContext<ConnectionMessage>;
  #request: RequestedSeat | undefined;
  /** Set while the request waits for the token throttle. */
  #cancelDelay: (() => void) | undefined;
  #room: Address<RoomMessage> | undefined;
  /** The room that was asked and has not answered. */
  #asked: RoomName | undefined;

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
   * Asks for a seat, at once or, if too many wrong tokens came from this ip, when the connection's
   * own `mayAsk` comes. The room answers with `welcome` or `refused`.
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

  /** The room has welcomed the client. */
  welcomed({ room, resumed }: Extract<MemberMessage, { type: "welcome" }>): void {
    if (resumed) this.#settings.tokenThrottle.forgive(this.#peer.ip);
    this.#asked = undefined;
    this.#room = room;
  }

  /** The room has refused the client. */
  refused(): void {
    this.#asked = undefined;
  }

  /** Whether a late hello asks for the seat that the client already has. */
  isOwn({ room, resume }: Pick<RequestedSeat, "room" | "resume">): boolean {
    return this.#room !== undefined && room === this.#request?.room && resume === null;
  }

  /** The client keeps its seat, and says its name. Answered by `welcome`. */
  introduce(name: PersonName): void {
    if (this.#room === undefined) return;
    this.#context.send(this.#room, { type: "introduce", session: this.#id, name });
  }

  /** Gives up the seat, or the request for one. Does nothing the second time. */
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
