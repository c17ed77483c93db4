/**
 * Writes the log's lines without making the server wait: a slow reader loses lines, and a reader
 * that is gone loses all of them. It must not know what the lines say.
 *
 * @module
 */

/** UTF-16 units that may wait. A line that shows a message may be as long as a page. */
const MAX_WAITING = 8_388_608;

/** Lines on their way to a stream. */
export class LogWriter {
  readonly #write: (bytes: Uint8Array) => Promise<number>;
  readonly #describeLeftOut: (count: number) => string;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #length = 0;
  #leftOut = 0;
  #closed = false;
  #writing: Promise<void> | undefined;

  /**
   * @param write Writes some of the bytes, and resolves with how many; rejects when nobody reads
   *   them.
   * @param describeLeftOut The line that stands for lines that were dropped.
   */
  constructor(
    write: (bytes: Uint8Array) => Promise<number>,
    describeLeftOut: (count: number) => string,
  ) {
    this.#write = write;
    this.#describeLeftOut = describeLeftOut;
  }

  /** Writes a line behind the others, or drops it if too much waits already. */
  print(line: string): void {
    if (this.#closed) return;
    if (this.#length + line.length > MAX_WAITING) {
      this.#leftOut++;
      return;
    }
    this.#push(line);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when nothing waits. It may take as long as the reader does. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #push(line: string): void {
    this.#waiting.push(line);
    this.#length += line.length;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        let left = this.#encoder.encode(this.#waiting.join("\n") + "\n");
        this.#waiting = [];
        while (left.length > 0) left = left.subarray(await this.#write(left));
        this.#length = this.#waiting.reduce((sum, line) => sum + line.length, 0);
        if (this.#leftOut > 0) this.#push(this.#describeLeftOut(this.#leftOut));
        this.#leftOut = 0;
      }
    } catch {
      this.#closed = true;
      this.#waiting = [];
    } finally {
      this.#writing = undefined;
    }
  }
}
