/**
 * A greeter without a system around it, and the newcomers whose connections it greets.
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
} from "../../../actors/messages/messages.ts";
import { addressOf, nameAt } from "./addresses.ts";
import { bytesOf } from "../arbitraries/bytes.ts";
import { deepFreeze } from "../deep_freeze.ts";
import { FakeClock } from "./fake_clock.ts";

/** A greeter in the test's hands. Its states are frozen. */
export class TestGreeter {
  state: GreeterState = emptyGreeter;
  readonly clock = new FakeClock();
  /** What each newcomer was found to be, in the order in which they were greeted. */
  readonly greeted: [who: string, greeting: Greeting][] = [];
  /** Bytes that each was told to be dealt with. */
  readonly consumed = new Map<string, number>();
  readonly #timers = new Map<string, () => void>();

  /** Gives it a message. */
  take(message: GreeterMessage): this {
    const step = greeterTransition(deepFreeze(this.state), deepFreeze(message), this.clock.now());
    this.state = step.state;
    for (const effect of step.effects) {
      switch (effect.type) {
        case "send":
          // `send` made it, of a connection's address.
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

  /** Somebody comes, and perhaps sends something. */
  come(who: string, ip = "10.0.0.1", ...pieces: readonly (string | Uint8Array)[]): this {
    this.take({ type: "newcomer", connection: addressOf(who), ip, framed: false });
    return this.send(who, ...pieces);
  }

  /** Somebody comes over a WebSocket, and perhaps sends something. */
  comeFramed(who: string, ip: string, ...pieces: readonly (string | Uint8Array)[]): this {
    this.take({ type: "newcomer", connection: addressOf(who), ip, framed: true });
    return this.send(who, ...pieces);
  }

  /** Somebody sends something. */
  send(who: string, ...pieces: readonly (string | Uint8Array)[]): this {
    for (const piece of pieces) {
      const bytes = typeof piece === "string" ? bytesOf(piece) : piece;
      this.take({ type: "bytes", connection: addressOf(who), bytes });
    }
    return this;
  }

  /** Somebody will send no more. */
  end(who: string): this {
    return this.take({ type: "ended", connection: addressOf(who) });
  }

  /** Somebody's connection is closed. */
  go(who: string): this {
    return this.take({ type: "gone", connection: addressOf(who) });
  }

  /** Time passes. */
  pass(ms: number): this {
    this.clock.advance(ms);
    return this;
  }

  /** What `who` was found to be; `undefined`: that is not known yet. */
  greeting(who: string): Greeting | undefined {
    return this.greeted.find(([name]) => name === who)?.[1];
  }

  #sent(who: string, message: ConnectionMessage): void {
    if (message.type === "greeted") this.greeted.push([who, message.greeting]);
    if (message.type !== "consumed") return;
    this.consumed.set(who, (this.consumed.get(who) ?? 0) + message.bytes);
  }
}
