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
import type { Connection, ConnectionEffect, ConnectionInput, Phase } from "../connection_state.ts";
import { addedSince } from "../log.ts";
import { entryLines } from "./entry_lines.ts";
import type { ClientIo, ServerSocket, StopSignal } from "./io.ts";
import { actOn } from "./line_commands.ts";
import type { Lines } from "./line_reader.ts";
import { WriteQueue } from "./write_queue.ts";

/** What the shell is started with. */
export interface LineShellOptions {
  readonly address: ServerAddress;
  readonly name: string;
  readonly room: string | undefined;
  readonly language: Language;
  /** What is typed or piped in. */
  readonly input: Lines;
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
  const { connection, effects } = startConnection(options, io.randomId());
  return new LineShell(options, io, connection).run(effects);
}

class LineShell {
  readonly #options: LineShellOptions;
  readonly #io: ClientIo;
  readonly #screen: WriteQueue;
  readonly #attempt = new AbortController();
  readonly #ended = Promise.withResolvers<Ending>();
  readonly #interrupted = Promise.withResolvers<void>();
  #connection: Connection;
  #chat = emptyChat;
  #socket: ServerSocket | undefined;
  #server: WriteQueue | undefined;
  #signal: StopSignal | undefined;
  #allSent = true;
  #cancelDeadline: () => void = () => {};
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
      this.#signal ??= signal;
      this.#interrupted.resolve();
      this.#take({ type: "leave" });
    });
    for (const effect of first) this.#perform(effect);
    this.#readInput();
    const ending = await this.#ended.promise;
    // A screen that stands still must not keep who wants to go.
    await Promise.race([this.#screen.written(), this.#interrupted.promise]);
    ignoreSignals();
    return { ending, allSent: this.#allSent, signal: this.#signal };
  }

  #take(input: ConnectionInput): void {
    const { connection, effects } = transition(this.#connection, input);
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    if (wantsInput(connection)) this.#resumeInput();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.type) {
      case "connect":
        this.#connect();
        break;
      case "send":
        this.#server?.write(encodeFrame(effect.frame));
        break;
      case "notify":
        this.#notify(effect.event);
        if (effect.event.type === "ended") this.#ended.resolve(effect.event.ending);
        break;
      case "show":
        this.#screen.written().then(() => this.#take({ type: "shown", seq: effect.seq }));
        break;
      case "deadline":
        this.#setDeadline(effect.ms, effect.phase);
        break;
      case "disconnect":
        this.#cancelDeadline();
        this.#attempt.abort();
        this.#socket?.close();
        break;
      default:
        assertNever(effect);
    }
  }

  #setDeadline(ms: number, phase: Phase): void {
    this.#cancelDeadline();
    this.#cancelDeadline = this.#io.clock.schedule(
      ms,
      () => this.#take({ type: "too_late", phase }),
    );
  }

  async #connect(): Promise<void> {
    const { address } = this.#options;
    const { signal } = this.#attempt;
    const socket = await this.#io.connect(address, signal).catch(() => undefined);
    if (socket === undefined) return this.#take({ type: "unreachable" });
    // It came just as nobody wanted it any more.
    if (signal.aborted) return socket.close();
    this.#socket = socket;
    // The server may have said why it closed before our write failed: the reader finds that, and then the end.
    this.#server = new WriteQueue(socket.writable, () => {});
    this.#take({ type: "opened" });
    await this.#readServer(socket, this.#server);
  }

  async #readServer(socket: ServerSocket, server: WriteQueue): Promise<void> {
    try {
      for await (const bytes of socket.readable) {
        this.#take({ type: "received", bytes, at: this.#io.clock.now() });
        if (this.#screen.pending > MAX_PENDING) await this.#screen.written();
        if (server.pending > MAX_PENDING) await server.written();
      }
    } catch {
      // A connection that was reset is as closed as another.
    }
    this.#take({ type: "closed" });
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
  return event.type === "not_sent" || (event.type === "error" && event.id !== undefined);
}
