/**
 * What a client shows of another's numbered texts: whether each came once, and in order.
 *
 * @module
 */

/** Counts. */
export class Tally {
  /** Texts that came a second time. */
  twice = 0;
  /** Texts that came behind a later one. */
  disordered = 0;
  readonly #prefix: string;
  readonly #other: (line: string) => void;
  readonly #missing = new Set<number>();
  #last = 0;
  #ended = false;
  #changed = Promise.withResolvers<void>();

  /**
   * @param hears Whose texts are counted.
   * @param other Takes every other line.
   */
  constructor(hears: string, other: (line: string) => void) {
    this.#prefix = `${hears}: `;
    this.#other = other;
  }

  /** Different texts that came. */
  get shown(): number {
    return this.#last - this.#missing.size;
  }

  /** Texts that have not come, though later ones have. */
  get missing(): number {
    return this.#missing.size;
  }

  /** A screen that shows it. */
  screen(): WritableStream<Uint8Array> {
    const decoder = new TextDecoder();
    let rest = "";
    return new WritableStream({
      write: (bytes) => {
        const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) this.#take(line);
        this.#wake();
      },
    });
  }

  /** Resolves once so many texts came, or nothing more will. */
  async until(count: number): Promise<void> {
    while (this.shown < count && !this.#ended) await this.#changed.promise;
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #take(line: string): void {
    const number = line.startsWith(this.#prefix) ? parseInt(line.slice(this.#prefix.length)) : NaN;
    if (Number.isNaN(number)) return this.#other(line);
    if (number <= this.#last) {
      if (this.#missing.delete(number)) this.disordered++;
      else this.twice++;
      return;
    }
    for (let skipped = this.#last + 1; skipped < number; skipped++) this.#missing.add(skipped);
    this.#last = number;
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
