/**
 * A client of the load that speaks as `nc` does: lines out, lines in.
 *
 * @module
 */

import { LoadSocket } from "./load_socket.ts";
import { MarkScanner } from "./mark_scanner.ts";
import { Tally } from "./tally.ts";

/** Bytes of one read. */
const READ = 262_144;

/** Someone in the room. */
export class PlainClient {
  /** The texts that it was told. */
  readonly heard = new Tally();
  /** Whether it was told anything yet. */
  hasHeard = false;
  readonly #socket: LoadSocket;

  private constructor(socket: LoadSocket) {
    this.#socket = socket;
    const scanner = new MarkScanner((number) => this.heard.add(number));
    socket.listen((bytes) => {
      this.hasHeard = true;
      scanner.take(bytes);
    });
  }

  /** Connects. It is in the room some time later: whoever says nothing is taken for a plain client. */
  static async connect(port: number): Promise<PlainClient> {
    return new PlainClient(await LoadSocket.connect(port, READ));
  }

  /** Sends texts; resolves once the system has them. */
  say(texts: Uint8Array): Promise<void> {
    return this.#socket.send(texts);
  }

  /** Whether what is waited for came; not, if the connection ended or nothing came for too long. */
  until(done: () => boolean): Promise<boolean> {
    return this.#socket.until(done);
  }

  /** Ends the connection. */
  close(): void {
    this.#socket.close();
  }
}
