/**
 * The actor of one connection: has its newcomer greeted, asks for a seat, starts a session for whoever gets one, and
 * from then on moves bytes. It is the session's parent: when that ends, the connection does. It reads no byte itself.
 *
 * @module
 */

import type {
  ConnectionMessage,
  Greeting,
  JoinReply,
  PersonName,
  RoomMessage,
  RoomName,
  SessionId,
  SessionMessage,
} from "../actors/messages.ts";
import { DEFAULT_ROOM } from "../actors/protocol/framed.ts";
import type { RefusalReason } from "../actors/protocol/frames.ts";
import { httpAnswer } from "../actors/protocol/http_answer.ts";
import {
  type ActorContext,
  type Address,
  assertNever,
  type Behavior,
  type ExitReason,
  type Start,
} from "../actors/runtime/actor.ts";
import type { Spawned } from "../actors/runtime/system.ts";
import { farewell, type Manner, refusal } from "./last_words.ts";
import type { ConnectionSettings } from "./connection_settings.ts";
import { Socket } from "./socket.ts";
import { formatAddress, type TransportConn } from "./transport.ts";

/**
 * Bytes that may be read ahead of what a session has dealt with: two large reads, so that the socket and the session
 * both have work; and few enough that all that is read fits in the room's bound when the room holds back.
 */
const READ_AHEAD = 524_288;

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
    const { hostname: host } = conn.remoteAddr;
    context.send(settings.greeter, { type: "newcomer", connection: context.self.address, host });
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
        return this.#ungreeted();
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
      case "sessionEnded":
        return this.#sessionEnded(message.reason);
      case "overdue":
        return this.#session?.kill();
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
    const session = this.#session;
    if (session !== undefined) {
      this.#sessionEnded({ type: "killed" });
      session.kill();
    }
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
    // What it was sent before the end the session deals with; then it is over, unless it hangs.
    this.#context.after(SESSION_END, { type: "overdue" });
    const connection = this.#context.self.address;
    if (this.#phase === "greeting") {
      this.#context.send(this.#settings.greeter, { type: "ended", connection });
    } else {
      this.#session?.ref.send({ type: "ended", lost });
    }
  }

  #socketClosed(): void {
    this.#closed = true;
    if (this.#session === undefined) this.#context.exit();
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

  #ungreeted(): void {
    if (this.#phase !== "greeting") return;
    this.#writeText(farewell("failed", this.#manner()));
    this.#finish();
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
    }, (reason) => {
      // By way of the mailbox, behind what the session wrote before it ended.
      if (this.#session !== undefined) this.#context.self.send({ type: "sessionEnded", reason });
    });
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

  #sessionEnded(reason: ExitReason): void {
    if (this.#session === undefined) return;
    this.#session = undefined;
    const { report, count } = this.#settings;
    this.#leaveRoom();
    if (reason.type === "crashed") {
      report({ type: "crashed", address: this.#address, error: reason.error });
      this.#writeText(farewell("failed", this.#manner()));
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

  #turnAway(reason: RefusalReason): void {
    this.#writeText(refusal(reason, this.#manner()));
    this.#finish();
  }

  #manner(): Manner {
    return { dialect: this.#dialect, language: this.#settings.language };
  }

  #writeText(text: string): void {
    this.#socket.write({ bytes: new TextEncoder().encode(text), weight: 0 });
  }

  #finish(): void {
    this.#phase = "finishing";
    this.#socket.finish();
  }
}
