/**
 * A room and its clients' sessions without a system around them: what one sends, the other gets at once. Where their
 * connections would be, is the test.
 *
 * @module
 */

import type { ConnectionMessage, SessionId, SessionInit } from "../../actors/messages.ts";
import { doorOf, TestRoom, type Told } from "./test_room.ts";
import { TestSession } from "./test_session.ts";

/** One client, and how far what its session sent was passed on. */
interface Client {
  readonly session: TestSession;
  toRoom: number;
  toConnection: number;
  /** What was written and has not left. */
  unwritten: Extract<ConnectionMessage, { type: "write" }>[];
}

/** A chat in the test's hands. */
export class TestChat {
  readonly room: TestRoom;
  readonly #clients = new Map<string, Client>();

  constructor(capacity = 2) {
    this.room = new TestRoom({ capacity });
  }

  /** Lets somebody in. */
  join(who: string, dialect: SessionInit["dialect"]): TestSession {
    const session = new TestSession({ session: who as SessionId, dialect, idleTimeout: 60_000 });
    this.#clients.set(who, { session, toRoom: 0, toConnection: 0, unwritten: [] });
    this.#deliver(this.room.join(who, dialect === "plain" ? `127.0.0.1:${who.length}` : who));
    this.#passOn();
    return session;
  }

  /** Lets a client do something, and all that follows from it happen. */
  act(who: string, act: (session: TestSession) => void): void {
    const client = this.#clients.get(who);
    if (client === undefined) return;
    act(client.session);
    this.#passOn();
  }

  /** Lets all leave for the client that was written to it. */
  drain(who: string): void {
    const client = this.#clients.get(who);
    if (client === undefined || client.unwritten.length === 0) return;
    const weight = client.unwritten.reduce((sum, { weight }) => sum + weight, 0);
    const mark = client.unwritten.findLast((write) => write.mark !== undefined)?.mark;
    client.unwritten = [];
    client.session.take({ type: "written", weight, ...(mark === undefined ? {} : { mark }) });
    this.#passOn();
  }

  #deliver(told: readonly Told[]): void {
    for (const { to, message } of told) {
      for (const [who, { session }] of this.#clients) {
        // Who is told by the name of a session or its door takes what is sent there.
        if (to === who) session.take(message as Parameters<TestSession["take"]>[0]);
        if (to === doorOf(who) && message.type === "admitted") this.#deliver(this.room.enter(who));
      }
    }
  }

  #passOn(): void {
    for (let still = false; !still;) {
      still = true;
      for (const [who, client] of this.#clients) {
        for (const message of client.session.toRoom.slice(client.toRoom)) {
          client.toRoom++;
          still = false;
          this.#deliver(this.room.take(message));
        }
        for (const message of client.session.toConnection.slice(client.toConnection)) {
          client.toConnection++;
          still = false;
          this.#connect(who, client, message);
        }
      }
    }
  }

  /** What its connection does. */
  #connect(who: string, client: Client, message: ConnectionMessage): void {
    if (message.type === "write") client.unwritten.push(message);
    if (message.type === "finish") this.#deliver(this.room.leave(who));
    if (message.type !== "rejoin") return;
    // There is one room, and no place in any other.
    this.#deliver(this.room.leave(who));
    client.session.take({ type: "refused", reason: "room_full" });
  }
}
