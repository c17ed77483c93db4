/**
 * A room with the sessions and writers of its clients, without an actor system: each message
 * arrives at once. This module plays the part of the connections, which join the three.
 *
 * @module
 */

import type { SessionId } from "../../../actors/messages/events.ts";
import type { ConnectionMessage, Dialect } from "../../../actors/messages/connection.ts";
import type { MemberMessage } from "../../../actors/messages/room.ts";
import { renderRefusal } from "../../../actors/session/refusals.ts";
import { replyFormatOf } from "../../../actors/session/outbound/writer.ts";
import { type JoinOptions, TestRoom } from "./test_room.ts";
import { TestSession } from "./test_session.ts";
import { framesOf, TestWriter } from "./test_writer.ts";
import type { Told } from "./told.ts";

/** One connection of a client. */
export interface TestClient {
  readonly session: TestSession;
  /** Also writes what the session answers. */
  readonly writer: TestWriter;
}

/** A connection, with how far its messages have been passed on. */
interface Client extends TestClient {
  /** How many messages of its session and its writer were passed on. */
  sent: number;
  taken: number;
  /** How many writes have left. */
  left: number;
  /** Whether it is closing, and writes nothing more. */
  finished: boolean;
  /** The connection that the seat was first given to, whose token the seat has. */
  seat: string;
}

/** A chat under test. */
export class TestChat {
  readonly room: TestRoom;
  /** Every connection, and the current one of each client. */
  readonly #clients = new Map<string, Client>();
  readonly #now = new Map<string, Client>();

  constructor(capacity = 2) {
    this.room = new TestRoom({ capacity });
  }

  /** Connects a client and gives it a seat. */
  join(who: string, dialect: Dialect): TestClient {
    const name = dialect === "plain" ? `127.0.0.1:${who.length}` : who;
    return this.#connect(who, who, name, dialect, { returns: dialect === "framed" });
  }

  /** Resumes a framed client on a new connection; it has everything up to `seq`. */
  comeBack(who: string, seq: number): TestClient {
    const of = this.#now.get(who)?.seat ?? who;
    const id = `${who} ${this.#clients.size}`;
    return this.#connect(who, id, who, "framed", { resume: { of, seq } });
  }

  /** Lets a client act, and passes on every message that follows. */
  act(who: string, act: (client: TestClient) => void): void {
    const client = this.#now.get(who);
    if (client === undefined) return;
    act(client);
    this.#passOn();
  }

  /** Lets everything written to a client leave. */
  drain(who: string): void {
    const client = this.#now.get(who);
    if (client === undefined) return;
    const { outgoing: writings } = client.writer;
    const unwritten = writings.slice(client.left);
    if (unwritten.length === 0) return;
    client.left = writings.length;
    const weight = unwritten.reduce((sum, { weight }) => sum + weight, 0);
    client.writer.noteWritten(weight, unwritten.findLast(({ mark }) => mark !== undefined)?.mark);
    this.#passOn();
  }

  /** The frames that have left for a framed client, on all of its connections. */
  heard(who: string): readonly Record<string, unknown>[] {
    const own = [...this.#clients].filter(([id]) => id === who || id.startsWith(`${who} `));
    return own.flatMap(([, { writer, left }]) => framesOf(writer.outgoing.slice(0, left)));
  }

  #connect(
    who: string,
    id: string,
    name: string,
    dialect: Dialect,
    options: JoinOptions,
  ): TestClient {
    const session = new TestSession({ session: id as SessionId, dialect, idleTimeout: 60_000 });
    const shown = options.resume?.of ?? null;
    const writer = new TestWriter({ dialect, token: id }).askForSeat(shown);
    const untouched = { sent: 0, taken: 0, left: 0, finished: false };
    const client = { session, writer, ...untouched, seat: shown ?? id };
    this.#clients.set(id, client);
    this.#now.set(who, client);
    this.#deliver(this.room.join(id, name, options));
    this.#passOn();
    return client;
  }

  #deliver(told: readonly Told[]): void {
    for (const { to, message } of told) {
      for (const [id, client] of this.#clients) {
        if (to !== id || message.type === "refused") continue;
        if (message.type === "welcome" && !message.resumed) client.seat = id;
        // What the room sends to a session's name is for its member.
        this.#tell(id, client, message as MemberMessage);
      }
    }
  }

  #passOn(): void {
    for (let still = false; !still;) {
      still = true;
      for (const [id, client] of this.#clients) {
        for (; client.sent < client.session.sent.length; still = false) {
          const sent = client.session.sent[client.sent++];
          if (sent?.to === "room") this.#deliver(this.room.take(sent.message));
          if (sent?.to === "connection") this.#hear(id, client, sent.message);
        }
        for (; client.taken < client.writer.taken.length; still = false) {
          const taken = client.writer.taken[client.taken++];
          if (taken !== undefined) this.#deliver(this.room.taken(id, taken.weight, taken.seq));
        }
      }
    }
  }

  /** Plays the connection's part for a message of the room. */
  #tell(id: string, client: Client, message: MemberMessage): void {
    const { session, writer } = client;
    if (client.finished) return;
    writer.receive(message);
    const paused = writer.state.waitingFor !== null;
    if (message.type === "welcome") session.take({ type: "entered", room: message.room, paused });
    if (message.type === "flow") session.flow(paused);
    if (message.type === "neverSent") session.take(message);
    if (message.type === "closed") this.#dismissed(id, client);
  }

  /** Plays the connection's part for a message of the session. */
  #hear(id: string, client: Client, message: ConnectionMessage): void {
    const { writer, finished } = client;
    if (message.type === "write" && !finished) writer.write(message.text);
    if (message.type === "finish") this.#finish(id, client);
    if (message.type !== "hello") return;
    writer.speakFrames();
    if (message.room === this.room.state.config.name && message.resume === null) {
      return this.#deliver(this.room.introduce(id, message.name));
    }
    // There is only one room.
    this.#deliver(this.room.leave(id));
    writer.askForSeat(message.resume?.token).write(
      renderRefusal("room_full", replyFormatOf(writer.state)),
    );
    this.#dismissed(id, client);
  }

  #dismissed(id: string, client: Client): void {
    client.session.take({ type: "dismissed" });
    this.#finish(id, client);
  }

  /** Gives up the seat if the session has not. */
  #finish(id: string, client: Client): void {
    client.finished = true;
    this.#deliver(this.room.leave(id, "lost"));
  }
}
