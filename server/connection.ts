/**
 * The actor of one connection: has its newcomer greeted, asks for a seat, starts a session for whoever gets one, and
 * from then on moves bytes. It is the session's parent: when that ends, the connection does. It reads no byte itself.
 *
 * @module
 */

import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
  JoinReply,
  PersonName,
  RoomMessage,
  RoomName,
  RoomsMessage,
  SessionId,
  SessionInit,
  SessionMessage,
} from "../actors/messages.ts";
import { DEFAULT_ROOM, encodeFrame } from "../actors/protocol/framed.ts";
import type { RefusalReason } from "../actors/protocol/frames.ts";
import { httpAnswer } from "../actors/protocol/http_answer.ts";
import { type Language, texts } from "../actors/protocol/texts.ts";
import {
  type ActorContext,
  type Address,
  assertNever,
  type Behavior,
  type ExitReason,
  type Start,
} from "../actors/runtime/actor.ts";
import type { Spawned } from "../actors/runtime/system.ts";
import type { Report } from "./log.ts";
import { Socket } from "./socket.ts";
import { formatAddress, type TransportConn } from "./transport.ts";

/** What every connection of a server needs. */
export interface ConnectionSettings {
  readonly language: Language;
  /** Milliseconds; 0: never. */
  readonly idleTimeout: number;
  readonly greeter: Address<GreeterMessage>;
  readonly rooms: Address<RoomsMessage>;
  /** Starts a session where there is a place for it. */
  readonly startSession: (
    init: SessionInit,
    exited: (reason: ExitReason) => void,
  ) => Spawned<SessionMessage>;
  /** What a seat may be taken back with: at least 128 random bits. */
  readonly newToken: () => string;
  /** Counts clients in and out, and tells how many there are. */
  readonly count: (change: 1 | -1) => number;
  readonly report: Report;
}

/**
 * Bytes that may be read ahead of what a session has dealt with: several large reads, so that the socket and the
 * session both have work; and few enough that all that is read fits in the room's bound when the room holds back.
 */
const READ_AHEAD = 262_144;

/** Milliseconds a session has to deal with what it was sent, once its client is gone: it does that in one or two. */
const SESSION_END = 5_000;

/** Brings a connection's actor to life. */
export function startConnection(
  conn: TransportConn,
  id: SessionId,
  settings: ConnectionSettings,
): Start<ConnectionMessage> {
  return (context) => new Connection(conn, id, settings, context);
}

class Connection implements Behavior<ConnectionMessage> {
  readonly #id: SessionId;
  readonly #settings: ConnectionSettings;
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #address: string;
  readonly #socket: Socket;
  #phase: "greeting" | "joining" | "talking" | "finishing" = "greeting";
  #dialect: "plain" | "framed" = "plain";
  #rest: Uint8Array = new Uint8Array();
  #room: Address<RoomMessage> | undefined;
  #session: Spawned<SessionMessage> | undefined;
  #ended: { readonly lost: boolean } | undefined;
  #closed = false;

