/**
 * One chat in a terminal, from its start until everything is saved and shown: files, signals, and
 * slow screens. The driver runs the connection. This module must not know what the chat looks like,
 * or where the person types.
 *
 * @module
 */

import type { ChatEvent } from "../chat/chat.ts";
import type { ServerAddress } from "../cli/server_address.ts";
import { Driver } from "../connection/driver.ts";
import type { ConnectionEvent, Ending } from "../connection/connection_events.ts";
import type { Connection, ConnectionInput } from "../connection/connection_state.ts";
import type { ResumableSeat } from "../connection/saved_seat.ts";
import { SeatWriter } from "./files/seat_writer.ts";
import { TranscriptWriter } from "./files/transcript_writer.ts";
import type { ClientIo, SeatFile, StopSignal, TranscriptFile } from "./io.ts";
import { MAX_PENDING, TcpTransport } from "./tcp_transport.ts";

/** Who chats, and where. */
export interface ChatOptions {
  readonly address: ServerAddress;
  readonly name: string;
  readonly room: string | undefined;
  /** The seat that an earlier run left. */
  readonly savedSeat: ResumableSeat | undefined;
  /** Saves the seat for a later run. Without it, the seat is lost with this run. */
  readonly seatFile: SeatFile | undefined;
  /** Where to write a transcript, if the person wants one. */
  readonly transcriptFile?: TranscriptFile | undefined;
}

/** Shows the chat. It may call {@linkcode TerminalChat.take} from any of these functions. */
export interface ChatView {
  readonly onEvent: (event: ChatEvent) => void;
  /** Resolves when the person can see all events so far, or never will. */
  readonly shown: () => Promise<void>;
  /** The chat has carried out everything that follows from an input. */
  readonly onSettled: () => void;
  /** UTF-16 units on their way to the screen. */
  readonly pending: () => number;
}

/** How a chat went. */
export interface Outcome {
  readonly ending: Ending;
  /** Whether every typed or piped line was sent. */
  readonly allSent: boolean;
  /** Texts that the server has not accepted. The next run sends them. */
  readonly waiting: number;
  /** The signal that ended it, if one did. */
  readonly signal: StopSignal | undefined;
}

/** Runs one chat for one view. */
export class TerminalChat {
  readonly #io: ClientIo;
  readonly #view: ChatView;
  readonly #driver: Driver;
  readonly #seatWriter: SeatWriter | undefined;
  readonly #transcript: TranscriptWriter | undefined;
  readonly #ended = Promise.withResolvers<Ending>();
  /** The person wants to leave. */
  readonly #interrupted = Promise.withResolvers<void>();
  /** The person wants to leave and wait for nothing. */
  readonly #interruptedTwice = Promise.withResolvers<void>();
  #signal: StopSignal | undefined;
  /** Whether a later run can take the seat back. */
  #isSeatSaved: boolean;
  #isOver = false;

  /** Does nothing before {@linkcode TerminalChat.run}. */
  constructor(options: ChatOptions, io: ClientIo, view: ChatView) {
    const { address, name, savedSeat, seatFile, transcriptFile: file } = options;
    this.#io = io;
    this.#view = view;
    this.#isSeatSaved = seatFile !== undefined;
    this.#seatWriter = seatFile &&
      new SeatWriter(seatFile, (error) => this.#onWriteFailed("seat_not_saved", error));
    this.#transcript = file && new TranscriptWriter(
      { file, name, waiting: savedSeat?.texts ?? [] },
      (error) => this.#onWriteFailed("transcript_failed", error),
    );
    const transport = {
      connect: (signal: AbortSignal) => io.connect(address, signal),
      ready: () => this.#ready(),
    };
    this.#driver = new Driver(options, {
      clock: io.clock,
      random: io.random,
      randomId: io.randomId,
      connect: (handler) => new TcpTransport(transport, handler),
      saveSeat: (seat) => this.#seatWriter?.save(seat),
    }, {
      onEvent: (event) => this.#onEvent(event),
      onSettled: () => this.#onSettled(),
      whenShown: (done) => view.shown().then(done),
    });
  }

  /** The state of the connection. */
  get connection(): Connection {
    return this.#driver.connection;
  }

  /** Texts that the server has not accepted and that a later run will find. */
  get waiting(): number {
    const { token, outbox } = this.connection;
    return this.#isSeatSaved && token !== undefined ? outbox.texts.length : 0;
  }

  /** The signal that ended the chat, if one did. */
  get signal(): StopSignal | undefined {
    return this.#signal;
  }

  /** Runs the chat until it has ended, the person can see that, and its files are written. */
  async run(): Promise<Ending> {
    const ignoreSignals = this.#io.onStopSignal((signal) => this.interrupt(signal));
    this.#driver.start();
    const ending = await this.#ended.promise;
    // A stuck screen must not hold a person who wants to go, nor a stuck disk one who insists. The
    // disk comes first, so that the screen can still show that it is full.
    const written = Promise.all([this.#seatWriter?.written(), this.#transcript?.written()]);
    const isWritten = await Promise.race([
      written.then(() => true),
      this.#interruptedTwice.promise.then(() => false),
    ]);
    this.#isSeatSaved &&= isWritten;
    await Promise.race([this.#view.shown(), this.#interrupted.promise]);
    this.#isOver = true;
    ignoreSignals();
    return ending;
  }

  /** Passes an input on to the connection. */
  take(input: ConnectionInput): void {
    this.#driver.take(input);
  }

  /**
   * The person wants to leave at once. A second call means that they will not wait for anything.
   */
  interrupt(signal: StopSignal): void {
    if (this.#signal !== undefined) this.#interruptedTwice.resolve();
    this.#signal ??= signal;
    this.#interrupted.resolve();
    this.take({ type: "leave" });
  }

  #onEvent(event: ConnectionEvent): void {
    this.#transcript?.add(event, this.#io.clock.now());
    this.#view.onEvent(event);
    if (event.type === "ended") this.#ended.resolve(event.ending);
  }

  #onSettled(): void {
    // The server gives the seat up when it reads the client's `leave`.
    if (this.connection.phase === "leaving") this.#isSeatSaved = false;
    this.#view.onSettled();
  }

  /** Resolves when neither the screen nor the transcript holds too much text. */
  async #ready(): Promise<void> {
    if (this.#view.pending() > MAX_PENDING) await this.#view.shown();
    const transcript = this.#transcript;
    if (transcript !== undefined && transcript.pending > MAX_PENDING) await transcript.written();
  }

  /** The seat or the transcript could not be written. */
  #onWriteFailed(type: "seat_not_saved" | "transcript_failed", error: unknown): void {
    if (type === "seat_not_saved") this.#isSeatSaved = false;
    // The view has given the terminal back.
    if (this.#isOver) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#view.onEvent({ type: "noticed", notice: { type, reason } });
    this.#view.onSettled();
  }
}
