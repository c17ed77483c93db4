/**
 * A greeter without an actor system, with new connections to greet.
 *
 * @module
 */

import {
  emptyGreeter,
  type GreeterState,
  greeterTransition,
} from "../../../actors/greeter/greeter.ts";
import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
} from "../../../actors/messages/connection.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { bytesOf } from "../arbitraries/bytes.ts";
import { deepFreeze } from "../deep_freeze.ts";
import { FakeClock } from "./fake_clock.ts";

/** A whole HTTP request. */
export const HTTP = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/** A greeter under test. Its states are frozen. */
export class TestGreeter {
  state: GreeterState = emptyGreeter;
  readonly clock = new FakeClock();
  /** The greetings, in order. */
  readonly greeted: [who: string, greeting: Greeting][] = [];
  /** How many bytes of each newcomer were consumed. */
  readonly consumed = new Map<string, number>();
  readonly #timers = new Map<string, () => void>();

  /** Passes a message to the greeter. */
  take(message: GreeterMessage): this {
    const step = greeterTransition(deepFreeze(this.state), deepFreeze(message), this.clock.now());
    this.state = step.state;
    for (const effect of step.effects) {
      switch (effect.type) {
        case "send":
          // The typed `send` made it for a connection's address.
          this.#sent(nameAt(effect.to), effect.message as ConnectionMessage);
          break;
        case "after": {
          this.#timers.get(effect.timer)?.();
          const { ms, message } = effect;
          this.#timers.set(effect.timer, this.clock.schedule(ms, () => void this.take(message)));
          break;
        }
        case "cancel":
          this.#timers.get(effect.timer)?.();
          break;
        case "exit":
          throw new TypeError("A greeter does not exit by itself");
      }
    }
    return this;
  }

  /** A newcomer connects, and may send bytes. */
  come(who: string, ip = "10.0.0.1", ...pieces: readonly (string | Uint8Array)[]): this {
    this.take({ type: "newcomer", connection: addressOf(who), ip, framed: false });
    return this.send(who, ...pieces);
  }

  /** A newcomer connects over a WebSocket, and may send bytes. */
  comeFramed(who: string, ip: string, ...pieces: readonly (string | Uint8Array)[]): this {
    this.take({ type: "newcomer", connection: addressOf(who), ip, framed: true });
    return this.send(who, ...pieces);
  }

  /** A newcomer sends bytes. */
  send(who: string, ...pieces: readonly (string | Uint8Array)[]): this {
    for (const piece of pieces) {
      const bytes = typeof piece === "string" ? bytesOf(piece) : piece;
      this.take({ type: "bytes", connection: addressOf(who), bytes });
    }
    return this;
  }

  /** A newcomer ends its input. */
  end(who: string): this {
    return this.take({ type: "ended", connection: addressOf(who) });
  }

  /** A newcomer's connection is closed. */
  go(who: string): this {
    return this.take({ type: "gone", connection: addressOf(who) });
  }

  /** Passes time. */
  pass(ms: number): this {
    this.clock.advance(ms);
    return this;
  }

  /** The greeting of `who`; `undefined` if it has none yet. */
  greeting(who: string): Greeting | undefined {
    return this.greeted.find(([name]) => name === who)?.[1];
  }

  #sent(who: string, message: ConnectionMessage): void {
    if (message.type === "greeted") this.greeted.push([who, message.greeting]);
    if (message.type !== "consumed") return;
    this.consumed.set(who, (this.consumed.get(who) ?? 0) + message.bytes);
  }
}

/** A greeter to which a browser at `ip` has spoken HTTP. */
export function withBrowserAt(ip: string): TestGreeter {
  return new TestGreeter().come("browser", ip, HTTP);
}
