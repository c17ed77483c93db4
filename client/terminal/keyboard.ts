/**
 * A person's keyboard: bytes of a terminal in raw mode become keys, as they come. It must not know what a key does.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import {
  decodeKeys,
  ESCAPE_MS,
  flushKeys,
  hasPartialKey,
  type Key,
  noKeys,
} from "./editor/keys.ts";

/** Whoever is at the other end. */
export interface KeyboardListener {
  readonly onKey: (key: Key) => void;
  /** The terminal is gone. */
  readonly onGone: () => void;
}

/** Reads keys until it is closed. */
export class Keyboard {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #clock: Clock;
  readonly #listener: KeyboardListener;
  #state = noKeys;
  #cancelFlush: () => void = () => {};
  #isClosed = false;

  /** @param input The terminal; nobody else may read from it. */
  constructor(input: ReadableStream<Uint8Array>, clock: Clock, listener: KeyboardListener) {
    this.#reader = input.getReader();
    this.#clock = clock;
    this.#listener = listener;
    this.#read();
  }

  /** Reads no more. */
  close(): void {
    this.#isClosed = true;
    this.#cancelFlush();
    // The read under way ends with the process, or with the stream: nobody waits for it.
    this.#reader.cancel().catch(() => {});
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (this.#isClosed) return;
        if (done) break;
        this.#take(decodeKeys(this.#state, value));
      }
    } catch {
      // A window that was closed under our hands (EIO).
    }
    if (!this.#isClosed) this.#listener.onGone();
  }

  #take({ state, keys }: ReturnType<typeof decodeKeys>): void {
    this.#state = state;
    this.#cancelFlush();
    if (hasPartialKey(state)) {
      this.#cancelFlush = this.#clock.schedule(ESCAPE_MS, () => this.#take(flushKeys(this.#state)));
    }
    for (const key of keys) {
      if (!this.#isClosed) this.#listener.onKey(key);
    }
  }
}
