/**
 * Writes text to a stream that may be slow. Text that arrives during a write goes out together in
 * the next one. It must not know what the text means. It has no limit: its user has to watch
 * {@linkcode TextWriter.pending}.
 *
 * @module
 */

/** Writes text in order, and never throws. After an error it drops everything. */
export class TextWriter {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #onBroken: (error: unknown) => void;
  readonly #encoder = new TextEncoder();
  #gathered = "";
  #inFlight = 0;
  #broken = false;
  /** The current write, and the next one. */
  #current: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  /**
   * @param stream The stream. Only this writer may write to it.
   * @param onBroken Called once, when the stream fails.
   */
  constructor(stream: WritableStream<Uint8Array>, onBroken: (error: unknown) => void) {
    this.#writer = stream.getWriter();
    this.#onBroken = onBroken;
    // The failing write reports the error. This promise would only be an unhandled rejection.
    this.#writer.closed.catch(() => {});
  }

  /** UTF-16 units that are not written yet. */
  get pending(): number {
    return this.#gathered.length + this.#inFlight;
  }

  /** Writes `text` after everything before it. */
  write(text: string): void {
    if (this.#broken) return;
    this.#gathered += text;
    this.#next ??= this.#current.then(() => this.#flush());
  }

  /** Resolves when everything so far is written, or never will be. */
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
