/**
 * Lines that wait for a slow terminal or pipe. If there are too many, it drops the oldest and
 * reports how many. It must not know where the lines go.
 *
 * @module
 */

/**
 * The most lines that may wait: many screens full. The server neither waits for its operator nor
 * fills its memory for them.
 */
export const MAX_WAITING_LINES = 10_000;

/**
 * The most UTF-16 units that may wait, which take 16 MiB. A single line may be as long as a page.
 */
export const MAX_WAITING_LENGTH = 8_388_608;

/** A queue of lines with a limit. */
export class WaitingLines {
  readonly #format: (leftOut: number) => string;
  #lines: string[] = [];
  /** The index of the first line that still waits. */
  #first = 0;
  /** UTF-16 units of the waiting lines. */
  #length = 0;
  #leftOut = 0;

  /** @param format Formats the line that reports the dropped ones. */
  constructor(format: (leftOut: number) => string) {
    this.#format = format;
  }

  get isEmpty(): boolean {
    return this.#count === 0 && this.#leftOut === 0;
  }

  get #count(): number {
    return this.#lines.length - this.#first;
  }

  /** Adds a line at the end. */
  push(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
    while (this.#count > MAX_WAITING_LINES || this.#length > MAX_WAITING_LENGTH) {
      this.#drop(1);
      this.#leftOut++;
    }
  }

  /**
   * Takes the oldest lines, at most `most`. If some were dropped before them, the first line
   * reports it.
   */
  take(most: number): readonly string[] {
    const report = this.#leftOut > 0 ? [this.#format(this.#leftOut)] : [];
    this.#leftOut = 0;
    const taken = this.#lines.slice(this.#first, this.#first + most - report.length);
    this.#drop(taken.length);
    return [...report, ...taken];
  }

  #drop(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#length -= this.#lines[this.#first]?.length ?? 0;
      this.#lines[this.#first++] = "";
    }
    // Compact only when half of the array is used up, so that each line is moved once at most.
    if (this.#first * 2 <= this.#lines.length) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }
}
