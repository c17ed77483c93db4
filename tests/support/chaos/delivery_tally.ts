/**
 * Checks the delivery of numbered texts: whether a client shows each once, and in order.
 *
 * @module
 */

/** Counts the texts of one sender in the output of a client. */
export class DeliveryTally {
  /** Texts shown a second time. */
  duplicates = 0;
  /** Texts shown after a later one. */
  outOfOrder = 0;
  readonly #prefix: string;
  readonly #onOther: (line: string) => void;
  readonly #missing = new Set<number>();
  #last = 0;
  #isEnded = false;
  #changed = Promise.withResolvers<void>();

  /**
   * @param sender Whose texts are counted.
   * @param onOther Called with every other line.
   */
  constructor(sender: string, onOther: (line: string) => void) {
    this.#prefix = `${sender}: `;
    this.#onOther = onOther;
  }

  /** The number of different texts shown. */
  get shown(): number {
    return this.#last - this.#missing.size;
  }

  /** Texts not shown although a later one was. */
  get missing(): number {
    return this.#missing.size;
  }

  /** The standard output to give the client. */
  output(): WritableStream<Uint8Array> {
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

  /** Resolves once `count` texts are shown, or the client has ended. */
  async until(count: number): Promise<void> {
    while (this.shown < count && !this.#isEnded) await this.#changed.promise;
  }

  /** The client has ended. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  #take(line: string): void {
    const number = line.startsWith(this.#prefix) ? parseInt(line.slice(this.#prefix.length)) : NaN;
    if (Number.isNaN(number)) return this.#onOther(line);
    if (number <= this.#last) {
      if (this.#missing.delete(number)) this.outOfOrder++;
      else this.duplicates++;
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
