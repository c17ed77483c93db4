/**
 * The actor of one connection: has its newcomer greeted, asks for a seat, starts a session for whoever gets one, and
 * from then on moves bytes. It is the session's parent: when that ends, the connection does. It reads no byte itself.
 *
 * @module
 */

import { MAX_READ_AHEAD } from "../../actors/protocol/limits.ts";
import type { SessionId } from "../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  Greeting,
  MemberMessage,
  Refused,
} from "../../actors/messages/messages.ts";
import type { RefusalReason } from "../../actors/protocol/frames.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ActorContext, Behavior, ExitReason, Start } from "../../actors/runtime/actor.ts";
import { type RequestedSeat, requestOfPlain, SeatRequest } from "./seat_request.ts";
import type { AllowedDialects, ConnectionSettings } from "./settings.ts";
import { Handshake } from "./handshake.ts";
import { Outbound } from "./outbound.ts";
import { type Peer, peerOf } from "../net/peer.ts";
import { Socket } from "../net/socket.ts";
import { SessionHandle } from "./session_handle.ts";
import type { TransportConn } from "../net/transport.ts";
import type { HttpConnection } from "../http/http_connection.ts";

/** Milliseconds a session has to deal with what it was sent, once its client is gone: it does that in one or two. */
const SESSION_END = 5_000;

/** Milliseconds that a room has to answer: it is on the same thread, so only a crash of it takes longer than one. */
const JOINING = 5_000;

/** Brings a connection's actor to life. */
export function startConnection(
  conn: TransportConn,
  id: SessionId,
  speech: AllowedDialects,
  settings: ConnectionSettings,
): Start<ConnectionMessage> {
  return (context) => new Connection(conn, id, speech, settings, context);
}

class Connection implements Behavior<ConnectionMessage> {
  readonly #id: SessionId;
  readonly #booking: SeatRequest;
  readonly #settings: ConnectionSettings;
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #remoteAddr: TransportConn["remoteAddr"];
  readonly #peer: Peer;
  readonly #introduction: Handshake;
  readonly #socket: Socket;
  readonly #outgoing: Outbound;
  readonly #talk: SessionHandle;
  #phase: "greeting" | "visiting" | "joining" | "talking" | "finishing" = "greeting";
  #visit: HttpConnection | undefined;
  #ended: { readonly lost: boolean } | undefined;
  #closed = false;
  #cancelDeadline: (() => void) | undefined;

