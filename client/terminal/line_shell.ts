/**
 * The chat line by line, for pipes and screen readers: carries out what the connection decides, brings it what happens,
 * and writes what there is to see, with no escape codes. It must not decide anything itself.
 *
 * @module
 */

import { assertNever } from "../../actors/runtime/actor.ts";
import { encodeFrame } from "../../actors/protocol/framed.ts";
import { type Line, TOO_LONG } from "../../actors/protocol/line_decoder.ts";
import type { Language } from "../../actors/protocol/texts.ts";
import type { ServerAddress } from "../address.ts";
import { type ChatEvent, emptyChat, reduce } from "../chat.ts";
import { parseLine } from "../commands.ts";
import type { Ending } from "../connection_events.ts";
import { startConnection, transition, wantsInput } from "../connection.ts";
import type { Connection, ConnectionEffect, ConnectionInput, Timer } from "../connection_state.ts";
import type { KeptSeat } from "../kept_seat.ts";
import { addedSince } from "../log.ts";
import { entryLines } from "./entry_lines.ts";
import type { ClientIo, StopSignal } from "./io.ts";
import { actOn } from "./line_commands.ts";
import type { Lines } from "./line_reader.ts";
import type { SeatKeeper } from "./seat_keeper.ts";
import { ServerLink } from "./server_link.ts";
import { WriteQueue } from "./write_queue.ts";

/** What the shell is started with. */
export interface LineShellOptions {
  readonly address: ServerAddress;
  readonly name: string;
  readonly room: string | undefined;
  readonly language: Language;
  /** What is typed or piped in. */
  readonly input: Lines;
  /** The seat that an earlier run left. */
  readonly kept: KeptSeat | undefined;
  /** Keeps the seat for a later run; without it, none will have it. */
  readonly keeper: SeatKeeper | undefined;
}

/** How it went. */
export interface Outcome {
  readonly ending: Ending;
  /** Whether every line that was typed, or piped, was sent. */
  readonly allSent: boolean;
  /** The signal that ended it, if one did. */
  readonly signal: StopSignal | undefined;
}

/**
 * Text that may wait for a slow screen or a slow server before no more is taken from the server: more than a server
 * keeps for one seat (8 MiB), so that it is the server that holds back whoever says too much.
 */
const MAX_PENDING = 16 * 1_024 * 1_024;

/** Runs the chat until it ends. */
export function runLineShell(options: LineShellOptions, io: ClientIo): Promise<Outcome> {
  const { connection, effects } = startConnection(options, io.randomId(), options.kept);
  return new LineShell(options, io, connection).run(effects);
}

class LineShell {
  readonly #options: LineShellOptions;
  readonly #io: ClientIo;
  readonly #screen: WriteQueue;
  readonly #ended = Promise.withResolvers<Ending>();
  /** The person asked to leave; then, that they will not wait. */
  readonly #interrupted = Promise.withResolvers<void>();
  readonly #insisted = Promise.withResolvers<void>();
  readonly #timers = new Map<Timer, () => void>();
  #connection: Connection;
  #chat = emptyChat;
  #link: ServerLink | undefined;
  #signal: StopSignal | undefined;
  #allSent = true;
  #resumeInput: () => void = () => {};

  constructor(options: LineShellOptions, io: ClientIo, connection: Connection) {
    this.#options = options;
    this.#io = io;
    // Whoever read what we write is gone, as in `client | head`: so there is nobody left to chat.
    this.#screen = new WriteQueue(io.stdout, () => this.#take({ type: "leave" }));
    this.#connection = connection;
  }

