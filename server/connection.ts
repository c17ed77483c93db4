/**
 * The actor of one connection: has its newcomer greeted, asks for a seat, starts a session for whoever gets one, and
 * from then on moves bytes. It is the session's parent: when that ends, the connection does. It reads no byte itself.
 *
 * @module
 */

import type { SessionId } from "../actors/facts.ts";
import type { ConnectionMessage, Greeting, JoinReply, SessionMessage } from "../actors/messages.ts";
import type { RefusalReason } from "../actors/protocol/frames.ts";
import {
  type ActorContext,
  assertNever,
  type Behavior,
  type ExitReason,
  type Start,
} from "../actors/runtime/actor.ts";
import type { Spawned } from "../actors/runtime/system.ts";
import { READ_AHEAD } from "../actors/session/session_state.ts";
import { Booking, plainWish, type Wish } from "./booking.ts";
import { farewell, type Manner, refusal } from "./last_words.ts";
import type { ConnectionSettings, Speech } from "./connection_settings.ts";
import { Introduction } from "./introduction.ts";
import { type Peer, peerOf } from "./peer.ts";
import { Socket } from "./socket.ts";
import type { TransportConn } from "./transport.ts";
import type { Visit } from "./web/visit.ts";

/** Milliseconds a session has to deal with what it was sent, once its client is gone: it does that in one or two. */
const SESSION_END = 5_000;

/** Milliseconds that a room has to answer: it is on the same thread, so only a crash of it takes longer than one. */
const JOINING = 5_000;

/** Brings a connection's actor to life. */
export function startConnection(
  conn: TransportConn,
  id: SessionId,
  speech: Speech,
  settings: ConnectionSettings,
): Start<ConnectionMessage> {
  return (context) => new Connection(conn, id, speech, settings, context);
}

class Connection implements Behavior<ConnectionMessage> {
  readonly #id: SessionId;
  readonly #booking: Booking;
  readonly #settings: ConnectionSettings;
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #remoteAddr: TransportConn["remoteAddr"];
  readonly #peer: Peer;
  readonly #introduction: Introduction;
  readonly #socket: Socket;
  #phase: "greeting" | "visiting" | "joining" | "talking" | "finishing" = "greeting";
  #manner: Manner;
  #session: Spawned<SessionMessage> | undefined;
  #visit: Visit | undefined;
  #ended: { readonly lost: boolean } | undefined;
  #closed = false;
  #cancelDeadline = () => {};

