/**
 * Keeps what a new run needs to take a seat back. What changes while a write is under way is written when that is
 * done, the newest only; the chat never waits for it. It must not know where it is kept.
 *
 * @module
 */

import { formatSavedSeat, type SavedSeat } from "../../connection/saved_seat.ts";
import type { SeatFile } from "../io.ts";

/** Writes the newest state of a seat. */
export class SeatWriter {
  readonly #file: SeatFile;
  readonly #onFailed: (error: unknown) => void;
  #newest: { readonly seat: SavedSeat | undefined } | undefined;
  #writing: Promise<void> | undefined;
  #failed = false;

  /**
   * @param file Where to write; nobody else may.
   * @param onFailed Told once, when something could not be written. What comes later is tried all the same.
   */
  constructor(file: SeatFile, onFailed: (error: unknown) => void) {
    this.#file = file;
    this.#onFailed = onFailed;
  }

  /** Keeps `seat` in place of what was kept before; `undefined`: nothing. */
  save(seat: SavedSeat | undefined): void {
    this.#newest = { seat };
    this.#writing ??= this.#writeOn();
  }

  /** Resolves when all is written, or could not be. */
  async written(): Promise<void> {
    await this.#writing;
  }

  async #writeOn(): Promise<void> {
    while (this.#newest !== undefined) {
      const { seat } = this.#newest;
      this.#newest = undefined;
      try {
        await this.#file.write(seat && formatSavedSeat(seat));
      } catch (error) {
        if (!this.#failed) this.#onFailed(error);
        this.#failed = true;
      }
    }
    this.#writing = undefined;
  }
}