  constructor(
    conn: TransportConn,
    id: SessionId,
    settings: ConnectionSettings,
    context: ActorContext<ConnectionMessage>,
  ) {
    this.#id = id;
    this.#settings = settings;
    this.#context = context;
    this.#address = formatAddress(conn.remoteAddr);
    const connection = context.self.address;
    context.send(settings.greeter, {
      type: "newcomer",
      connection,
      host: conn.remoteAddr.hostname,
    });
    this.#socket = new Socket(conn, context.clock, {
      received: (bytes) => this.#received(bytes),
      ended: (lost) => this.#inputEnded(lost),
      written: (weight, mark) =>
        this.#session?.ref.send({
          type: "written",
          weight,
          ...(mark === undefined ? {} : { mark }),
        }),
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
        return this.#admitted(message.room);
      case "refused":
        return this.#refused(message);
      case "consumed":
        return this.#socket.consumed(message.bytes);
      case "write":
        return this.#socket.write(message);
      case "flow":
        this.#socket.paused = message.paused;
        return;
      case "rejoin":
        this.#leaveRoom();
        this.#socket.paused = false;
        return this.#join(message.room, message.name);
      case "finish":
        return this.#finish();
      case "overdue":
        return this.#context.exit();
      default:
        assertNever(message);
    }
  }

  stop(): void {
    switch (this.#phase) {
      case "greeting":
      case "joining":
        return this.#turnAway("stopping");
      case "talking":
        this.#socket.stopReading();
        this.#session?.ref.send({ type: "closing", reason: "stopping" });
        return;
      case "finishing":
        return;
      default:
        assertNever(this.#phase);
    }
  }

  ended(): void {
    this.#context.send(this.#settings.greeter, {
      type: "gone",
      connection: this.#context.self.address,
    });
    this.#session?.kill();
    this.#socket.destroy();
  }

  #received(bytes: Uint8Array): void {
    const connection = this.#context.self.address;
    if (this.#phase === "greeting") {
      this.#context.send(this.#settings.greeter, { type: "bytes", connection, bytes });
    } else {
      this.#session?.ref.send({ type: "bytes", bytes });
    }
  }

  #inputEnded(lost: boolean): void {
    this.#ended = { lost };
    const connection = this.#context.self.address;
    if (this.#phase === "greeting") {
      this.#context.send(this.#settings.greeter, { type: "ended", connection });
    } else {
      this.#session?.ref.send({ type: "ended", lost });
    }
  }

  #socketClosed(): void {
    this.#closed = true;
    if (this.#session === undefined) return this.#context.exit();
    // What it was sent before the end it deals with; then it is over, unless it hangs.
    this.#context.after(SESSION_END, { type: "overdue" });
  }

  #greeted(greeting: Greeting): void {
    if (this.#phase !== "greeting") return;
    switch (greeting.dialect) {
      case "plain":
        this.#rest = greeting.rest;
        // Its address is its name until it gives another.
        return this.#join(DEFAULT_ROOM as RoomName, this.#address as PersonName);
      case "framed":
        this.#dialect = "framed";
        if ("invalid" in greeting) return this.#turnAway(greeting.invalid);
        this.#rest = greeting.rest;
        return this.#join(greeting.room, greeting.name);
      case "http":
        this.#writeText(httpAnswer(this.#settings.language));
        return this.#finish();
      case "tls":
      case "none":
        return this.#finish();
      default:
        assertNever(greeting);
    }
  }

  #join(room: RoomName, name: PersonName): void {
    if (this.#phase === "greeting") this.#phase = "joining";
    this.#context.send(this.#settings.rooms, {
      type: "join",
      room,
      request: {
        session: this.#id,
        name,
        address: this.#address,
        // A connection takes more than replies, so it can stand where they are wanted.
        replyTo: this.#context.self.address,
      },
    });
  }

  #admitted(room: Address<RoomMessage>): void {
    this.#room = room;
    if (this.#phase === "joining") this.#begin();
    if (this.#session === undefined) return this.#leaveRoom();
    const replyTo = this.#session.ref.address;
    this.#context.send(room, { type: "enter", session: this.#id, replyTo });
  }

  #begin(): void {
    const { language, idleTimeout, report, count, newToken, startSession } = this.#settings;
    this.#phase = "talking";
    report({ type: "accepted", address: this.#address, clients: count(1) });
    report({ type: "connected", address: this.#address });
    const session = startSession({
      session: this.#id,
      dialect: this.#dialect,
      address: this.#address,
      language,
      token: newToken(),
      idleTimeout,
      startedAt: this.#context.clock.now(),
      connection: this.#context.self.address,
    }, (reason) => this.#sessionExited(reason));
    this.#session = session;
    const bytes = this.#rest;
    this.#rest = new Uint8Array();
    if (bytes.length > 0) session.ref.send({ type: "bytes", bytes });
    if (this.#ended !== undefined) session.ref.send({ type: "ended", lost: this.#ended.lost });
    this.#socket.handOver(bytes.length, READ_AHEAD);
  }

  #refused({ reason }: Extract<JoinReply, { type: "refused" }>): void {
    if (this.#session !== undefined) return this.#session.ref.send({ type: "refused", reason });
    if (this.#phase !== "joining") return;
    if (reason === "room_full") {
      this.#settings.report({ type: "rejected", address: this.#address });
    }
    this.#turnAway(reason);
  }

  #sessionExited(reason: ExitReason): void {
    const { report, count } = this.#settings;
    this.#session = undefined;
    this.#leaveRoom();
    if (reason.type === "crashed") {
      report({ type: "crashed", address: this.#address, error: reason.error });
      this.#fail();
    }
    report({ type: "disconnected", address: this.#address, clients: count(-1) });
    if (this.#closed) this.#context.exit();
    else this.#finish();
  }

  /** Gives up the seat, if there still is one: its session may have died with it. */
  #leaveRoom(): void {
    if (this.#room === undefined) return;
    this.#context.send(this.#room, { type: "leave", session: this.#id, reason: "lost" });
    this.#room = undefined;
  }

  /** Something of ours broke. */
  #fail(): void {
    const text = texts[this.#settings.language].wire.closing.failed;
    this.#say(text, encodeFrame({ type: "closing", reason: "failed", text }));
    this.#finish();
  }

  #turnAway(reason: RefusalReason): void {
    const text = texts[this.#settings.language].wire.refused[reason];
    this.#say(text, encodeFrame({ type: "refused", reason, text }));
    this.#finish();
  }

  #say(plain: string, frame: string): void {
    this.#writeText(this.#dialect === "plain" ? plain + "\n" : frame);
  }

  #writeText(text: string): void {
    this.#socket.write({ bytes: new TextEncoder().encode(text), weight: 0 });
  }

  #finish(): void {
    this.#phase = "finishing";
    this.#socket.finish();
  }
}
