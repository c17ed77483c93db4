/**
 * The host's terminal: the server's lines go into the scrollback, and under them stands what the host is typing. It must
 * not know what a line means.
 *
 * @module
 */

import { assertNever } from "../../actors/runtime/actor.ts";
import type { HostConsole, HostInput, OpenConsole } from "../../actors/host.ts";
import { MAX_LINE_BYTES } from "../../actors/protocol/limits.ts";
import { TOO_LONG } from "../../actors/protocol/line_decoder.ts";
import { complete } from "../completion.ts";
import type { Key } from "../editor/keys.ts";
import {
  type EditorAction,
  emptyEditor,
  press,
  replaceText,
  submitted,
} from "../editor/line_editor.ts";
import { type Row, span } from "../screen/ink.ts";
import { inputRows } from "../screen/input_rows.ts";
import type { Block, Picture } from "../screen/painter.ts";
import { wrap } from "../screen/wrap.ts";
import { Canvas } from "./canvas.ts";
import type { ClientIo, TerminalWindow } from "./io.ts";
import { Keyboard } from "./keyboard.ts";
import { readLines } from "./line_reader.ts";
import { WriteQueue } from "./write_queue.ts";

/** Lines painted at once: a key that is pressed meanwhile is not to wait for more. */
const MAX_LINES_AT_ONCE = 200;

/**
 * Lines that wait for a terminal that stands still (Ctrl-S) before the oldest are given up: the server does not wait for
 * whoever looks at it, nor fill its memory for them.
 */
const MAX_WAITING_LINES = 10_000;

/** Rows of what is typed. */
const MAX_INPUT_ROWS = 5;

/** Takes the terminal of this process for the host, if there is one. */
export function hostConsole(
  io: Pick<ClientIo, "stdin" | "stdout" | "clock" | "isTerminal" | "window">,
): OpenConsole {
  return (host) => {
    if (io.window !== undefined) return new HostScreen(host, io, io.window);
    return io.isTerminal ? openLines(host, io) : undefined;
  };
}

/** Where only standard input is a terminal: it edits its lines itself, and the server's lines go where they always do. */
function openLines(
  host: HostInput,
  { stdin, stdout }: Pick<ClientIo, "stdin" | "stdout">,
): HostConsole {
  const queue = new WriteQueue(stdout, () => {});
  const lines = readLines(stdin, MAX_LINE_BYTES);
  (async () => {
    for await (const line of lines) host.typed(line === TOO_LONG ? "" : line);
  })();
  return {
    print: (line) => queue.write(`${line}\n`),
    close: () => queue.written(),
  };
}

class HostScreen implements HostConsole {
  readonly #host: HostInput;
  readonly #window: TerminalWindow;
  readonly #clock: ClientIo["clock"];
  readonly #queue: WriteQueue;
  readonly #canvas: Canvas;
  readonly #keyboard: Keyboard;
  readonly #forgetWindow: () => void;
  #editor = emptyEditor;
  #lines: readonly string[] = [];
  #closed: Promise<void> | undefined;

  constructor(
    host: HostInput,
    { stdin, stdout, clock }: Pick<ClientIo, "stdin" | "stdout" | "clock">,
    window: TerminalWindow,
  ) {
    this.#host = host;
    this.#window = window;
    this.#clock = clock;
    this.#queue = new WriteQueue(stdout, () => {});
    this.#canvas = new Canvas(
      window,
      clock,
      this.#queue,
      () => this.#draw(),
      () => this.#onPainted(),
    );
    this.#canvas.open();
    this.#forgetWindow = window.onChange(() => this.#canvas.paint());
    this.#keyboard = new Keyboard(stdin, clock, {
      onKey: (key) => this.#onKey(key),
      // The server goes on without anybody at its terminal.
      onGone: () => {},
    });
  }

  readonly print = (line: string): void => {
    this.#lines = [...this.#lines, line].slice(-MAX_WAITING_LINES);
    this.#canvas.paint();
  };

  readonly close = (): Promise<void> => {
    this.#closed ??= this.#giveBack();
    return this.#closed;
  };

  async #giveBack(): Promise<void> {
    this.#keyboard.close();
    while (this.#lines.length > 0) await this.#canvas.painted();
    this.#forgetWindow();
    await this.#canvas.close();
  }

  #onKey(key: Key): void {
    const { editor, action } = press(this.#editor, key);
    this.#editor = editor;
    this.#act(action);
    this.#canvas.paint();
  }

  #act(action: EditorAction): void {
    switch (action.type) {
      case "none":
      case "changed":
      case "leave":
        break;
      case "submit":
        this.#editor = submitted(this.#editor);
        this.#host.typed(action.text);
        break;
      case "complete": {
        const { text, cursor } = this.#editor;
        const completed = complete(text, cursor, { commands: this.#host.commands, names: [] });
        this.#editor = replaceText(this.#editor, completed.text, completed.cursor);
        break;
      }
      case "interrupt":
        this.#host.interrupted();
        break;
      case "clear_screen":
        this.#canvas.wipe(false);
        break;
      default:
        assertNever(action);
    }
  }

  #draw(): Picture {
    const size = this.#window.size();
    const lines = this.#lines.slice(0, MAX_LINES_AT_ONCE);
    this.#lines = this.#lines.slice(lines.length);
    const { text, cursor } = this.#editor;
    return {
      size,
      added: lines.map((line) => blockOf(line, size.columns)),
      now: this.#clock.now(),
      marks: new Map(),
      foot: inputRows(text, cursor, size.columns, MAX_INPUT_ROWS),
    };
  }

  #onPainted(): void {
    if (this.#lines.length > 0) this.#canvas.paint();
  }
}

function blockOf(line: string, columns: number): Block {
  const first: Row = [];
  return {
    key: undefined,
    mark: undefined,
    rows: wrap([span(line)], columns, { first, others: 0 }),
  };
}
