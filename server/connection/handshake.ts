/**
 * A newcomer's dealings with the greeter: what it sends is shown to that until it is known what it speaks, and kept for whoever
 * is to have it then.
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

/** What one newcomer sends before there is anybody to have it. */
export class Handshake {
  readonly #context: ActorContext<ConnectionMessage>;
  readonly #greeter: Address<GreeterMessage>;
  #chunks: Uint8Array[] = [];
  #known = false;

  /**
   * Presents it.
   *
   * @param host Where it is, without the port.
   * @param framed Whether it speaks frames or nothing.
   */
  constructor(
    context: ActorContext<ConnectionMessage>,
    greeter: Address<GreeterMessage>,
    host: string,
    framed: boolean,
  ) {
    this.#context = context;
    this.#greeter = greeter;
    this.#tell({ type: "newcomer", connection: context.self.address, ip: host, framed });
  }

  /** It has sent something. */
  received(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    if (this.#known) return;
    this.#tell({ type: "bytes", connection: this.#context.self.address, bytes });
  }

  /** It will send no more. */
  ended(): void {
    this.#tell({ type: "ended", connection: this.#context.self.address });
  }

  /** It is known what it speaks; so many of its bytes told that, and are for nobody else. */
  known(helloBytes = 0): void {
    this.#known = true;
    this.#chunks = [concatenate(this.#chunks).slice(helloBytes)];
  }

  /** It is gone. Whom the greeter knew it has forgotten by itself, and would be woken for nothing. */
  gone(): void {
    if (!this.#known) this.#tell({ type: "gone", connection: this.#context.self.address });
  }

  /** Gives what it has sent to whoever has it from now on. */
  take(): Uint8Array {
    const bytes = concatenate(this.#chunks);
    this.#chunks = [];
    return bytes;
  }

  #tell(message: GreeterMessage): void {
    this.#context.send(this.#greeter, message);
  }
}

/** What the greeter's finding means for the connection. */
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
