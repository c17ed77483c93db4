/**
 * Reads a person's keyboard: it turns the bytes of a terminal in raw mode into keys. It must not
 * know what a key does.
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

/** Gets the keys. */
export interface KeyboardListener {
  readonly onKey: (key: Key) => void;
  /** The terminal is closed. */
  readonly onGone: () => void;
}

/** Reads keys until somebody closes it. */
export class Keyboard {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #clock: Clock;
  readonly #listener: KeyboardListener;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #state = noKeys;
  #cancelFlush: () => void = () => {};
  #isClosed = false;

  /** @param input The terminal. Only this keyboard may read from it. */
  constructor(input: ReadableStream<Uint8Array>, clock: Clock, listener: KeyboardListener) {
    this.#reader = input.getReader();
    this.#clock = clock;
    this.#listener = listener;
    this.#read();
  }

  /** Stops reading. */
  close(): void {
    this.#isClosed = true;
    this.#cancelFlush();
    // Nobody waits for the current read. It ends with the stream or the process.
    this.#reader.cancel().catch(() => {});
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (this.#isClosed) return;
        if (done) break;
        this.#take(decodeKeys(this.#state, this.#decoder.decode(value, { stream: true })));
      }
    } catch {
      // The window was closed during the read (EIO).
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
