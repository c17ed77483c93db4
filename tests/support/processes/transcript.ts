/**
 * Text that arrives over time, for tests that wait for some of it.
 *
 * @module
 */

/** Milliseconds to wait for a text. A loaded machine is slow. */
const DEADLINE = 30_000;

/** A growing text that tests can wait for. */
export class Transcript {
  text = "";
  #ended = false;
  #changed = Promise.withResolvers<void>();

  /** Adds everything that a stream brings. */
  async gather(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of stream) this.add(decoder.decode(bytes, { stream: true }));
    } catch {
      // The stream broke, so no more comes.
    }
    this.end();
  }

  /** Adds text. */
  add(text: string): void {
    this.text += text;
    this.#wake();
  }

  /** Ends the text. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves when the text has `wanted` in it. */
  async until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const found = () => {
      if (typeof wanted === "string") return this.text.includes(wanted);
      return typeof wanted === "function" ? wanted(this.text) : wanted.test(this.text);
    };
    await this.#wait(found, `${wanted}`);
    return this.text;
  }

  /** Resolves when the text has ended. */
  async untilEnd(): Promise<string> {
    await this.#wait(() => this.#ended, "the end");
    return this.text;
  }

  async #wait(done: () => boolean, wanted: string): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`Waited for ${wanted}: ${this.text}`)),
      DEADLINE,
    );
    try {
      while (!done()) {
        if (this.#ended) throw new Error(`Waited for ${wanted}, ended with: ${this.text}`);
        await Promise.race([this.#changed.promise, late]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
