/**
 * Text that arrives over time, for tests that wait for some of it.
 *
 * @module
 */

/** Milliseconds after which what is awaited is taken never to come: a loaded machine is slow, not dead. */
const DEADLINE = 30_000;

/** Text that comes bit by bit, and whoever waits for some of it. */
export class Transcript {
  text = "";
  #ended = false;
  #changed = Promise.withResolvers<void>();

  /** Gathers all that a stream brings. */
  async gather(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of stream) this.add(decoder.decode(bytes, { stream: true }));
    } catch {
      // A reset: nothing more comes.
    }
    this.end();
  }

  /** Adds text. */
  add(text: string): void {
    this.text += text;
    this.#wake();
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves once the text holds `wanted`. */
  async until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const found = () => {
      if (typeof wanted === "string") return this.text.includes(wanted);
      return typeof wanted === "function" ? wanted(this.text) : wanted.test(this.text);
    };
    await this.#wait(found, `${wanted}`);
    return this.text;
  }

  /** Resolves once nothing more comes. */
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
