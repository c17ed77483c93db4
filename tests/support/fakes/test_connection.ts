/**
 * One connection's actor. The test plays its client, the greeter, the room registry, two rooms and
 * the session.
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

/** The greeting of a framed client that wants a new seat. Checked names are branded strings. */
export const HELLO = {
  dialect: "framed",
  name: "ola",
  room: "main",
  resume: null,
  helloBytes: 0,
} as unknown as Greeting;

/** A session's message about a late hello. */
export function lateHello(room: string, resume: Resume | null = null): ConnectionMessage {
  // The same.
  return { type: "hello", name: "ola", room, resume } as unknown as ConnectionMessage;
}

/** What the connections of a test share. */
export class Reception {
  readonly clock = new FakeClock();
  readonly tokenThrottle = new TokenThrottle();
  readonly roomActivity = new RoomActivity();
  readonly network = new SimulatedNetwork();
  readonly listener = this.network.listen();
}

/** A connection under test. */
export class TestConnection {
  readonly client: SimulatedClient;
  readonly id = "client" as SessionId; // Any string is one, here.
  /** Its messages to the greeter. */
  readonly toGreeter: GreeterMessage[] = [];
  /** Its messages to the registry and to each room. */
  readonly joins: RoomsMessage[] = [];
  readonly toRoom: RoomMessage[] = [];
  readonly toOtherRoom: RoomMessage[] = [];
  /** How its session was started, and the messages to it. */
  init: SessionInit | undefined;
  readonly toSession: SessionMessage[] = [];
  /** Whether the actor and the session have ended. */
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
      tokenThrottle: reception.tokenThrottle,
      roomActivity: reception.roomActivity,
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

  /** A client connects. */
  static async open(reception = new Reception(), ip = "10.0.0.1"): Promise<TestConnection> {
    const client = await reception.network.connect(ip);
    const connection = new TestConnection(reception, client, await reception.listener.accept());
    await settled();
    return connection;
  }

  /** A client connects and shows this token. */
  static async showing(token: string, reception?: Reception, ip?: string) {
    const connection = await TestConnection.open(reception, ip);
    await connection.greet({ ...HELLO, resume: { token, seq: 17 } } as Greeting); // The same.
    return connection;
  }

  /** A client connects, and the connection has asked for a seat. */
  static async asking(dialect: Dialect, reception?: Reception): Promise<TestConnection> {
    const connection = await TestConnection.open(reception);
    await connection.greet(dialect === "plain" ? { dialect } : HELLO);
    return connection;
  }

  /** The same, and the room has welcomed the client. */
  static async joined(dialect: Dialect, reception?: Reception): Promise<TestConnection> {
    const connection = await TestConnection.asking(dialect, reception);
    await connection.welcome();
    return connection;
  }

  /** The actor's address. */
  get address(): Address<ConnectionMessage> {
    return this.#connection.ref.address;
  }

  /** The usual room. */
  get room(): Address<RoomMessage> {
    return this.#system.address("room");
  }

  /** Another room. */
  get otherRoom(): Address<RoomMessage> {
    return this.#system.address("other room");
  }

  /** The rooms of its cancelled joins. */
  get cancelled(): readonly RoomName[] {
    return this.joins.flatMap((message) => message.type === "cancelJoin" ? [message.room] : []);
  }

  /** Its requests for seats. */
  get requests(): readonly JoinRequest[] {
    return this.joins.flatMap((message) => message.type === "join" ? [message.request] : []);
  }

  /** The greeter answers. */
  greet(greeting: Greeting): Promise<void> {
    return this.take({ type: "greeted", greeting });
  }

  /** A room welcomes the client. */
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

  /** The actor receives a message. */
  async take(message: ConnectionMessage): Promise<void> {
    this.#connection.ref.send(message);
    await settled();
  }

  /** The actor is asked to stop. */
  async stop(): Promise<void> {
    this.#connection.stop();
    await settled();
  }

  /** Time passes. */
  async pass(ms: number): Promise<void> {
    this.#reception.clock.advance(ms);
    await settled();
  }

  /** Kills the actor. */
  async kill(): Promise<void> {
    this.#connection.kill();
    await settled();
  }

  #listener<M>(id: string, heard: M[]) {
    const receive = (message: M) => void heard.push(message);
    return this.#system.spawn<M>(id, () => ({ receive }), { mailbox: 99 }).ref.address;
  }
}

/** Shows so many wrong tokens from one ip. */
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
