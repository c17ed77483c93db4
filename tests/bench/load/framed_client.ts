/**
 * A client of the load that speaks frames and keeps the protocol: it acks what it receives and
 * answers pings.
 *
 * @module
 */

import { FrameScanner, type OtherFrame } from "./frame_scanner.ts";
import { LoadSocket } from "./load_socket.ts";
import { TextCounter } from "./text_counter.ts";

/** Bytes of one read where few clients receive much. */
const LARGE_READ = 262_144;

/** Bytes of one read where many clients receive little. */
export const SMALL_READ = 4_096;

const encoder = new TextEncoder();

/** A framed client in a room. */
export class FramedClient {
  /** The texts that it has received. */
  readonly received = new TextCounter();
  /** How many of its own texts the server has accepted. */
  accepted = 0;
  /** Gets the number of each text as it arrives. */
  onText: (number: number) => void = () => {};

  readonly #socket: LoadSocket;
  readonly #scanner: FrameScanner;
  readonly #errors: OtherFrame[] = [];
  #isWelcome = false;
  #lastSeq = 0;
  #ackedSeq = 0;

  private constructor(socket: LoadSocket) {
    this.#socket = socket;
    this.#scanner = new FrameScanner({
      said: (number, seq) => {
        this.received.add(number);
        this.#lastSeq = seq;
        this.onText(number);
      },
      accepted: () => void this.accepted++,
      other: (frame) => this.#take(frame),
    });
  }

  /**
   * Connects and joins. Resolves at the `welcome`.
   *
   * @throws {Error} If the server refuses it.
   */
  static async join(
    port: number,
    name: string,
    room: string,
    readBytes: number = LARGE_READ,
  ): Promise<FramedClient> {
    const client = new FramedClient(await LoadSocket.connect(port, readBytes));
    client.#sendFrame({ type: "hello", version: 1, name, room });
    client.#socket.listen((bytes) => client.#receive(bytes));
    if (await client.until(() => client.#isWelcome)) return client;
    client.#socket.close();
    throw new Error(`${name} cannot join ${room}: ${JSON.stringify(client.#errors)}`);
  }

  /** Sends texts. Resolves when the kernel has them. */
  send(texts: Uint8Array): Promise<void> {
    return this.#socket.send(texts);
  }

  /** As {@linkcode LoadSocket.until}. */
  until(done: () => boolean): Promise<boolean> {
    return this.#socket.until(done);
  }

  /** Leaves its seat, and waits until the server has closed the connection. */
  async leave(): Promise<void> {
    await this.#sendFrame({ type: "leave" });
    await this.#socket.until(() => false);
    this.#socket.close();
  }

  #receive(bytes: Uint8Array): void {
    this.#scanner.take(bytes);
    // The project's own clients do the same: one ack for all that one read brought.
    if (this.#lastSeq > this.#ackedSeq) {
      this.#ackedSeq = this.#lastSeq;
      this.#sendFrame({ type: "ack", seq: this.#lastSeq });
    }
  }

  #take(frame: OtherFrame): void {
    switch (frame.type) {
      case "welcome":
        this.#isWelcome = true;
        this.#lastSeq = Number(frame.seq);
        break;
      case "ping":
        this.#sendFrame({ type: "pong", n: frame.n });
        break;
      case "error":
      case "refused":
      case "closing":
        this.#errors.push(frame);
        break;
      default:
        // An event about a member has a number of its own, which needs an ack too.
        if (typeof frame.seq === "number" && "member" in frame) this.#lastSeq = frame.seq;
    }
  }

  #sendFrame(frame: unknown): Promise<void> {
    return this.#socket.send(encoder.encode(JSON.stringify(frame) + "\n"));
  }
}
