/**
 * One connection of the load. It sends bytes in order, passes on what it reads, and lets callers
 * wait for a condition. It must not know what the bytes mean.
 *
 * @module
 */

/** Milliseconds without a byte after which {@linkcode LoadSocket.until} gives up. */
const SILENCE_LIMIT = 10_000;

interface Waiter {
  readonly done: () => boolean;
  readonly resolve: (isDone: boolean) => void;
}

/** A socket to the server. */
export class LoadSocket {
  readonly #conn: Deno.TcpConn;
  readonly #buffer: Uint8Array<ArrayBuffer>;
  #waiters: readonly Waiter[] = [];
  #sending: Promise<void> = Promise.resolve();
  #readAt = 0;
  #isClosed = false;
  /** What the reader of the bytes threw. */
  #error: unknown;

  private constructor(conn: Deno.TcpConn, buffer: Uint8Array<ArrayBuffer>) {
    this.#conn = conn;
    this.#buffer = buffer;
  }

  /**
   * Connects to a port of this machine.
   *
   * @param readBytes The size of its read buffer. Each socket has its own.
   */
  static async connect(port: number, readBytes: number): Promise<LoadSocket> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    return new LoadSocket(conn, new Uint8Array(readBytes));
  }

  /** Reads until either side closes. `take` must not keep the bytes. */
  async listen(take: (bytes: Uint8Array) => void): Promise<void> {
    try {
      for (let count; (count = await this.#conn.read(this.#buffer)) !== null;) {
        this.#readAt = performance.now();
        if (!this.#passOn(take, this.#buffer.subarray(0, count))) break;
        if (this.#waiters.length > 0) this.#checkWaiters();
      }
    } catch {
      // The server reset the connection, or this side closed it.
    }
    this.#isClosed = true;
    this.#checkWaiters();
  }

  /** Sends bytes in order. Resolves when the kernel has them, or when the socket is closed. */
  send(bytes: Uint8Array): Promise<void> {
    this.#sending = this.#sending.then(() => this.#write(bytes));
    return this.#sending;
  }

  /**
   * Resolves when `done` is true, which it checks after each read.
   *
   * @returns `false` if the connection ended, or no byte came for too long.
   * @throws What the reader of the bytes threw.
   */
  async until(done: () => boolean): Promise<boolean> {
    if (this.#error !== undefined) throw this.#error;
    if (done() || this.#isClosed) return done();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiters = [...this.#waiters, { done, resolve }];
    const since = performance.now();
    const checkSilence = () => {
      const left = Math.max(this.#readAt, since) + SILENCE_LIMIT - performance.now();
      if (left > 0) timer = setTimeout(checkSilence, left);
      else resolve(false);
    };
    let timer = setTimeout(checkSilence, SILENCE_LIMIT);
    const isDone = await promise;
    clearTimeout(timer);
    if (this.#error !== undefined) throw this.#error;
    return isDone;
  }

  /** Closes the connection. */
  close(): void {
    try {
      this.#conn.close();
    } catch {
      // It is closed already.
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      let left = bytes;
      while (left.length > 0) left = left.subarray(await this.#conn.write(left));
    } catch {
      // The connection is closed: `until` tells those who wait for answers.
    }
  }

  /** Nobody awaits `listen`, so an error is kept for `until`. */
  #passOn(take: (bytes: Uint8Array) => void, bytes: Uint8Array): boolean {
    try {
      take(bytes);
      return true;
    } catch (error) {
      this.#error = error;
      return false;
    }
  }

  #checkWaiters(): void {
    this.#waiters = this.#waiters.filter(({ done, resolve }) => {
      const isDone = done();
      if (isDone || this.#isClosed) resolve(isDone);
      return !isDone && !this.#isClosed;
    });
  }
}
