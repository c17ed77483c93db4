/**
 * One connection of the load: bytes out in order, bytes in as they come, and whoever waits for something to have come.
 * It must not know what the bytes mean.
 *
 * @module
 */

/** Milliseconds without a byte after which what is waited for is taken never to come. */
const PATIENCE = 10_000;

/** Somebody who waits. */
interface Waiter {
  readonly done: () => boolean;
  readonly resolve: (came: boolean) => void;
}

/** A socket to the server. */
export class LoadSocket {
  readonly #conn: Deno.TcpConn;
  readonly #buffer: Uint8Array<ArrayBuffer>;
  #waiters: readonly Waiter[] = [];
  #sending: Promise<void> = Promise.resolve();
  #heardAt = 0;
  #isOver = false;
  /** What became of bytes that could not be taken. */
  #fault: unknown;
  /** Resolves when reading may go on; `undefined`: it may. */
  #held: PromiseWithResolvers<void> | undefined;

  private constructor(conn: Deno.TcpConn, buffer: Uint8Array<ArrayBuffer>) {
    this.#conn = conn;
    this.#buffer = buffer;
  }

  /**
   * Connects to a port of this machine.
   *
   * @param readBytes How much one read may bring: where there are thousands of sockets each has a buffer of its own.
   */
  static async connect(port: number, readBytes: number): Promise<LoadSocket> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    return new LoadSocket(conn, new Uint8Array(readBytes));
  }

  /** Reads from now on, until either side closes. `take` must not keep the bytes. */
  async listen(take: (bytes: Uint8Array) => void): Promise<void> {
    try {
      for (let count; (count = await this.#conn.read(this.#buffer)) !== null;) {
        this.#heardAt = performance.now();
        if (!this.#hand(take, this.#buffer.subarray(0, count))) break;
        if (this.#waiters.length > 0) this.#look();
        await this.#held?.promise;
      }
    } catch {
      // A reset, or our own close.
    }
    this.#isOver = true;
    this.#look();
  }

  /** Stops reading, but for what is being read at the moment. */
  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  /** Reads again. */
  release(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  /** Sends bytes, after those that are still being sent; resolves once the system has them, also where it is closed. */
  send(bytes: Uint8Array): Promise<void> {
    this.#sending = this.#sending.then(() => this.#write(bytes));
    return this.#sending;
  }

  /**
   * Whether what is waited for came; not, if the connection ended or there was nothing to hear for too long.
   *
   * @throws What `take` threw: then nothing more is heard.
   */
  async until(done: () => boolean): Promise<boolean> {
    if (this.#fault !== undefined) throw this.#fault;
    if (done() || this.#isOver) return done();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiters = [...this.#waiters, { done, resolve }];
    const since = performance.now();
    const waitOn = () => {
      const left = Math.max(this.#heardAt, since) + PATIENCE - performance.now();
      if (left > 0) timer = setTimeout(waitOn, left);
      else resolve(false);
    };
    let timer = setTimeout(waitOn, PATIENCE);
    const came = await promise;
    clearTimeout(timer);
    if (this.#fault !== undefined) throw this.#fault;
    return came;
  }

  /** Closes it, once all is sent or cannot be. */
  close(): void {
    try {
      this.#conn.close();
    } catch {
      // Closed already.
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      let left = bytes;
      while (left.length > 0) left = left.subarray(await this.#conn.write(left));
    } catch {
      // Closed by either side: whoever waits for answers hears of it.
    }
  }

  #hand(take: (bytes: Uint8Array) => void, bytes: Uint8Array): boolean {
    try {
      take(bytes);
      return true;
    } catch (error) {
      // Nobody awaits the reading itself: whoever waits for something to come is told.
      this.#fault = error;
      return false;
    }
  }

  #look(): void {
    this.#waiters = this.#waiters.filter(({ done, resolve }) => {
      const came = done();
      if (came || this.#isOver) resolve(came);
      return !came && !this.#isOver;
    });
  }
}
