/**
 * Saves the seat for a later run. If it changes during a write, only the newest version is written
 * next. The chat never waits for it. It must not know where the seat is saved.
 *
 * @module
 */

import { formatSavedSeat, type ResumableSeat } from "../../connection/saved_seat.ts";
import type { SeatFile } from "../io.ts";

/** Writes the newest version of a seat. */
export class SeatWriter {
  readonly #file: SeatFile;
  readonly #onFailed: (error: unknown) => void;
  #newest: { readonly seat: ResumableSeat | undefined } | undefined;
  #writing: Promise<void> | undefined;
  #failed = false;

  /**
   * @param file The file. Only this writer may write to it.
   * @param onFailed Called at the first failure. The writer keeps trying.
   */
  constructor(file: SeatFile, onFailed: (error: unknown) => void) {
    this.#file = file;
    this.#onFailed = onFailed;
  }

  /** Saves `seat` in place of the last version, or removes it. */
  save(seat: ResumableSeat | undefined): void {
    this.#newest = { seat };
    this.#writing ??= this.#writeOn();
  }

  /** Resolves when everything is written or has failed. */
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
