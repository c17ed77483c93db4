/**
 * One connection's actor, with the test in the place of all that it deals with: its client, the greeter, the rooms' directory,
 * two rooms and its session.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { RoomName, SessionId } from "../../../actors/messages/events.ts";
import type {
  ConnectionMessage,
  Dialect,
  GreeterMessage,
  Greeting,
  Resume,
  SessionInit,
  SessionMessage,
} from "../../../actors/messages/connection.ts";
import type {
  JoinRequest,
  MemberMessage,
  RoomMessage,
  RoomsMessage,
} from "../../../actors/messages/room.ts";
import type { Address } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import { startConnection } from "../../../server/connection/connection.ts";
import { FIRST_WAIT, MAX_WAIT, TokenThrottle } from "../../../server/connection/token_throttle.ts";
import { RoomActivity } from "../../../server/rooms/room_activity.ts";
import { Socket } from "../../../server/net/socket.ts";
import { FakeClock } from "./fake_clock.ts";
import { settled } from "./settled.ts";
import { type SimulatedClient, SimulatedNetwork } from "./simulated_network.ts";

type Welcome = Extract<MemberMessage, { type: "welcome" }>;

/** What somebody turned out to be who wants a new seat. A checked name and room are branded strings. */
export const HELLO = {
  dialect: "framed",
  name: "ola",
  room: "main",
  resume: null,
  helloBytes: 0,
} as unknown as Greeting;

/** What its session says whose client says hello so late, and wants that seat. */
export function lateHello(room: string, resume: Resume | null = null): ConnectionMessage {
  // The same.
  return { type: "hello", name: "ola", room, resume } as unknown as ConnectionMessage;
}

/** What the connections of one test have in common. */
export class Reception {
  readonly clock = new FakeClock();
  readonly guesses = new TokenThrottle();
  readonly traffic = new RoomActivity();
  readonly network = new SimulatedNetwork();
  readonly listener = this.network.listen();
}

/** A connection in the test's hands. */
export class TestConnection {
  readonly client: SimulatedClient;
  readonly id = "client" as SessionId; // Any string is one, here.
  /** What it told the greeter. */
  readonly toGreeter: GreeterMessage[] = [];
  /** What it asked of the rooms' directory, and what it told each room. */
  readonly joins: RoomsMessage[] = [];
  readonly toRoom: RoomMessage[] = [];
  readonly toOtherRoom: RoomMessage[] = [];
  /** What its session was started with, and what it was sent. */
  init: SessionInit | undefined;
  readonly toSession: SessionMessage[] = [];
  /** Whether its actor has ended, and its session. */
  exited = false;
  sessionExited = false;
  readonly #reception: Reception;
  readonly #system: ActorSystem;
  readonly #connection: Spawned<ConnectionMessage>;