  constructor(
    conn: TransportConn,
    id: SessionId,
    speech: AllowedDialects,
    settings: ConnectionSettings,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#id = id;
    this.#settings = settings;
    this.#context = context;
    this.#remoteAddr = conn.remoteAddr;
    this.#peer = peerOf(conn.remoteAddr);
    const framed = speech === "frames";
    this.#booking = new SeatRequest(id, this.#peer, settings, context);
    this.#talk = new SessionHandle(id, this.#peer, settings, context);
    this.#introduction = new Handshake(context, settings.greeter, this.#peer.ip, framed);
    this.#socket = new Socket(conn, context.clock, {
      received: (bytes) => this.#received(bytes),
      ended: (lost) => this.#inputEnded(lost),
      written: (account) => this.#outgoing.written(account),
      closed: () => this.#socketClosed(),
    });
    const { language } = settings;
    const dialect = framed ? "framed" : "plain";
    const { token } = this.#booking;
    this.#outgoing = new Outbound(id, { language, dialect, token }, this.#socket, context);
  }

  receive(message: ConnectionMessage): void {
    switch (message.type) {
      case "greeted":
        return this.#greeted(message.greeting);
      case "ungreeted":
        return this.#phase === "greeting" ? this.#fail() : undefined;
      case "refused":
        return this.#refused(message);
      case "consumed":
        return this.#socket.consumed(message.bytes);
      case "write":
        return this.#outgoing.write(message.text);
      case "hello":
        return this.#hello(message);
      case "mayAsk":
        return this.#booking.mayAsk();
      case "finish":
        return this.#finish();
      case "sessionEnded":
        return this.#sessionEnded(message.reason);
      case "overdue":
        return this.#overdue();
      default:
        return this.#tell(message);
    }
  }

  stop(): void {
    switch (this.#phase) {
      case "greeting":
      case "joining":
        return this.#turnAway("stopping");
      case "visiting":
        return this.#visit?.stop();
      case "talking":
        this.#socket.stopReading();
        if (this.#booking.waits) return this.#refused({ type: "refused", reason: "stopping" });
        return this.#talk.send({ type: "closing", reason: "stopping" });
      case "finishing":
        return;
      default:
        assertNever(this.#phase);
    }
  }

  ended(): void {
    this.#introduction.gone();
    this.#booking.leave();
    this.#talk.cut();
    this.#socket.destroy();
  }

  #received(bytes: Uint8Array): void {
    if (this.#talk.isOn) return this.#talk.send({ type: "bytes", bytes });
    this.#introduction.received(bytes);
  }

  #inputEnded(lost: boolean): void {
    this.#ended = { lost };
    // There is nobody any more to take the seat.
    if (this.#booking.waits) return this.#talk.isOn ? this.#talk.kill() : this.#finish();
    // What it was sent before the end the session deals with; then it is over, unless it hangs.
    this.#setDeadline(SESSION_END);
    if (this.#phase === "greeting") this.#introduction.ended();
    else this.#talk.send({ type: "ended", lost });
  }

  #socketClosed(): void {
    this.#closed = true;
    if (!this.#talk.isOn) this.#context.exit();
  }

  #greeted(greeting: Greeting): void {
    if (this.#phase !== "greeting") return;
    this.#introduction.known("helloBytes" in greeting ? greeting.helloBytes : 0);
    switch (greeting.dialect) {
      case "plain":
        return this.#join(requestOfPlain(this.#peer));
      case "framed":
        this.#outgoing.speakFrames();
        if ("invalid" in greeting) return this.#turnAway(greeting.invalid);
        return this.#join({ ...greeting, returns: true });
      case "http":
        return this.#receiveVisit();
      case "tls":
      case "none":
        return this.#finish();
      default:
        assertNever(greeting);
    }
  }

  /** From here on the socket is the visit's. */
  #receiveVisit(): void {
    this.#phase = "visiting";
    this.#cancelDeadline?.();
    this.#visit = this.#settings.serveHttp({
      received: this.#introduction.take(),
      inputEnded: this.#ended !== undefined,
      remoteAddr: this.#remoteAddr,
      socket: this.#socket,
      clock: this.#context.clock,
      closed: () => this.#context.exit(),
    });
  }

  #setDeadline(ms: number): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = this.#context.after(ms, { type: "overdue" });
  }

  /** Whoever should have answered did not. */
  #overdue(): void {
    if (this.#talk.isOn) this.#talk.kill();
    else this.#fail();
  }

  #join(wish: RequestedSeat): void {
    this.#phase = "joining";
    this.#outgoing.askForSeat(wish.resume?.token ?? null);
    const wait = this.#booking.join(wish);
    this.#setDeadline(wait + JOINING);
  }

  #begin(): void {
    this.#phase = "talking";
    this.#cancelDeadline?.();
    this.#talk.begin(this.#outgoing.dialect);
    const bytes = this.#introduction.take();
    if (bytes.length > 0) this.#talk.send({ type: "bytes", bytes });
    if (this.#ended !== undefined) this.#inputEnded(this.#ended.lost);
    this.#socket.handOver(bytes.length, MAX_READ_AHEAD, this.#booking.share);
  }

  /** Its client is told, and its session of what that has to know. */
  #tell(message: MemberMessage): void {
    if (message.type === "welcome" && this.#booking.isAsked) this.#booking.welcomed(message);
    // What a room that was left, or is no longer asked, says is not for its client.
    if (!this.#booking.hasSeat) return;
    this.#outgoing.tell(message);
    // Behind the welcome: to start a worker may hold this thread up.
    if (this.#phase === "joining") this.#begin();
    const { paused } = this.#outgoing;
    switch (message.type) {
      case "welcome":
        return this.#talk.send({ type: "entered", room: message.room, paused });
      case "flow":
        return this.#talk.send({ type: "flow", paused });
      case "neverSent":
        return this.#talk.send(message);
      case "closed":
        return this.#dismissed();
      default:
    }
  }

  /** Its client, taken as plain, speaks frames: it keeps its seat under the name it gives, or asks for another. */
  #hello({ room, name, resume }: Extract<ConnectionMessage, { type: "hello" }>): void {
    if (this.#phase !== "talking") return;
    this.#outgoing.speakFrames();
    if (this.#booking.isOwn({ room, resume })) return this.#booking.introduce(name);
    this.#booking.leave("quit");
    this.#outgoing.askForSeat(resume?.token ?? null);
    this.#booking.join({ room, name, resume, returns: true });
  }

  #refused({ reason }: Refused): void {
    this.#booking.refused();
    this.#booking.leave();
    if (this.#phase === "joining" && reason === "room_full") {
      this.#settings.report({ type: "rejected", address: this.#peer.address });
    }
    if (this.#phase === "joining" || this.#talk.isOn) this.#turnAway(reason);
  }

  #sessionEnded(reason: ExitReason): void {
    if (!this.#talk.isOn) return;
    this.#booking.leave();
    this.#talk.end(reason);
    if (reason.type === "crashed") this.#outgoing.dismiss("failed");
    if (this.#closed) this.#context.exit();
    else this.#finish();
  }

  #fail(): void {
    this.#outgoing.dismiss("failed");
    this.#finish();
  }

  #turnAway(reason: RefusalReason | "not_joined"): void {
    this.#outgoing.refuse(reason);
    this.#dismissed();
  }

  /** Its client was told that it is over: what its session has answered meanwhile is not to come behind that. */
  #dismissed(): void {
    this.#talk.send({ type: "dismissed" });
    this.#finish();
  }

  #finish(): void {
    this.#phase = "finishing";
    this.#booking.leave();
    this.#socket.finish();
  }
}
