/**
 * The client's transport over TCP: a frame is a line. It must not know what the frames mean.
 *
 * @module
 */

import { decodeLines, emptyLines } from "../../actors/encoding/line_decoder.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import type { Transport, TransportHandler } from "../connection/transport.ts";
import type { ServerSocket } from "./io.ts";
import { TextWriter } from "./text_writer.ts";

/**
 * UTF-16 units that may wait for a slow screen, server or disk before the client stops reading.
 * This is more than a server keeps for one seat (8 MiB), so the server is the one that slows down
 * the sender.
 */
export const MAX_PENDING = 16 * 1_024 * 1_024;

/** How a transport gets its socket, and when it reads. */
export interface TcpTransportOptions {
  /** Connects, or rejects. The signal ends the attempt. */
  readonly connect: (signal: AbortSignal) => Promise<ServerSocket>;
  /** The transport reads nothing more until this resolves. */
  readonly ready: () => Promise<void>;
}

/** Calls the handler until the user closes the transport, and never after that. */
export class TcpTransport implements Transport {
  readonly #handler: TransportHandler;
  readonly #ready: () => Promise<void>;
  readonly #attempt = new AbortController();
  #socket: ServerSocket | undefined;
  #output: TextWriter | undefined;

  /** Begins the attempt. */
  constructor({ connect, ready }: TcpTransportOptions, handler: TransportHandler) {
    this.#handler = handler;
    this.#ready = ready;
    this.#run(connect(this.#attempt.signal));
  }

  readonly send = (frame: string): void => this.#output?.write(frame);

  readonly close = (): void => {
    this.#attempt.abort();
    this.#socket?.close();
  };

  get #isClosed(): boolean {
    return this.#attempt.signal.aborted;
  }

  async #run(connecting: Promise<ServerSocket>): Promise<void> {
    const socket = await connecting.catch(() => undefined);
    if (this.#isClosed) return socket?.close();
    if (socket !== undefined) {
      this.#socket = socket;
      // A failed write needs no report: the reader still finds the server's last frames, then the
      // end.
      this.#output = new TextWriter(socket.writable, () => {});
      this.#handler.onOpened();
      await this.#read(socket, this.#output);
    }
    if (!this.#isClosed) this.#handler.onClosed();
  }

  async #read(socket: ServerSocket, output: TextWriter): Promise<void> {
    let incoming = emptyLines;
    try {
      for await (const bytes of socket.readable) {
        if (this.#isClosed) return;
        const { state, lines } = decodeLines(incoming, bytes, MAX_FRAME_BYTES);
        incoming = state;
        this.#handler.onReceived(lines);
        if (output.pending > MAX_PENDING) await output.written();
        await this.#ready();
      }
    } catch {
      // A reset connection counts as a closed one.
    }
  }
}
