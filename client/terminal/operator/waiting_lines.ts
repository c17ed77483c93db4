/**
 * Lines that wait for a terminal or a pipe that is slow, or stands still. Of too many the oldest are given up, and that is
 * said in their place. It must not know where they go.
 *
 * @module
 */

/**
 * Lines that wait at most: many screens full. The server does not wait for whoever looks at it, nor fill its memory for
 * them.
 */
export const MAX_WAITING_LINES = 10_000;

/** UTF-16 units that they have together at most, 16 MiB: a line that tells what was said may be a page long. */
export const MAX_WAITING_LENGTH = 8_388_608;

/** Takes lines at one end and gives them at the other. */
export class WaitingLines {
  readonly #tell: (leftOut: number) => string;
  #lines: string[] = [];
  /** Those before it are gone. */
  #first = 0;
  /** UTF-16 units of those that are not. */
  #length = 0;
  #leftOut = 0;

  /** @param tell What stands for so many that were given up. */
  constructor(tell: (leftOut: number) => string) {
    this.#tell = tell;
  }

  get isEmpty(): boolean {
    return this.#count === 0 && this.#leftOut === 0;
  }

  get #count(): number {
    return this.#lines.length - this.#first;
  }

  /** Puts a line behind all others. */
  push(line: string): void {
    this.#lines.push(line);
    this.#length += line.length;
    while (this.#count > MAX_WAITING_LINES || this.#length > MAX_WAITING_LENGTH) {
      this.#forget(1);
      this.#leftOut++;
    }
  }

  /** Gives the oldest, `most` at most; before them, if some that were older had to be given up, a line about those. */
  take(most: number): readonly string[] {
    const told = this.#leftOut > 0 ? [this.#tell(this.#leftOut)] : [];
    this.#leftOut = 0;
    const taken = this.#lines.slice(this.#first, this.#first + most - told.length);
    this.#forget(taken.length);
    return [...told, ...taken];
  }

  #forget(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#length -= this.#lines[this.#first]?.length ?? 0;
      this.#lines[this.#first++] = "";
    }
    // Now and then, so that each line is moved once at most, however many there are.
    if (this.#first * 2 <= this.#lines.length) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }
}
