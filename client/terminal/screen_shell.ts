/**
 * The chat on the terminal's screen: it passes keys to the screen's state, carries out the effects,
 * and paints. It must not decide anything.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { formatAddress } from "../../actors/encoding/network_address.ts";
import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { cleanLine } from "../../actors/encoding/sanitize.ts";
import type { Language } from "../../actors/languages/languages.ts";
import type { ChatEvent } from "../chat/chat.ts";
import type { Key } from "./editor/keys.ts";
import { hasRoom } from "../connection/outbox.ts";
import { type Calendar, calendar } from "../languages/calendar.ts";
import type { Picture } from "./screen/painter.ts";
import { drawPicture, nextChange } from "./screen/picture.ts";
import {
  applyChatEvent,
  checkTyping,
  emptyScreen,
  markPainted,
  type Screen,
  type ScreenEffect,
  type ScreenStep,
} from "./screen/screen.ts";
import { handleKey } from "./screen/screen_keys.ts";
import { cut } from "./screen/width.ts";
import { Canvas } from "./canvas.ts";
import { type ChatOptions, type ChatView, type Outcome, TerminalChat } from "./terminal_chat.ts";
import type { ClientIo, TerminalWindow } from "./io.ts";
import { Keyboard } from "./keyboard.ts";
import { TextWriter } from "./text_writer.ts";

/** How to start the shell. */
export interface ScreenShellOptions extends ChatOptions {
  readonly language: Language;
}

/** Columns of a desktop notification. Desktops cut longer ones. */
const MAX_ALERT = 80;

/** Runs the chat until it ends, and gives the terminal back. */
export function runScreenShell(
  options: ScreenShellOptions,
  io: ClientIo,
  window: TerminalWindow,
): Promise<Outcome> {
  return new ScreenShell(options, io, window).run();
}

class ScreenShell implements ChatView {
  readonly #options: ScreenShellOptions;
  readonly #io: ClientIo;
  readonly #window: TerminalWindow;
  readonly #calendar: Calendar;
  readonly #terminal: TextWriter;
  readonly #canvas: Canvas;
  readonly #chat: TerminalChat;
  #screen: Screen;
  /** The day of the last entry in the log. */
  #day: string | undefined;
  /** Every event up to this number is on the screen. */
  #paintedSeq = 0;
  #cancelTyping: () => void = () => {};
  #cancelChange: () => void = () => {};

  constructor(options: ScreenShellOptions, io: ClientIo, window: TerminalWindow) {
    const { language, name } = options;
    this.#options = options;
    this.#io = io;
    this.#window = window;
    this.#calendar = calendar(language);
    this.#screen = emptyScreen(language, name);
    this.#terminal = new TextWriter(io.stdout, () => this.#chat.take({ type: "vanish" }));
    this.#canvas = new Canvas(
      window,
      io.clock,
      this.#terminal,
      () => this.#draw(),
      () => this.#onPainted(),
    );
    this.#chat = new TerminalChat(options, io, this);
  }

  async run(): Promise<Outcome> {
    const keyboard = new Keyboard(this.#io.stdin, this.#io.clock, {
      onKey: (key) => this.#onKey(key),
      // The window was closed. The person may come back with another one.
      onGone: () => this.#chat.take({ type: "vanish" }),
    });
    this.#canvas.open();
    try {
      // The driver sends the texts that an earlier run left.
      for (const { id, text } of this.#options.savedSeat?.texts ?? []) {
        this.#apply({ type: "queued", id, text });
      }
      const ending = await this.#chat.run();
      const { waiting, signal } = this.#chat;
      return { ending, allSent: isAllSent(this.#screen), waiting, signal };
    } finally {
      this.#cancelTyping();
      this.#cancelChange();
      keyboard.close();
      await this.#canvas.close();
    }
  }

  readonly onEvent = (event: ChatEvent): void => this.#apply(event);

  readonly onSettled = (): void => this.#canvas.paint();

  readonly shown = async (): Promise<void> => {
    const last = this.#screen.unpainted.at(-1)?.entry.key ?? -1;
    do {
      await this.#canvas.painted();
    } while (!this.#canvas.isClosed && (this.#screen.unpainted[0]?.entry.key ?? Infinity) <= last);
  };

  readonly pending = (): number =>
    this.#terminal.pending + this.#screen.unpainted.length * MAX_TEXT_BYTES;

  #apply(event: ChatEvent): void {
    this.#go(applyChatEvent(this.#screen, event, this.#io.clock.now()));
  }

  #onKey(key: Key): void {
    const canSay = hasRoom(this.#chat.connection.outbox);
    this.#go(handleKey(this.#screen, key, this.#io.clock.now(), canSay));
    this.#canvas.paint();
  }

  #go({ screen, effects }: ScreenStep): void {
    this.#screen = screen;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: ScreenEffect): void {
    switch (effect.type) {
      case "input":
        this.#chat.take(effect.input);
        break;
      case "wakeTyping":
        this.#cancelTyping();
        this.#cancelTyping = effect.ms === undefined ? () => {} : this.#io.clock.schedule(
          effect.ms,
          () => this.#go(checkTyping(this.#screen, this.#io.clock.now())),
        );
        break;
      case "interrupt":
        this.#chat.interrupt("SIGINT");
        break;
      case "wipe":
        this.#canvas.wipe(effect.alsoScrollback);
        break;
      case "alert":
        this.#canvas.alert(cut(cleanLine(effect.text), MAX_ALERT));
        break;
      default:
        assertNever(effect);
    }
  }

  #draw(): Picture {
    const { host, port } = this.#options.address;
    const { outbox, lastSeq } = this.#chat.connection;
    const now = this.#io.clock.now();
    const { picture, count, day } = drawPicture(this.#screen, {
      size: this.#window.size(),
      address: formatAddress(host, port),
      now,
      waiting: outbox.texts.length,
      calendar: this.#calendar,
      day: this.#day,
    });
    this.#screen = markPainted(this.#screen, count);
    this.#day = day;
    if (this.#screen.unpainted.length === 0) this.#paintedSeq = lastSeq;
    this.#cancelChange();
    const change = nextChange(this.#screen, now);
    if (change !== undefined) {
      this.#cancelChange = this.#io.clock.schedule(change, () => this.#canvas.paint());
    }
    return picture;
  }

  #onPainted(): void {
    if (this.#screen.unpainted.length > 0) this.#canvas.paint();
    const { hasFocus, receipts } = this.#screen;
    const { phase, lastSeq, readPosition } = this.#chat.connection;
    const seq = this.#paintedSeq;
    // An input that the connection ignores would come back with every painting.
    const isNews = phase !== "ended" && seq > readPosition.seen && seq <= lastSeq;
    if (!hasFocus || !receipts || !isNews) return;
    this.#chat.take({ type: "seen", seq });
  }
}

/** Looks only as far back as the log goes. */
function isAllSent({ chat }: Screen): boolean {
  return !chat.log.entries.some((entry) =>
    entry.type === "own" && (entry.progress === "waiting" || entry.progress === "rejected")
  );
}
