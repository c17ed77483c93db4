/**
 * The connection's side of the handshake. It passes a newcomer's bytes to the greeter, which finds
 * out what the client speaks, and keeps them for the session or the HTTP server.
 *
 * @module
 */

import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
} from "../../actors/messages/connection.ts";
import type { ActorContext, Address } from "../../actors/runtime/actor.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import { concatenate } from "../../actors/encoding/bytes.ts";
import type { Peer } from "../net/peer.ts";
import type { PhaseEvent } from "./phase_events.ts";
import { requestOfPlain } from "./seat_request.ts";

/** One newcomer's bytes, from its first until its session begins. */
export class Handshake {
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #greeter: Address<GreeterMessage>;
  #chunks: Uint8Array[] = [];
  #known = false;

  /** @param framed Whether only frames are allowed. */
  constructor(
    context: ActorContext<ConnectionMessage>,
    greeter: Address<GreeterMessage>,
    ip: string,
    framed: boolean,
  ) {
    this.#context = context;
    this.#greeter = greeter;
    this.#tell({ type: "newcomer", connection: context.self.address, ip, framed });
  }

  /** The client sent something. */
  received(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    if (this.#known) return;
    this.#tell({ type: "bytes", connection: this.#context.self.address, bytes });
  }

  /** The client sends no more. */
  ended(): void {
    this.#tell({ type: "ended", connection: this.#context.self.address });
  }

  /** The greeter has found out what the client speaks. It has used this many bytes, the hello. */
  known(helloBytes = 0): void {
    this.#known = true;
    this.#chunks = [concatenate(this.#chunks).slice(helloBytes)];
  }

  /** The connection has ended. The greeter has already forgotten clients that it knows. */
  gone(): void {
    if (!this.#known) this.#tell({ type: "gone", connection: this.#context.self.address });
  }

  /** Takes out the bytes that are left. */
  take(): Uint8Array {
    const bytes = concatenate(this.#chunks);
    this.#chunks = [];
    return bytes;
  }

  #tell(message: GreeterMessage): void {
    this.#context.send(this.#greeter, message);
  }
}

/** What the connection makes of a greeting. */
export function greetedEvent(greeting: Greeting, peer: Peer): PhaseEvent {
  switch (greeting.dialect) {
    case "plain":
      return { type: "seatRequested", request: requestOfPlain(peer) };
    case "framed": {
      if ("invalid" in greeting) return { type: "helloInvalid", reason: greeting.invalid };
      const { room, name, resume } = greeting;
      return { type: "seatRequested", request: { room, name, resume, returns: true } };
    }
    case "http":
      return { type: "httpDetected" };
    case "tls":
    case "none":
      return { type: "notServed" };
    default:
      assertNever(greeting);
  }
}
