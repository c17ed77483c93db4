/**
 * One attempt to reach a server, and the connection that came of it. It is told of what happens there until it is
 * closed, of its end once, and of nothing after that. It must not know what the bytes mean.
 *
 * @module
 */

import type { ServerAddress } from "../cli/server_address.ts";
import type { ClientIo, ServerSocket } from "./io.ts";
import { WriteQueue } from "./write_queue.ts";

/** Whoever hears what happens. */
export interface LinkListener {
  readonly onOpened: () => void;
  /** There is no connection to be had. */
  readonly onUnreachable: () => void;
  /** Nothing more is read before this has resolved. */
  readonly onReceived: (bytes: Uint8Array) => Promise<void>;
  /** Nothing more comes. */
  readonly onClosed: () => void;
}

/** An attempt, and its connection. */
export class ServerLink {
  readonly #listener: LinkListener;
  readonly #attempt = new AbortController();
  #socket: ServerSocket | undefined;
  #queue: WriteQueue | undefined;

  /** Begins the attempt. */
  constructor(address: ServerAddress, connect: ClientIo["connect"], listener: LinkListener) {
    this.#listener = listener;
    this.#run(connect(address, this.#attempt.signal));
  }

  /** UTF-16 units that are not written yet. */
  get pending(): number {
    return this.#queue?.pending ?? 0;
  }

  /** Writes `text` after all that came before it. */
  write(text: string): void {
    this.#queue?.write(text);
  }

  /** Resolves when all that came so far is written, or will never be. */
  async written(): Promise<void> {
    await this.#queue?.written();
  }

  /** Lets go of it, whatever is still on its way. */
  close(): void {
    this.#attempt.abort();
    this.#socket?.close();
  }

  get #isClosed(): boolean {
    return this.#attempt.signal.aborted;
  }

  async #run(connecting: Promise<ServerSocket>): Promise<void> {
    const socket = await connecting.catch(() => undefined);
    // It came, or did not, just as nobody wanted it any more.
    if (this.#isClosed) return socket?.close();
    if (socket === undefined) return this.#listener.onUnreachable();
    this.#socket = socket;
    // The server may have said why it closed before our write failed: the reader finds that, and then the end.
    this.#queue = new WriteQueue(socket.writable, () => {});
    this.#listener.onOpened();
    await this.#read(socket);
    if (!this.#isClosed) this.#listener.onClosed();
  }

  async #read(socket: ServerSocket): Promise<void> {
    try {
      for await (const bytes of socket.readable) {
        if (this.#isClosed) return;
        await this.#listener.onReceived(bytes);
      }
    } catch {
      // A connection that was reset is as closed as another.
    }
  }
}
