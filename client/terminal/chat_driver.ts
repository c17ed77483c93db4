/**
 * What every shell of the client has to do: carries out what the connection decides, and brings it what happens. It must
 * not know what the chat looks like, nor where what is said is typed.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { MAX_FRAME_BYTES } from "../../actors/protocol/limits.ts";
import { decodeLines, emptyLines } from "../../actors/encoding/line_decoder.ts";
import type { ServerAddress } from "../cli/server_address.ts";
import type { ChatEvent } from "../chat/chat.ts";
import { startConnection, transition } from "../connection/connection.ts";
import type { Ending } from "../connection/connection_events.ts";
import type {
  Connection,
  ConnectionEffect,
  ConnectionInput,
  Timer,
} from "../connection/connection_state.ts";
import type { SavedSeat } from "../connection/saved_seat.ts";
import type { ClientIo, SeatFile, StopSignal, TranscriptFile } from "./io.ts";
import { TranscriptWriter } from "./files/transcript_writer.ts";
import { SeatWriter } from "./files/seat_writer.ts";
import { ServerLink } from "./server_link.ts";

/** Who chats, and where. */
export interface ChatOptions {
  readonly address: ServerAddress;
  readonly name: string;
  readonly room: string | undefined;
  /** The seat that an earlier run left. */
  readonly kept: SavedSeat | undefined;
  /** Keeps the seat for a later run; without it, none will have it. */
  readonly seatFile: SeatFile | undefined;
  /** Where the person wants a log of what is said, if they do. */
  readonly recordFile?: TranscriptFile | undefined;
}

/** Where the person sees the chat. It may call {@linkcode ChatDriver.take} whenever it is called itself. */
export interface ChatView {
  /** The connection tells something, or there is something else to notice. */
  readonly onEvent: (event: ChatEvent) => void;
  /** Resolves when the person can see all that was told so far, or never will. */
  readonly shown: () => Promise<void>;
  /** An input has been taken, and all that followed from it is done. */
  readonly onSettled: () => void;
  /** UTF-16 units on their way to the screen. */
  readonly pending: () => number;
}

/** How a chat went. */
export interface Outcome {
  readonly ending: Ending;
  /** Whether every line that was typed, or piped, was sent. */
  readonly allSent: boolean;
  /** Texts that were not accepted, and go out with the next run. */
  readonly waiting: number;
  /** The signal that ended it, if one did. */
  readonly signal: StopSignal | undefined;
}

/**
 * Text that may wait for a slow screen, server or disk before no more is taken from the server: more than a server
 * keeps for one seat (8 MiB), so that it is the server that holds back whoever says too much.
 */
const MAX_PENDING = 16 * 1_024 * 1_024;

/** Drives one chat, for one view. */
export class ChatDriver {
  readonly #options: ChatOptions;
  readonly #io: ClientIo;
  readonly #view: ChatView;
  readonly #keeper: SeatWriter | undefined;
  readonly #record: TranscriptWriter | undefined;
  readonly #ended = Promise.withResolvers<Ending>();
  /** The person asked to leave; then, that they will not wait. */
  readonly #interrupted = Promise.withResolvers<void>();
  readonly #insisted = Promise.withResolvers<void>();
  readonly #timers = new Map<Timer, () => void>();
  /** What happened while something else was being taken. */
  readonly #inputs: ConnectionInput[] = [];
  /** What is to be done before anything has happened. */
  readonly #first: readonly ConnectionEffect[];
  #connection: Connection;
  #link: ServerLink | undefined;
  #signal: StopSignal | undefined;
  /** Another run can go on where this one ends. */
  #isKept: boolean;
  #busy = false;
  #over = false;

  /** Nothing happens before {@linkcode ChatDriver.run}. */
  constructor(options: ChatOptions, io: ClientIo, view: ChatView) {
    const { connection, effects } = startConnection(options, io.randomId(), options.kept);
    this.#options = options;
    this.#io = io;
    this.#view = view;
    const { name, kept, seatFile, recordFile: file } = options;
    this.#isKept = seatFile !== undefined;
    this.#keeper = seatFile &&
      new SeatWriter(seatFile, (error) => this.#onFailed("not_kept", error));
    this.#record = file && new TranscriptWriter(
      { file, name, waiting: kept?.texts ?? [] },
      (error) => this.#onFailed("not_recorded", error),
    );
    this.#connection = connection;
    this.#first = effects;
  }

  /** The connection as it stands. */
  get connection(): Connection {
    return this.#connection;
  }

  /** Texts that were not accepted, and that another run finds. */
  get waiting(): number {
    const { token, outbox } = this.#connection;
    return this.#isKept && token !== undefined ? outbox.texts.length : 0;
  }

