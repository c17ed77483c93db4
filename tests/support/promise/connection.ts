/**
 * The server's end of a link, in a test: what `server/connection/connection.ts` and its socket do, without promises. It reads no byte
 * itself.
 *
 * @module
 */

import { MAX_READ_AHEAD } from "../../../actors/protocol/limits.ts";
import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
  MemberMessage,
  RoomsMessage,
  SessionMessage,
} from "../../../actors/messages/messages.ts";
import type { RefusalReason } from "../../../actors/protocol/frames.ts";
import type { ActorContext, Address } from "../../../actors/runtime/actor.ts";
import { sessionTransition } from "../../../actors/session/inbound/session.ts";
import { newSession } from "../../../actors/session/inbound/session_state.ts";
import { startTimers } from "../../../actors/session/inbound/keepalive.ts";
import {
  type RequestedSeat,
  requestOfPlain,
  SeatRequest,
} from "../../../server/connection/seat_request.ts";
import { concatenate } from "../../../actors/encoding/bytes.ts";
import type { TokenThrottle } from "../../../server/connection/token_throttle.ts";
import { RoomActivity } from "../../../server/rooms/room_activity.ts";
import { Outbound } from "../../../server/connection/outbound.ts";
import type { Chunk } from "../../../server/net/write_queue.ts";
import type { Socket } from "../../../server/net/socket.ts";
import { addressOf } from "../fakes/addresses.ts";
import type { Link } from "./link.ts";
import type { Stage } from "./stage.ts";
import type { Troupe } from "./troupe.ts";

/** What a connection is started with. */
export interface PromiseConnectionOptions {
  readonly stage: Stage;
  readonly troupe: Troupe;
  readonly id: SessionId;
  readonly address: Address<ConnectionMessage>;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  readonly guesses: TokenThrottle;
  readonly host: string;
  readonly token: string;
}

/** Weight after which a room is told that it left: of few texts, so that it is also told in a short run. */
const TELL_EVERY = 1_000;

const encoder = new TextEncoder();

/** One connection of a server. */
export class PromiseConnection {
  readonly #options: PromiseConnectionOptions;
  readonly #booking: SeatRequest;
  readonly #outgoing: Outbound;
  readonly #peer: { readonly ip: string; readonly address: string };
  readonly #link: Link;
  #phase: "greeting" | "joining" | "talking" | "finishing" = "greeting";
  #early: Uint8Array[] = [];
  #helloBytes = 0;
  #session: Address<SessionMessage> | undefined;
  #ended: { readonly lost: boolean } | undefined;
  #unconsumed = 0;
  #untold = 0;
  #mark: number | undefined;

