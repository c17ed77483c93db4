/**
 * A room, its clients' sessions and the writers to them, without a system around them: what one sends, the other gets at once.
 * The connections' part, which puts the three together, is played here.
 *
 * @module
 */

import type { SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  Dialect,
  MemberMessage,
} from "../../../actors/messages/messages.ts";
import { renderRefusal } from "../../../actors/session/refusals.ts";
import { replyFormatOf } from "../../../actors/session/outbound/writer.ts";
import { doorOf, type JoinOptions, TestRoom } from "./test_room.ts";
import { TestSession } from "./test_session.ts";
import { framesIn, TestWriter } from "./test_writer.ts";
import type { Told } from "./told.ts";

/** One connection of a client. */
export interface TestClient {
  readonly session: TestSession;
  /** What is written to the client: also what its session answers it. */
  readonly writer: TestWriter;
}

/** The same, and how far it has come. */
interface Client extends TestClient {
  /** How many of its session's and its writer's messages were passed on. */
  sent: number;
  taken: number;
  /** What of what was written has left. */
  left: number;
  /** Whether it closes: nothing more is written. */
  finished: boolean;
  /** Whose token its seat has: that of the connection that it was first given to. */
  seat: string;
}

/** A chat in the test's hands. */
export class TestChat {
  readonly room: TestRoom;
  /** All connections, and which of them each client has now. */
  readonly #clients = new Map<string, Client>();
  readonly #now = new Map<string, Client>();

  constructor(capacity = 2) {
    this.room = new TestRoom({ capacity });
  }

  /** Lets somebody in. */
  join(who: string, dialect: Dialect): TestClient {
    const name = dialect === "plain" ? `127.0.0.1:${who.length}` : who;
    return this.#connect(who, who, name, dialect, { returns: dialect === "framed" });
  }

  /** Lets a framed client come back by another connection, with all that has left for it up to `seq`. */
  comeBack(who: string, seq: number): TestClient {
    const of = this.#now.get(who)?.seat ?? who;
    const id = `${who} ${this.#clients.size}`;
    return this.#connect(who, id, who, "framed", { resume: { of, seq } });
  }

  /** Lets a client do something, and all that follows from it happen. */
  act(who: string, act: (client: TestClient) => void): void {
    const client = this.#now.get(who);
    if (client === undefined) return;
    act(client);
    this.#passOn();
  }

  /** Lets all leave for the client that was written to it. */
  drain(who: string): void {
    const client = this.#now.get(who);
    if (client === undefined) return;
    const { writings } = client.writer;
    const unwritten = writings.slice(client.left);
    if (unwritten.length === 0) return;
    client.left = writings.length;
    const weight = unwritten.reduce((sum, { weight }) => sum + weight, 0);
    client.writer.haveLeft(weight, unwritten.findLast(({ mark }) => mark !== undefined)?.mark);
    this.#passOn();
  }

  /** The frames that have left for a framed client, by whatever connection. */
  heard(who: string): readonly Record<string, unknown>[] {
    const own = [...this.#clients].filter(([id]) => id === who || id.startsWith(`${who} `));
    return own.flatMap(([, { writer, left }]) => framesIn(writer.writings.slice(0, left)));
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
        // Who is told by the name of a session or its door takes what is sent there.
        if (to === id) this.#tell(id, client, message as MemberMessage);
        if (to !== doorOf(id) || message.type !== "admitted") continue;
        if (!message.resumed) client.seat = id;
        this.#deliver(this.room.enter(id));
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

  /** What its connection does with what the room tells. */
  #tell(id: string, client: Client, message: MemberMessage): void {
    const { session, writer } = client;
    if (client.finished) return;
    writer.tell(message);
    const paused = writer.state.waitingFor !== null;
    if (message.type === "welcome") session.take({ type: "entered", room: message.room, paused });
    if (message.type === "flow") session.flow(paused);
    if (message.type === "neverSent") session.take(message);
    if (message.type === "closed") this.#dismissed(id, client);
  }

  /** What it does with what its session sends. */
  #hear(id: string, client: Client, message: ConnectionMessage): void {
    const { writer, finished } = client;
    if (message.type === "write" && !finished) writer.write(message.text);
    if (message.type === "finish") this.#finish(id, client);
    if (message.type !== "hello") return;
    writer.speakFrames();
    if (message.room === this.room.state.config.name && message.resume === null) {
      return this.#deliver(this.room.introduce(id, message.name));
    }
    // There is one room, and no place in any other.
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

  /** It gives up what its session has not. */
  #finish(id: string, client: Client): void {
    client.finished = true;
    this.#deliver(this.room.leave(id, "lost"));
  }
}