  /** The signal that ended the chat, if one did. */
  get signal(): StopSignal | undefined {
    return this.#signal;
  }

  /** Runs the chat until it has ended and can be seen, and what is to be kept of it is. */
  async run(): Promise<Ending> {
    const ignoreSignals = this.#io.onStopSignal((signal) => this.interrupt(signal));
    this.#work(this.#first);
    const ending = await this.#ended.promise;
    for (const cancel of this.#timers.values()) cancel();
    // A screen that stands still must not keep who wants to go, nor a disk that does who insists. The disk has its turn
    // first: that it is full is to be seen too.
    const kept = Promise.all([this.#keeper?.written(), this.#record?.written()]);
    const isWritten = await Promise.race([
      kept.then(() => true),
      this.#insisted.promise.then(() => false),
    ]);
    this.#isKept &&= isWritten;
    await Promise.race([this.#view.shown(), this.#interrupted.promise]);
    this.#over = true;
    ignoreSignals();
    return ending;
  }

  /** Takes an input; one that comes while another is taken has its turn after that one. */
  take(input: ConnectionInput): void {
    this.#inputs.push(input);
    if (!this.#busy) this.#work([]);
  }

  /** The person wants to leave at once; the second time, to wait for nothing. */
  interrupt(signal: StopSignal): void {
    if (this.#signal !== undefined) this.#insisted.resolve();
    this.#signal ??= signal;
    this.#interrupted.resolve();
    this.take({ type: "leave" });
  }

  /** Carries out `first`, and then takes whatever waits. */
  #work(first: readonly ConnectionEffect[]): void {
    this.#busy = true;
    try {
      for (const effect of first) this.#perform(effect);
      for (let input = this.#inputs.shift(); input !== undefined; input = this.#inputs.shift()) {
        this.#takeOne(input);
      }
    } finally {
      this.#busy = false;
    }
  }

  #takeOne(input: ConnectionInput): void {
    const moment = { at: this.#io.clock.now(), random: this.#io.random() };
    const { connection, effects } = transition(this.#connection, input, moment);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    this.#view.onSettled();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "connect":
        this.#connect(effect.attempt);
        break;
      case "send":
        // The server gives the seat away when this comes there.
        if (effect.frame.type === "leave") this.#isKept = false;
        this.#link?.write(encodeFrame(effect.frame));
        break;
      case "notify":
        this.#record?.hear(effect.event, this.#io.clock.now());
        this.#view.onEvent(effect.event);
        if (effect.event.type === "ended") this.#ended.resolve(effect.event.ending);
        break;
      case "show":
        this.#view.shown().then(() => this.take({ type: "shown", seq: effect.seq }));
        break;
      case "wake":
        this.#setTimer(effect.timer, effect.ms);
        break;
      case "disconnect":
        this.#link?.close();
        break;
      case "save":
        this.#keeper?.keep(effect.seat);
        break;
      case "forget":
        this.#keeper?.keep(undefined);
        break;
      default:
        assertNever(effect);
    }
  }

  #setTimer(timer: Timer, ms: number): void {
    this.#timers.get(timer)?.();
    const cancel = this.#io.clock.schedule(ms, () => this.take({ type: "woke", timer }));
    this.#timers.set(timer, cancel);
  }

  #connect(attempt: number): void {
    let incoming = emptyLines;
    const link: ServerLink = new ServerLink(this.#options.address, this.#io.connect, {
      onOpened: () => this.take({ type: "opened", attempt }),
      onUnreachable: () => this.take({ type: "unreachable", attempt }),
      onReceived: (bytes) => {
        const { state, lines } = decodeLines(incoming, bytes, MAX_FRAME_BYTES);
        incoming = state;
        this.take({ type: "received", attempt, lines });
        return this.#untilTaken(link);
      },
      onClosed: () => this.take({ type: "closed", attempt }),
    });
    this.#link = link;
  }

  /** Waits where too much of what came, or is to go, is still here. */
  async #untilTaken(link: ServerLink): Promise<void> {
    if (this.#view.pending() > MAX_PENDING) await this.#view.shown();
    if (link.pending > MAX_PENDING) await link.written();
    const record = this.#record;
    if (record !== undefined && record.pending > MAX_PENDING) await record.written();
  }

  /** What is to outlive this run could not be written. */
  #onFailed(type: "not_kept" | "not_recorded", error: unknown): void {
    if (type === "not_kept") this.#isKept = false;
    // The view may have given its terminal back.
    if (this.#over) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.#view.onEvent({ type: "noticed", notice: { type, reason } });
    this.#view.onSettled();
  }
}