  constructor(
    conn: TransportConn,
    id: SessionId,
    speech: Speech,
    settings: ConnectionSettings,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#id = id;
    this.#settings = settings;
    this.#context = context;
    this.#remoteAddr = conn.remoteAddr;
    this.#peer = peerOf(conn.remoteAddr);
    const framed = speech === "frames";
    this.#manner = { dialect: framed ? "framed" : "plain", language: settings.language };
    this.#booking = new Booking(id, this.#peer, settings, context);
    this.#introduction = new Introduction(context, settings.greeter, this.#peer.host, framed);
    this.#socket = new Socket(conn, context.clock, {
      received: (bytes) => this.#received(bytes),
      ended: (lost) => this.#inputEnded(lost),
      written: (account) => this.#session?.ref.send({ type: "written", ...account }),
      closed: () => this.#socketClosed(),
    });
  }

  receive(message: ConnectionMessage): void {
    switch (message.type) {
      case "greeted":
        return this.#greeted(message.greeting);
      case "ungreeted":
        return this.#phase === "greeting" ? this.#fail() : undefined;
      case "admitted":
        return this.#admitted(message);
      case "refused":
        return this.#refused(message);
      case "consumed":
        return this.#socket.consumed(message.bytes);
      case "write":
        this.#booking.written();
        return this.#socket.write(message);
      case "rejoin":
        this.#manner = { ...this.#manner, dialect: "framed" };
        this.#booking.leave("quit");
        this.#booking.join({ ...message, returns: true });
        return;
      case "mayAsk":
        return this.#booking.mayAsk();
      case "finish":
        return this.#finish();
      case "sessionEnded":
        return this.#sessionEnded(message.reason);
      case "overdue":
        return this.#overdue();
      default:
        assertNever(message);
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
        this.#session?.ref.send({ type: "closing", reason: "stopping" });
        return;
      case "finishing":
        return;
      default:
        assertNever(this.#phase);
    }
  }

  ended(): void {
    this.#introduction.gone();
    const session = this.#session;
    if (session !== undefined) {
      this.#sessionEnded({ type: "killed" });
      session.kill();
    }
    this.#socket.destroy();
  }

  #received(bytes: Uint8Array): void {
    if (this.#session !== undefined) return this.#session.ref.send({ type: "bytes", bytes });
    this.#introduction.received(bytes);
  }

  #inputEnded(lost: boolean): void {
    this.#ended = { lost };
    // There is nobody any more to take the seat.
    if (this.#booking.waits) {
      return this.#session === undefined ? this.#finish() : this.#session.kill();
    }
    // What it was sent before the end the session deals with; then it is over, unless it hangs.
    this.#setDeadline(SESSION_END);
    if (this.#phase === "greeting") this.#introduction.ended();
    else this.#session?.ref.send({ type: "ended", lost });
  }

  #socketClosed(): void {
    this.#closed = true;
    if (this.#session === undefined) this.#context.exit();
  }

  #greeted(greeting: Greeting): void {
    if (this.#phase !== "greeting") return;
    this.#introduction.known("helloBytes" in greeting ? greeting.helloBytes : 0);
    switch (greeting.dialect) {
      case "plain":
        return this.#join(plainWish(this.#peer));
      case "framed":
        this.#manner = { ...this.#manner, dialect: "framed" };
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
    this.#cancelDeadline();
    this.#visit = this.#settings.receiveVisit({
      early: this.#introduction.take(),
      ended: this.#ended !== undefined,
      remoteAddr: this.#remoteAddr,
      socket: this.#socket,
      clock: this.#context.clock,
      closed: () => this.#context.exit(),
    });
  }

  #setDeadline(ms: number): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#context.after(ms, { type: "overdue" });
  }

  /** Whoever should have answered did not. */
  #overdue(): void {
    if (this.#session === undefined) this.#fail();
    else this.#session.kill();
  }

  #join(wish: Wish): void {
    this.#phase = "joining";
    const wait = this.#booking.join(wish);
    this.#setDeadline(wait + JOINING);
  }

  #admitted(reply: Extract<JoinReply, { type: "admitted" }>): void {
    if (this.#phase === "joining") this.#begin();
    this.#booking.admitted(reply, this.#session?.ref.address);
  }

  #begin(): void {
    const { idleTimeout, report, count, startSession } = this.#settings;
    this.#phase = "talking";
    this.#cancelDeadline();
    report({ type: "accepted", address: this.#peer.address, clients: count(1) });
    report({ type: "connected", address: this.#peer.address });
    const session = startSession({
      session: this.#id,
      ...this.#manner,
      ...this.#peer,
      token: this.#booking.token,
      shown: this.#booking.shown,
      idleTimeout,
      startedAt: this.#context.clock.now(),
      connection: this.#context.self.address,
      greeter: this.#settings.greeter,
    }, (reason) => {
      // By way of the mailbox, behind what the session wrote before it ended.
      if (this.#session !== undefined) this.#context.self.send({ type: "sessionEnded", reason });
    });
    this.#session = session;
    const bytes = this.#introduction.take();
    if (bytes.length > 0) session.ref.send({ type: "bytes", bytes });
    if (this.#ended !== undefined) this.#inputEnded(this.#ended.lost);
    this.#socket.handOver(bytes.length, READ_AHEAD);
  }

  #refused({ reason }: Extract<JoinReply, { type: "refused" }>): void {
    this.#booking.leave();
    if (this.#session !== undefined) return this.#session.ref.send({ type: "refused", reason });
    if (this.#phase !== "joining") return;
    if (reason === "room_full") {
      this.#settings.report({ type: "rejected", address: this.#peer.address });
    }
    this.#turnAway(reason);
  }

  #sessionEnded(reason: ExitReason): void {
    if (this.#session === undefined) return;
    this.#session = undefined;
    const { report, count, countCrash } = this.#settings;
    const { address } = this.#peer;
    this.#booking.leave();
    if (reason.type === "crashed") {
      report({ type: "crashed", address, error: reason.error, crashes: countCrash() });
      this.#socket.writeText(farewell("failed", this.#manner));
    }
    report({ type: "disconnected", address, clients: count(-1) });
    if (this.#closed) this.#context.exit();
    else this.#finish();
  }

  /** Something of ours broke. */
  #fail(): void {
    this.#socket.writeText(farewell("failed", this.#manner));
    this.#finish();
  }

  #turnAway(reason: RefusalReason | "not_joined"): void {
    this.#socket.writeText(refusal(reason, this.#manner));
    this.#finish();
  }

  #finish(): void {
    this.#phase = "finishing";
    this.#booking.leave();
    this.#socket.finish();
  }
}
