/**
 * Somebody with the project's own client, on real sockets: types numbered texts at a person's irregular pace, and counts
 * what the client shows of the other's. Only keyboard, screen and clock are made here.
 *
 * @module
 */

import { runClient } from "../../../client/client.ts";
import { parseSavedSeat } from "../../../client/connection/saved_seat.ts";
import type { ClientIo, SeatFile, StopSignal } from "../../../client/terminal/io.ts";
import { settled } from "../fakes/settled.ts";
import { Transcript } from "../processes/real_process.ts";
import { connectTcp } from "../../../client/terminal/socket.ts";
import type { Dice } from "./dice.ts";
import { soon } from "./soon.ts";
import { Tally } from "./tally.ts";

/**
 * The clients' clock runs so many times as fast as others': a connection that fell silent is given up after 4.5 s, and
 * the longest wait for the next attempt is 1.5 s.
 */
const CLOCK_SPEED = 10;

/** How a person is started. */
export interface PersonOptions {
  readonly name: string;
  /** Whose texts are counted. */
  readonly hears: string;
  readonly port: number;
  readonly dice: Dice;
}

/** Somebody in the chat. */
export class Person implements AsyncDisposable {
  readonly name: string;
  readonly tally: Tally;
  /** What the client showed besides texts. */
  readonly notices = new Transcript();
  /** The client's exit code. */
  readonly exited: Promise<number>;
  readonly #dice: Dice;
  readonly #signals = new Set<(signal: StopSignal) => void>();
  readonly #keyboard = new TransformStream<Uint8Array, Uint8Array>();
  readonly #typing = this.#keyboard.writable.getWriter();
  #said = 0;
  #kept: string | undefined;
  #keeping = Promise.withResolvers<void>();

  /** Starts the client, and waits until it is in the room. */
  static async enter(options: PersonOptions): Promise<Person> {
    const person = new Person(options);
    await person.notices.until("You are in the room");
    return person;
  }

  private constructor({ name, hears, port, dice }: PersonOptions) {
    this.name = name;
    this.tally = new Tally(hears, (line) => this.notices.add(`${line}\n`));
    this.#dice = dice;
    const args = [`127.0.0.1:${port}`, "--name", name, "--lang", "en"];
    this.exited = runClient(args, this.#world()).finally(() => {
      this.tally.end();
      this.notices.end();
    });
    // Whoever types on finds that the client is gone.
    this.#typing.closed.catch(() => {});
  }

  /** Texts that the client has been given. */
  get said(): number {
    return this.#said;
  }

  /** Texts of these that the server has not yet accepted, as the client keeps them. */
  get unaccepted(): number {
    return (this.#kept && parseSavedSeat(this.#kept)?.texts.length) || 0;
  }

  /** Types the next text, some of them long, and waits until the client takes it. */
  async say(): Promise<void> {
    const number = this.#said + 1;
    const filling = this.#dice.between(1, 20) === 1 ? this.#dice.between(1_000, 4_000) : 40;
    await this.#typing.write(
      new TextEncoder().encode(`${number} ${"på øya ".repeat(filling / 7)}\n`),
    );
    this.#said = number;
  }

  /** Types in bursts, about 200 texts a second, for as long as `wants`. */
  async chat(wants: () => boolean): Promise<void> {
    while (wants()) {
      for (let left = this.#dice.between(1, 60); left > 0 && wants(); left--) await this.say();
      // The pace itself, no waiting for anything.
      await new Promise((resolve) => setTimeout(resolve, this.#dice.between(0, 300)));
    }
  }

  /** Resolves once the client has shown so many of the other's texts. */
  async untilShown(count: number): Promise<void> {
    await soon(this.tally.until(count), `${this.name} is to be shown ${count} texts`);
  }

  /** Resolves once the server has accepted all that was said. */
  async untilAccepted(): Promise<void> {
    // What was typed last is on its way through the client.
    for (await settled(); this.unaccepted > 0; await settled()) {
      await soon(
        this.#keeping.promise,
        `${this.unaccepted} texts of ${this.name} are to be accepted`,
      );
    }
  }

  /** Has nothing more to say: the client leaves when all is accepted. */
  async finish(): Promise<number> {
    await this.#typing.close();
    return await soon(this.exited, `${this.name} is to leave`);
  }

  /** Ends the client, if it runs: whoever is told twice waits for nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (let times = 0; times < 2; times++) {
      for (const listener of this.#signals) listener("SIGTERM");
    }
    await this.exited;
  }

  #world(): ClientIo {
    const start = Date.now();
    return {
      stdin: this.#keyboard.readable,
      stdout: this.tally.screen(),
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
      random: this.#dice.throw,
      openSeatFile: () => Promise.resolve(this.#seatFile()),
      openTranscriptFile: () => Promise.reject(new Error("Cannot open: nobody keeps a log here")),
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
        this.#kept = text;
        this.#keeping.resolve();
        this.#keeping = Promise.withResolvers();
        return Promise.resolve();
      },
      close: () => {},
    };
  }
}
