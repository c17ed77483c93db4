/**
 * One connection's actor, with the test in the place of all that it deals with: its client, the greeter, the rooms and
 * its session.
 *
 * @module
 */

import type { SessionId } from "../../actors/facts.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
  JoinRequest,
  RoomMessage,
  RoomsMessage,
  SessionInit,
  SessionMessage,
} from "../../actors/messages.ts";
import type { ActorRef } from "../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../actors/runtime/system.ts";
import { startConnection } from "../../server/connection.ts";
import { Guesses } from "../../server/guesses.ts";
import { FakeClock } from "./fake_clock.ts";
import { settled } from "./settled.ts";
import { type SimulatedClient, SimulatedNetwork } from "./simulated_network.ts";

/** What the connections of one test have in common. */
export class Reception {
  readonly clock = new FakeClock();
  readonly guesses = new Guesses();
  readonly network = new SimulatedNetwork();
  readonly listener = this.network.listen();
}

/** A connection in the test's hands. */
export class TestConnection {
  readonly client: SimulatedClient;
  /** What it asked of the rooms, and what it told the room that it was admitted to. */
  readonly joins: RoomsMessage[] = [];
  readonly toRoom: RoomMessage[] = [];
  /** What its session was started with, and what it was sent. */
  init: SessionInit | undefined;
  readonly toSession: SessionMessage[] = [];
  /** Whether its actor has ended, and its session. */
  exited = false;
  sessionExited = false;
  readonly #reception: Reception;
  readonly #system: ActorSystem;
  readonly #connection: Spawned<ConnectionMessage>;
  #session: ActorRef<SessionMessage> | undefined;

  private constructor(
    reception: Reception,
    client: SimulatedClient,
    conn: Awaited<ReturnType<Reception["listener"]["accept"]>>,
  ) {
    this.#reception = reception;
    this.client = client;
    this.#system = new ActorSystem({ node: "test", clock: reception.clock });
    const greeter = this.#listener<GreeterMessage>("greeter", []);
    const rooms = this.#listener<RoomsMessage>("rooms", this.joins);
    this.#listener<RoomMessage>("room", this.toRoom);
    let tokens = 0;
    const start = startConnection(conn, "client" as SessionId, "anything", {
      language: "en",
      idleTimeout: 0,
      greeter,
      rooms,
      newToken: () => `fresh${++tokens}`,
      guesses: reception.guesses,
      startSession: (init, exited) => {
        this.init = init;
        const session = this.#system.spawn<SessionMessage>(
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
        this.#session = session.ref;
        return session;
      },
      count: () => 0,
      countCrash: () => 0,
      receiveVisit: () => {
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
    await connection.greet({
      dialect: "framed",
      name: "ola",
      room: "main",
      resume: { token, seq: 17 },
      helloBytes: 0,
    } as Greeting); // A checked name and room are branded strings.
    return connection;
  }

  /** What it asked for, each time. */
  get requests(): readonly JoinRequest[] {
    return this.joins.flatMap((message) => message.type === "join" ? [message.request] : []);
  }

  /** The greeter tells what the client is. */
  greet(greeting: Greeting): Promise<void> {
    return this.take({ type: "greeted", greeting });
  }

  /** The room lets it in. */
  admit(resumed = false): Promise<void> {
    return this.take({ type: "admitted", room: this.#system.address("room"), resumed });
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
