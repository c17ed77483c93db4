/**
 * The chat line by line, for pipes and screen readers: it reads typed lines and prints the log
 * without escape codes. It must not decide anything, or know the server.
 *
 * @module
 */

import { type Line, TOO_LONG } from "../../actors/encoding/line_decoder.ts";
import type { Language } from "../../actors/languages/languages.ts";
import { type ChatEvent, emptyChat, reduce } from "../chat/chat.ts";
import { parseLine } from "../chat/commands.ts";
import { wantsInput } from "../connection/connection.ts";
import { entriesSince } from "../chat/chat_log.ts";
import type { Notice } from "../chat/notices.ts";
import { type Calendar, calendar } from "../languages/calendar.ts";
import { actionFor } from "../chat/command_actions.ts";
import { type ChatOptions, type ChatView, type Outcome, TerminalChat } from "./terminal_chat.ts";
import { entryLines } from "./entry_lines.ts";
import type { ClientIo } from "./io.ts";
import type { Lines } from "./line_reader.ts";
import { TextWriter } from "./text_writer.ts";

/** How to start the shell. */
export interface LineShellOptions extends ChatOptions {
  readonly language: Language;
  /** Typed or piped lines. */
  readonly input: Lines;
}

/** Runs the chat until it ends. */
export function runLineShell(options: LineShellOptions, io: ClientIo): Promise<Outcome> {
  return new LineShell(options, io).run();
}

class LineShell implements ChatView {
  readonly #language: Language;
  readonly #input: Lines;
  readonly #calendar: Calendar;
  readonly #clock: ClientIo["clock"];
  readonly #output: TextWriter;
  readonly #chat: TerminalChat;
  #state = emptyChat;
  #allSent = true;
  #resumeInput: () => void = () => {};

  constructor(options: LineShellOptions, io: ClientIo) {
    this.#language = options.language;
    this.#input = options.input;
    this.#calendar = calendar(options.language);
    this.#clock = io.clock;
    // The reader of our output is gone, as in `client | head`. Nobody is left to chat.
    this.#output = new TextWriter(io.stdout, () => this.#chat.take({ type: "leave" }));
    this.#chat = new TerminalChat(options, io, this);
  }

  async run(): Promise<Outcome> {
    const ended = this.#chat.run();
    this.#readInput();
    const ending = await ended;
    const { waiting, signal } = this.#chat;
    return { ending, allSent: this.#allSent, waiting, signal };
  }

  readonly onEvent = (event: ChatEvent): void => {
    if (isUnsent(event)) this.#allSent = false;
    this.#apply(event);
  };

  readonly onSettled = (): void => {
    if (wantsInput(this.#chat.connection)) this.#resumeInput();
  };

  readonly shown = (): Promise<void> => this.#output.written();

  readonly pending = (): number => this.#output.pending;

  async #readInput(): Promise<void> {
    for (;;) {
      await this.#untilInputIsWanted();
      const { done, value } = await this.#input.next();
      if (done) return this.#chat.take({ type: "finish" });
      this.#typed(value);
    }
  }

  #untilInputIsWanted(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#resumeInput = resolve;
    if (wantsInput(this.#chat.connection)) resolve();
    return promise;
  }

  #typed(line: Line): void {
    if (line === TOO_LONG) return this.onEvent({ type: "not_sent", reason: "too_long" });
    const typed = parseLine(line);
    // The exit code tells a script that one of its lines was not sent.
    if (typed.type === "unknown") this.#allSent = false;
    const action = actionFor(typed, this.#state, this.#clock.now(), "lines");
    if (action.type === "input") this.#chat.take(action.input);
    if (action.type === "answer") this.#notice(action.notice);
    if (action.type === "view") this.#notice({ type: "not_here", command: action.command });
  }

  #notice(notice: Notice): void {
    this.#apply({ type: "noticed", notice });
  }

  #apply(event: ChatEvent): void {
    const before = this.#state.log;
    this.#state = reduce(this.#state, event);
    const lines = entriesSince(before, this.#state.log)
      .flatMap((entry) => entryLines(entry, this.#language, this.#calendar));
    if (lines.length > 0) this.#output.write(lines.join("\n") + "\n");
  }
}

/** Whether the event means that a text will not reach the other person. */
function isUnsent(event: ChatEvent): boolean {
  if (event.type === "error") return event.id !== undefined && event.code !== "not_stored";
  return event.type === "not_sent";
}