  async run(first: readonly ConnectionEffect[]): Promise<Outcome> {
    const ignoreSignals = this.#io.onStopSignal((signal) => {
      if (this.#signal !== undefined) this.#insisted.resolve();
      this.#signal ??= signal;
      this.#interrupted.resolve();
      this.#take({ type: "leave" });
    });
    for (const effect of first) this.#perform(effect);
    this.#readInput();
    const ending = await this.#ended.promise;
    for (const cancel of this.#timers.values()) cancel();
    // A screen that stands still must not keep who wants to go, nor a disk that does who insists.
    await Promise.race([this.#screen.written(), this.#interrupted.promise]);
    await Promise.race([this.#options.keeper?.written(), this.#insisted.promise]);
    ignoreSignals();
    return { ending, allSent: this.#allSent, signal: this.#signal };
  }

  #take(input: ConnectionInput): void {
    const moment = { at: this.#io.clock.now(), random: this.#io.random() };
    const { connection, effects } = transition(this.#connection, input, moment);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    if (wantsInput(connection)) this.#resumeInput();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "connect":
        this.#connect(effect.attempt);
        break;
      case "send":
        this.#link?.write(encodeFrame(effect.frame));
        break;
      case "notify":
        this.#notify(effect.event);
        if (effect.event.type === "ended") this.#ended.resolve(effect.event.ending);
        break;
      case "show":
        this.#screen.written().then(() => this.#take({ type: "shown", seq: effect.seq }));
        break;
      case "wake":
        this.#setTimer(effect.timer, effect.ms);
        break;
      case "disconnect":
        this.#link?.close();
        break;
      case "save":
        this.#options.keeper?.keep(effect.seat);
        break;
      case "forget":
        this.#options.keeper?.keep(undefined);
        break;
      default:
        assertNever(effect);
    }
  }

  #setTimer(timer: Timer, ms: number): void {
    this.#timers.get(timer)?.();
    const cancel = this.#io.clock.schedule(ms, () => this.#take({ type: "woke", timer }));
    this.#timers.set(timer, cancel);
  }

  #connect(attempt: number): void {
    const link: ServerLink = new ServerLink(this.#options.address, this.#io.connect, {
      onOpened: () => this.#take({ type: "opened", attempt }),
      onUnreachable: () => this.#take({ type: "unreachable", attempt }),
      onReceived: (bytes) => {
        this.#take({ type: "received", attempt, bytes });
        return this.#untilTaken(link);
      },
      onClosed: () => this.#take({ type: "closed", attempt }),
    });
    this.#link = link;
  }

  /** Waits where too much of what came, or is to go, is still here. */
  async #untilTaken(link: ServerLink): Promise<void> {
    if (this.#screen.pending > MAX_PENDING) await this.#screen.written();
    if (link.pending > MAX_PENDING) await link.written();
  }

  async #readInput(): Promise<void> {
    for (;;) {
      await this.#untilInputIsWanted();
      const { done, value } = await this.#options.input.next();
      if (done) return this.#take({ type: "finish" });
      this.#typed(value);
    }
  }

  #untilInputIsWanted(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#resumeInput = resolve;
    if (wantsInput(this.#connection)) resolve();
    return promise;
  }

  #typed(line: Line): void {
    if (line === TOO_LONG) {
      return this.#notify({ type: "not_sent", reason: "too_long" });
    }
    const action = actOn(parseLine(line), this.#chat, this.#io.clock.now());
    if (action.type === "input") this.#take(action.input);
    if (action.type === "answer") this.#notify({ type: "noticed", notice: action.notice });
  }

  #notify(event: ChatEvent): void {
    if (isUnsent(event)) this.#allSent = false;
    const before = this.#chat.log;
    this.#chat = reduce(this.#chat, event);
    const lines = addedSince(before, this.#chat.log)
      .flatMap((entry) => entryLines(entry, this.#options.language));
    if (lines.length > 0) this.#screen.write(lines.join("\n") + "\n");
  }
}

/** Whether this tells of something that the other person will not get. */
function isUnsent(event: ChatEvent): boolean {
  if (event.type === "noticed") return event.notice.type === "unknown";
  if (event.type === "error") return event.id !== undefined && event.code !== "not_stored";
  return event.type === "not_sent";
}