  constructor(
    options: PromiseConnectionOptions,
    linkTo: (connection: PromiseConnection) => Link,
  ) {
    this.#options = options;
    const { troupe, id, address, greeter, rooms, guesses, host, token, stage } = options;
    this.#peer = { ip: host, address: `${host}:1` };
    // Of a context, a booking and an outgoing use no more than this.
    const context = {
      clock: stage,
      self: { address },
      send: <M>(to: Address<M>, message: M) => troupe.send(to, message),
      after: (ms: number, message: ConnectionMessage) =>
        stage.schedule(ms, () => troupe.send(address, message)),
    } as unknown as ActorContext<ConnectionMessage>;
    const settings = {
      rooms,
      tokenThrottle: guesses,
      roomActivity: new RoomActivity(),
      newToken: () => token,
    };
    this.#booking = new SeatRequest(id, this.#peer, settings, context);
    // Of a socket, an outgoing uses no more than this.
    const socket = {
      write: (parcel: Chunk) => this.#write(parcel),
      writeText: (text: string) => this.#write({ bytes: encoder.encode(text), weight: 0 }),
    } as unknown as Socket;
    const client = { language: "en", dialect: "plain", token } as const;
    this.#outgoing = new Outbound(id, client, socket, context);
    troupe.start<ConnectionMessage>(address, (message) => this.#receive(message));
    troupe.send(greeter, { type: "newcomer", connection: address, ip: host, framed: false });
    this.#link = linkTo(this);
  }

  /** Whether it reads no further for now. */
  get isFull(): boolean {
    return this.#session !== undefined && this.#unconsumed >= MAX_READ_AHEAD;
  }

  /** What one read brought. */
  received(bytes: Uint8Array): void {
    if (this.#phase === "finishing") return;
    this.#unconsumed += bytes.length;
    const { troupe, greeter, address } = this.#options;
    if (this.#session !== undefined) return troupe.send(this.#session, { type: "bytes", bytes });
    this.#early.push(bytes);
    if (this.#phase !== "greeting") return;
    troupe.send(greeter, { type: "bytes", connection: address, bytes });
  }

  /** The client will send no more. */
  ended(lost: boolean): void {
    this.#ended = { lost };
    const { troupe, greeter, address } = this.#options;
    if (this.#phase === "greeting") troupe.send(greeter, { type: "ended", connection: address });
    else if (this.#booking.waits) this.#finish();
    else if (this.#session !== undefined) troupe.send(this.#session, { type: "ended", lost });
  }

  /** Ends at once, whatever it waits for, as a connection's actor does when it is killed. */
  abort(): void {
    const { troupe, address, greeter } = this.#options;
    if (this.#phase === "greeting") troupe.send(greeter, { type: "gone", connection: address });
    this.#finish();
    if (this.#session !== undefined) troupe.end(this.#session);
    troupe.end(address);
  }

  #receive(message: ConnectionMessage): void {
    switch (message.type) {
      case "greeted":
        return this.#greeted(message.greeting);
      case "refused":
        this.#booking.refused();
        this.#booking.leave();
        if (this.#session === undefined) return this.#turnAway(message.reason);
        this.#outgoing.refuse(message.reason);
        return this.#dismissed();
      case "write":
        return this.#outgoing.write(message.text);
      case "hello":
        return this.#hello(message);
      case "mayAsk":
        return this.#booking.mayAsk();
      case "finish":
      case "sessionEnded":
        return this.#finish();
      case "consumed":
        this.#unconsumed -= message.bytes;
        return;
      // What a connection waits for, comes.
      case "ungreeted":
      case "overdue":
        return;
      default:
        return this.#tell(message);
    }
  }

  #tell(message: MemberMessage): void {
    if (message.type === "welcome" && this.#booking.isAsked) this.#booking.welcomed(message);
    if (!this.#booking.hasSeat) return;
    this.#outgoing.tell(message);
    if (this.#phase === "joining") this.#begin();
    const { paused } = this.#outgoing;
    switch (message.type) {
      case "welcome":
        return this.#tellSession({ type: "entered", room: message.room, paused });
      case "flow":
        return this.#tellSession({ type: "flow", paused });
      case "neverSent":
        return this.#tellSession(message);
      case "closed":
        return this.#dismissed();
      default:
    }
  }

  #dismissed(): void {
    this.#tellSession({ type: "dismissed" });
    this.#finish();
  }

  #tellSession(message: SessionMessage): void {
    if (this.#session !== undefined) this.#options.troupe.send(this.#session, message);
  }

  #hello({ room, name, resume }: Extract<ConnectionMessage, { type: "hello" }>): void {
    this.#outgoing.speakFrames();
    if (this.#booking.isOwn({ room, resume })) return this.#booking.introduce(name);
    this.#booking.leave("quit");
    this.#outgoing.askForSeat(resume?.token ?? null);
    this.#booking.join({ room, name, resume, returns: true });
  }

  #greeted(greeting: Greeting): void {
    if (greeting.dialect === "plain") return this.#join(requestOfPlain(this.#peer));
    if (greeting.dialect !== "framed") return this.#finish();
    this.#outgoing.speakFrames();
    if ("invalid" in greeting) return this.#turnAway(greeting.invalid);
    this.#helloBytes = greeting.helloBytes;
    this.#join({ ...greeting, returns: true });
  }

  #join(wish: RequestedSeat): void {
    this.#phase = "joining";
    this.#outgoing.askForSeat(wish.resume?.token ?? null);
    this.#booking.join(wish);
  }

  #begin(): void {
    const { troupe, stage, id, address, greeter } = this.#options;
    this.#phase = "talking";
    const session = addressOf<SessionMessage>(`session:${id}`);
    this.#session = session;
    const state = newSession({
      session: id,
      dialect: this.#outgoing.dialect,
      ip: this.#peer.ip,
      language: "en",
      idleTimeout: 0,
      startedAt: stage.now(),
      connection: address,
      greeter,
    });
    const exited = () => troupe.send(address, { type: "sessionEnded", reason: { type: "normal" } });
    const [transition, first] = [sessionTransition, startTimers(state)];
    troupe.startMachine(session, { cell: { state }, transition, first, exited });
    const bytes = concatenate(this.#early).slice(this.#helloBytes);
    this.#unconsumed = bytes.length;
    if (bytes.length > 0) troupe.send(session, { type: "bytes", bytes });
    if (this.#ended !== undefined) this.ended(this.#ended.lost);
  }

  #write({ bytes, weight, mark, prompt = false }: Chunk): void {
    if (this.#phase === "finishing") return;
    this.#link.write("down", bytes);
    this.#untold += weight;
    this.#mark = mark ?? this.#mark;
    if (this.#untold < TELL_EVERY && !prompt) return;
    const account = {
      weight: this.#untold,
      ...(this.#mark === undefined ? {} : { mark: this.#mark }),
    };
    this.#untold = 0;
    this.#outgoing.written(account);
  }

  #turnAway(reason: RefusalReason | "not_joined"): void {
    if (this.#phase === "finishing") return;
    this.#outgoing.refuse(reason);
    this.#finish();
  }

  #finish(): void {
    if (this.#phase === "finishing") return;
    this.#phase = "finishing";
    this.#booking.leave();
    this.#link.finish("down");
    this.#link.deafen("up");
  }
}