  private constructor(
    reception: Reception,
    client: SimulatedClient,
    conn: Awaited<ReturnType<Reception["listener"]["accept"]>>,
  ) {
    this.#reception = reception;
    this.client = client;
    this.#system = new ActorSystem({ node: "test", clock: reception.clock });
    const greeter = this.#listener<GreeterMessage>("greeter", this.toGreeter);
    const rooms = this.#listener<RoomsMessage>("rooms", this.joins);
    this.#listener<RoomMessage>("room", this.toRoom);
    this.#listener<RoomMessage>("other room", this.toOtherRoom);
    let tokens = 0;
    const start = startConnection({
      id: this.id,
      remoteAddr: conn.remoteAddr,
      openSocket: (events) => new Socket(conn, reception.clock, events),
      allowed: "anything",
    }, {
      language: "en",
      idleTimeout: 0,
      greeter,
      rooms,
      newToken: () => `fresh${++tokens}`,
      tokenThrottle: reception.guesses,
      roomActivity: reception.traffic,
      startSession: (init, exited) => {
        this.init = init;
        return this.#system.spawn<SessionMessage>(
          "session",
          () => ({ receive: (message) => void this.toSession.push(message) }),
          {
            mailbox: 99,
            exited: (reason) => {
              this.sessionExited = true;
              exited(reason);
            },
          },
        );
      },
      count: () => 0,
      countCrash: () => 0,
      serveHttp: () => {
        throw new TypeError("Nobody visits here");
      },
      report: () => {},
    });
    const exited = () => void (this.exited = true);
    this.#connection = this.#system.spawn("connection", start, { mailbox: 99, exited });
  }

  /** Somebody connects from `host`. */
  static async open(reception = new Reception(), host = "10.0.0.1"): Promise<TestConnection> {
    const client = await reception.network.connect(host);
    const connection = new TestConnection(reception, client, await reception.listener.accept());
    await settled();
    return connection;
  }

  /** Somebody connects, and says a hello that shows this token. */
  static async showing(token: string, reception?: Reception, host?: string) {
    const connection = await TestConnection.open(reception, host);
    await connection.greet({ ...HELLO, resume: { token, seq: 17 } } as Greeting); // The same.
    return connection;
  }

  /** A client connects, and its connection has asked for a seat. */
  static async asking(dialect: Dialect, reception?: Reception): Promise<TestConnection> {
    const connection = await TestConnection.open(reception);
    await connection.greet(dialect === "plain" ? { dialect } : HELLO);
    return connection;
  }

  /** The same, and the room has welcomed it. */
  static async joined(dialect: Dialect, reception?: Reception): Promise<TestConnection> {
    const connection = await TestConnection.asking(dialect, reception);
    await connection.welcome();
    return connection;
  }

  /** Where it takes messages. */
  get address(): Address<ConnectionMessage> {
    return this.#connection.ref.address;
  }

  /** The room that it is most often in. */
  get room(): Address<RoomMessage> {
    return this.#system.address("room");
  }

  /** Another. */
  get otherRoom(): Address<RoomMessage> {
    return this.#system.address("other room");
  }

  /** The rooms that it asked for a seat, and then no longer wanted one of. */
  get cancelled(): readonly RoomName[] {
    return this.joins.flatMap((message) => message.type === "cancelJoin" ? [message.room] : []);
  }

  /** What it asked for, each time. */
  get requests(): readonly JoinRequest[] {
    return this.joins.flatMap((message) => message.type === "join" ? [message.request] : []);
  }

  /** The greeter tells what the client is. */
  greet(greeting: Greeting): Promise<void> {
    return this.take({ type: "greeted", greeting });
  }

  /** A room has it in. */
  welcome(told: Partial<Welcome> = {}): Promise<void> {
    return this.take({
      type: "welcome",
      room: this.room,
      name: "main" as RoomName, // A checked name.
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [],
      seq: 17,
      resumed: false,
      since: 17,
      ...told,
    });
  }

  /** It is sent something. */
  async take(message: ConnectionMessage): Promise<void> {
    this.#connection.ref.send(message);
    await settled();
  }

  /** It is told to stop. */
  async stop(): Promise<void> {
    this.#connection.stop();
    await settled();
  }

  /** Time passes. */
  async pass(ms: number): Promise<void> {
    this.#reception.clock.advance(ms);
    await settled();
  }

  /** Ends what is left of it. */
  async kill(): Promise<void> {
    this.#connection.kill();
    await settled();
  }

  #listener<M>(id: string, heard: M[]) {
    const receive = (message: M) => void heard.push(message);
    return this.#system.spawn<M>(id, () => ({ receive }), { mailbox: 99 }).ref.address;
  }
}

/** Lets an address show so many tokens that are no seat's. */
export async function guess(reception: Reception, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const connection = await TestConnection.showing(`guess${i}`, reception);
    for (let ms = 0; connection.requests.length === 0; ms += FIRST_WAIT) {
      assert(ms <= MAX_WAIT, "it never asks");
      await connection.pass(FIRST_WAIT);
    }
    await connection.take({ type: "refused", reason: "room_full" });
    await connection.kill();
  }
}
