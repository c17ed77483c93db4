/**
 * A client of the load that speaks as `nc` does: lines out, lines in.
 *
 * @module
 */

import { LoadSocket } from "./load_socket.ts";
import { MarkScanner } from "./mark_scanner.ts";
import { TextCounter } from "./text_counter.ts";

/** Bytes of one read. */
const READ_BYTES = 262_144;

/** A plain client. */
export class PlainClient {
  /** The texts that it has received. */
  readonly received = new TextCounter();
  /** Whether it has received anything yet. */
  hasReceived = false;
  readonly #socket: LoadSocket;

  private constructor(socket: LoadSocket) {
    this.#socket = socket;
    const scanner = new MarkScanner((number) => this.received.add(number));
    socket.listen((bytes) => {
      this.hasReceived = true;
      scanner.take(bytes);
    });
  }

  /** Connects. It joins a little later, when the server takes its silence for a plain client's. */
  static async connect(port: number): Promise<PlainClient> {
    return new PlainClient(await LoadSocket.connect(port, READ_BYTES));
  }

  /** Sends texts. Resolves when the kernel has them. */
  send(texts: Uint8Array): Promise<void> {
    return this.#socket.send(texts);
  }

  /** As {@linkcode LoadSocket.until}. */
  until(done: () => boolean): Promise<boolean> {
    return this.#socket.until(done);
  }
}
