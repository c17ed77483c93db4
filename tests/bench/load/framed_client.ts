/**
 * A client of the load that speaks frames and behaves: it acks what it hears, answers pings, and reads what it is told.
 *
 * @module
 */

import { FrameScanner, type RareFrame } from "./frame_scanner.ts";
import { LoadSocket } from "./load_socket.ts";
import { Tally } from "./tally.ts";

/** Bytes of one read where few clients hear much, and where many hear little. */
export const LARGE_READ = 262_144;
export const SMALL_READ = 4_096;

const encoder = new TextEncoder();

/** Someone in a room. */
export class FramedClient {
  /** The texts that it was told. */
  readonly heard = new Tally();
  /** How many of its own were accepted. */
  accepted = 0;
  /** How often it was told that the other does not read. */
  pauses = 0;
  /** What it was told to be wrong. */
  readonly errors: RareFrame[] = [];
  /** Is told the number of each text as it comes. */
  onText: (number: number) => void = () => {};

  readonly #socket: LoadSocket;
  readonly #scanner: FrameScanner;
  #isWelcome = false;
  /** The last number heard, and the last acked. */
  #seq = 0;
  #acked = 0;

  private constructor(socket: LoadSocket) {
    this.#socket = socket;
    this.#scanner = new FrameScanner({
      said: (number, seq) => {
        this.heard.add(number);
        this.#seq = seq;
        this.onText(number);
      },
      accepted: () => void this.accepted++,
      other: (frame) => this.#take(frame),
    });
  }

  /**
   * Connects and joins; resolves once it is welcome.
   *
   * @throws {Error} If it is not.
   */
  static async join(
    port: number,
    name: string,
    room: string,
    readBytes: number = LARGE_READ,
  ): Promise<FramedClient> {
    const client = new FramedClient(await LoadSocket.connect(port, readBytes));
    client.#send({ type: "hello", version: 1, name, room });
    client.#socket.listen((bytes) => client.#hear(bytes));
    if (await client.until(() => client.#isWelcome)) return client;
    client.close();
    throw new Error(`${name} was not welcome in ${room}: ${JSON.stringify(client.errors)}`);
  }

  /** Sends texts; resolves once the system has them. */
  say(texts: Uint8Array): Promise<void> {
    return this.#socket.send(texts);
  }

  /** Whether what is waited for came; not, if the connection ended or nothing came for too long. */
  until(done: () => boolean): Promise<boolean> {
    return this.#socket.until(done);
  }

  /** Stops reading, and so acking; or goes on. */
  stall(stalled: boolean): void {
    if (stalled) this.#socket.hold();
    else this.#socket.release();
  }

  /** Gives its seat up, and waits until the server has closed the connection. */
  async leave(): Promise<void> {
    await this.#send({ type: "leave" });
    await this.#socket.until(() => false);
    this.close();
  }

  /** Ends the connection. */
  close(): void {
    this.#socket.close();
  }

  #hear(bytes: Uint8Array): void {
    this.#scanner.take(bytes);
    // As the project's own clients do: one ack for all that a read brought.
    if (this.#seq > this.#acked) {
      this.#acked = this.#seq;
      this.#send({ type: "ack", seq: this.#seq });
    }
  }

  #take(frame: RareFrame): void {
    switch (frame.type) {
      case "welcome":
        this.#isWelcome = true;
        this.#seq = Number(frame.seq);
        break;
      case "ping":
        this.#send({ type: "pong", n: frame.n });
        break;
      case "flow":
        if (frame.paused === true) this.pauses++;
        break;
      case "error":
      case "refused":
      case "closing":
        this.errors.push(frame);
        break;
      default:
        // What happens in the room: a number of its own is acked with the rest.
        if (typeof frame.seq === "number" && "member" in frame) this.#seq = frame.seq;
    }
  }

  #send(frame: unknown): Promise<void> {
    return this.#socket.send(encoder.encode(JSON.stringify(frame) + "\n"));
  }
}
