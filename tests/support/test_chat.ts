/**
 * A room and its clients' sessions without a system around them: what one sends, the other gets at once. Where their
 * connections would be, is the test.
 *
 * @module
 */

import type { SessionId } from "../../actors/facts.ts";
import type { ConnectionMessage, SessionInit } from "../../actors/messages.ts";
import { doorOf, type JoinOptions, TestRoom } from "./test_room.ts";
import type { Told } from "./told.ts";
import { TestSession } from "./test_session.ts";

type Write = Extract<ConnectionMessage, { type: "write" }>;

/** One connection of a client, and how far what its session sent was passed on. */
interface Client {
  readonly session: TestSession;
  toRoom: number;
  toConnection: number;
  /** What was written and has not left. */
  unwritten: Write[];
  /** What has left. */
  readonly heard: Write[];
  /** Whose token its seat has: that of the connection that it was first given to. */
  seat: string;
}

const decoder = new TextDecoder();

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
  join(who: string, dialect: SessionInit["dialect"]): TestSession {
    const name = dialect === "plain" ? `127.0.0.1:${who.length}` : who;
    return this.#connect(who, who, name, dialect, { returns: dialect === "framed" });
  }

  /** Lets a framed client come back by another connection, with all that has left for it up to `seq`. */
  comeBack(who: string, seq: number): TestSession {
    const of = this.#now.get(who)?.seat ?? who;
    const id = `${who} ${this.#clients.size}`;
    return this.#connect(who, id, who, "framed", { resume: { of, seq } });
  }

  /** Lets a client do something, and all that follows from it happen. */
  act(who: string, act: (session: TestSession) => void): void {
    const client = this.#now.get(who);
    if (client === undefined) return;
    act(client.session);
    this.#passOn();
  }

  /** Lets all leave for the client that was written to it. */
  drain(who: string): void {
    const client = this.#now.get(who);
    if (client === undefined || client.unwritten.length === 0) return;
    const weight = client.unwritten.reduce((sum, { weight }) => sum + weight, 0);
    const mark = client.unwritten.findLast((write) => write.mark !== undefined)?.mark;
    client.heard.push(...client.unwritten);
    client.unwritten = [];
    client.session.take({ type: "written", weight, ...(mark === undefined ? {} : { mark }) });
    this.#passOn();
  }

  /** The frames that have left for a framed client, by whatever connection. */
  heard(who: string): readonly Record<string, unknown>[] {
    const own = [...this.#clients].filter(([id]) => id === who || id.startsWith(`${who} `));
    return own.flatMap(([, { heard }]) => heard).flatMap(({ bytes }) =>
      decoder.decode(bytes).split("\n").slice(0, -1).map((line) => JSON.parse(line))
    );
  }

  #connect(
    who: string,
    id: string,
    name: string,
    dialect: SessionInit["dialect"],
    options: JoinOptions,
  ): TestSession {
    const session = new TestSession({ session: id as SessionId, dialect, idleTimeout: 60_000 });
    const client = { session, toRoom: 0, toConnection: 0, unwritten: [], heard: [], seat: id };
    this.#clients.set(id, client);
    this.#now.set(who, client);
    if (options.resume !== undefined) client.seat = options.resume.of;
    this.#deliver(this.room.join(id, name, options));
    this.#passOn();
    return session;
  }

  #deliver(told: readonly Told[]): void {
    for (const { to, message } of told) {
      for (const [id, client] of this.#clients) {
        // Who is told by the name of a session or its door takes what is sent there.
        if (to === id) client.session.take(message as Parameters<TestSession["take"]>[0]);
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
        for (const message of client.session.toRoom.slice(client.toRoom)) {
          client.toRoom++;
          still = false;
          this.#deliver(this.room.take(message));
        }
        for (const message of client.session.toConnection.slice(client.toConnection)) {
          client.toConnection++;
          still = false;
          this.#hear(id, client, message);
        }
      }
    }
  }

  /** What its connection does. */
  #hear(id: string, client: Client, message: ConnectionMessage): void {
    if (message.type === "write") client.unwritten.push(message);
    // It gives up what its session has not.
    if (message.type === "finish") this.#deliver(this.room.leave(id, "lost"));
    if (message.type !== "rejoin") return;
    // There is one room, and no place in any other.
    this.#deliver(this.room.leave(id));
    client.session.take({ type: "refused", reason: "room_full" });
  }
}
