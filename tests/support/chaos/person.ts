/**
 * A person who uses the project's own client on real sockets: types numbered texts in bursts, and
 * counts the partner's texts that the client shows. Only keyboard, screen, and clock are fakes.
 *
 * @module
 */

import { runClient } from "../../../client/client.ts";
import { parseSavedSeat } from "../../../client/connection/saved_seat.ts";
import type { ClientIo, SeatFile, StopSignal } from "../../../client/terminal/io.ts";
import { settled } from "../fakes/settled.ts";
import { Transcript } from "../processes/transcript.ts";
import { connectTcp } from "../../../client/terminal/socket.ts";
import type { SeededRandom } from "./seeded_random.ts";
import { withDeadline } from "./deadline.ts";
import { DeliveryTally } from "./delivery_tally.ts";

/**
 * The client's clock runs this many times as fast. Then a silent connection times out after 4.5 s,
 * and the longest wait for a reconnect is 1.5 s.
 */
const CLOCK_SPEED = 10;

/** How to start a person. */
export interface PersonOptions {
  readonly name: string;
  /** Whose texts are counted. */
  readonly partner: string;
  readonly port: number;
  readonly random: SeededRandom;
}

/** A person in the chat. */
export class Person implements AsyncDisposable {
  readonly name: string;
  readonly tally: DeliveryTally;
  /** What the client showed besides the partner's texts. */
  readonly notices = new Transcript();
  /** The client's exit code. */
  readonly exited: Promise<number>;
  readonly #random: SeededRandom;
  readonly #signals = new Set<(signal: StopSignal) => void>();
  readonly #keyboard = new TransformStream<Uint8Array, Uint8Array>();
  readonly #typist = this.#keyboard.writable.getWriter();
  #said = 0;
  #savedSeat: string | undefined;
  #saving = Promise.withResolvers<void>();

  /** Starts the client, and waits until it is in the room. */
  static async join(options: PersonOptions): Promise<Person> {
    const person = new Person(options);
    await person.notices.until("You are in the room");
    return person;
  }

  private constructor({ name, partner, port, random }: PersonOptions) {
    this.name = name;
    this.tally = new DeliveryTally(partner, (line) => this.notices.add(`${line}\n`));
    this.#random = random;
    const args = [`127.0.0.1:${port}`, "--name", name, "--lang", "en"];
    this.exited = runClient(args, this.#io()).finally(() => {
      this.tally.end();
      this.notices.end();
    });
    // A write to a client that has ended is no failure of the test.
    this.#typist.closed.catch(() => {});
  }

  /** The number of texts typed so far. */
  get said(): number {
    return this.#said;
  }

  /** The number of unaccepted texts, as the client has saved them. */
  get unaccepted(): number {
    return (this.#savedSeat && parseSavedSeat(this.#savedSeat)?.texts.length) || 0;
  }

  /** Types the next text (a few are long), and waits until the client has read it. */
  async say(): Promise<void> {
    const number = this.#said + 1;
    const filling = this.#random.between(1, 20) === 1 ? this.#random.between(1_000, 4_000) : 40;
    await this.#typist.write(
      new TextEncoder().encode(`${number} ${"på øya ".repeat(filling / 7)}\n`),
    );
    this.#said = number;
  }

  /** Types in bursts, about 200 texts a second, while `wants` is true. */
  async chat(wants: () => boolean): Promise<void> {
    while (wants()) {
      for (let left = this.#random.between(1, 60); left > 0 && wants(); left--) await this.say();
      // This is the pause between two bursts; it waits for nothing.
      await new Promise((resolve) => setTimeout(resolve, this.#random.between(0, 300)));
    }
  }

  /** Resolves once the client has shown `count` texts of the partner. */
  async untilShown(count: number): Promise<void> {
    await withDeadline(this.tally.until(count), `${this.name} is shown ${count} texts`);
  }

  /** Resolves once the server has accepted every text. */
  async untilAccepted(): Promise<void> {
    // The last text typed may still be on its way through the client.
    for (await settled(); this.unaccepted > 0; await settled()) {
      await withDeadline(
        this.#saving.promise,
        `${this.unaccepted} texts of ${this.name} are accepted`,
      );
    }
  }

  /** Closes the input. The client leaves once all texts are accepted. */
  async leave(): Promise<number> {
    await this.#typist.close();
    return await withDeadline(this.exited, `${this.name} leaves`);
  }

  /** Ends the client by two signals: after the second it waits for nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let times = 0; times < 2; times++) {
      for (const listener of this.#signals) listener("SIGTERM");
    }
    await this.exited;
  }

  #io(): ClientIo {
    const start = Date.now();
    return {
      stdin: this.#keyboard.readable,
      stdout: this.tally.output(),
      stderr: new WritableStream({
        write: (bytes) => this.notices.add(new TextDecoder().decode(bytes)),
      }),
      window: undefined,
      isTerminal: false,
      clock: {
        now: () => start + (Date.now() - start) * CLOCK_SPEED,
        schedule(ms, run) {
          const timer = setTimeout(run, ms / CLOCK_SPEED);
          return () => clearTimeout(timer);
        },
      },
      env: () => undefined,
      randomId: () => crypto.randomUUID(),
      random: this.#random.next,
      openSeatFile: () => Promise.resolve(this.#seatFile()),
      openTranscriptFile: () =>
        Promise.reject(new Error("Cannot open: this client has no transcript")),
      connect: connectTcp,
      onStopSignal: (listener) => {
        this.#signals.add(listener);
        return () => this.#signals.delete(listener);
      },
    };
  }

  #seatFile(): SeatFile {
    return {
      found: undefined,
      write: (text) => {
        this.#savedSeat = text;
        this.#saving.resolve();
        this.#saving = Promise.withResolvers();
        return Promise.resolve();
      },
      close: () => {},
    };
  }
}
