/**
 * Text on its way to a stream that may be slow: what is written while a write is under way goes together in the next
 * one. It must not know what the text is, and leaves it to the writer to look at {@linkcode WriteQueue.pending} before
 * it grows too long.
 *
 * @module
 */

/** Writes text to a stream in order, and never throws: a stream that broke takes everything and writes nothing. */
export class WriteQueue {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #onBroken: (error: unknown) => void;
  readonly #encoder = new TextEncoder();
  #gathered = "";
  #inFlight = 0;
  #broken = false;
  /** The write under way, and the one that takes what is gathered meanwhile. */
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /**
   * @param stream Where to write; nobody else may.
   * @param onBroken Told once, with the reason, when the stream does not take any more.
   */
  constructor(stream: WritableStream<Uint8Array>, onBroken: (error: unknown) => void) {
    this.#writer = stream.getWriter();
    this.#onBroken = onBroken;
    // The write that fails tells; this one would only be an unhandled rejection.
    this.#writer.closed.catch(() => {});
  }

  /** UTF-16 units that are not written yet. */
  get pending(): number {
    return this.#gathered.length + this.#inFlight;
  }

  /** Writes `text` after all that came before it. */
  write(text: string): void {
    if (this.#broken) return;
    this.#gathered += text;
    this.#next ??= this.#current.then(() => this.#flush());
  }

  /** Resolves when all that came so far is written, or will never be. */
  written(): Promise<void> {
    return this.#next ?? this.#current;
  }

  async #flush(): Promise<void> {
    const text = this.#gathered;
    this.#gathered = "";
    this.#inFlight = text.length;
    this.#current = this.written();
    this.#next = undefined;
    try {
      await this.#writer.write(this.#encoder.encode(text));
    } catch (error) {
      if (!this.#broken) this.#onBroken(error);
      this.#broken = true;
      this.#gathered = "";
    }
    this.#inFlight = 0;
  }
}
