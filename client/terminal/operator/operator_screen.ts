/**
 * The host's terminal: the server's lines go into the scrollback, and under them stands what the host is typing. It must
 * not know what a line means.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type {
  OpenConsole,
  OperatorConsole,
  OperatorInput,
} from "../../../actors/messages/operator_console.ts";
import { texts } from "../../../actors/languages/languages.ts";
import { complete } from "../../chat/completion.ts";
import type { Key } from "../editor/keys.ts";
import { cleared, emptyEditor, replaceText, submitted } from "../editor/editor_state.ts";
import { type EditorAction, press } from "../editor/line_editor.ts";
import { type ScreenRow, span } from "../screen/ink.ts";
import { inputRows } from "../screen/input_rows.ts";
import type { Picture, RowBlock } from "../screen/painter.ts";
import { wrap } from "../screen/wrap.ts";
import { Canvas } from "../canvas.ts";
import { OperatorLines } from "./operator_lines.ts";
import type { ClientIo, TerminalWindow } from "../io.ts";
import { Keyboard } from "../keyboard.ts";
import { FINAL_WRITE_MS, within } from "../timeout.ts";
import { WaitingLines } from "./waiting_lines.ts";
import { WriteQueue } from "../write_queue.ts";

/** Lines painted at once: a key that is pressed meanwhile is not to wait for more. */
const MAX_LINES_AT_ONCE = 200;

/** Rows of what is typed. */
const MAX_INPUT_ROWS = 5;

/** Of what Tab may mean, so many are shown: who sees as many types another letter. */
const MAX_CHOICES = 50;

/** Takes the terminal of this process for the host, if there is one. */
export function operatorConsole(
  io: Pick<ClientIo, "stdin" | "stdout" | "clock" | "isTerminal" | "window">,
): OpenConsole {
  return (host) => {
    if (io.window !== undefined) return new OperatorScreen(host, io, io.window);
    return io.isTerminal ? new OperatorLines(host, io) : undefined;
  };
}

class OperatorScreen implements OperatorConsole {
  readonly #host: OperatorInput;
  readonly #window: TerminalWindow;
  readonly #clock: ClientIo["clock"];
  readonly #queue: WriteQueue;
  readonly #canvas: Canvas;
  readonly #keyboard: Keyboard;
  readonly #lines: WaitingLines;
  #editor = emptyEditor;
  /** What stands in the empty line, until the next key. */
  #hint = "";
  #closed: Promise<void> | undefined;

  constructor(
    host: OperatorInput,
    { stdin, stdout, clock }: Pick<ClientIo, "stdin" | "stdout" | "clock">,
    window: TerminalWindow,
  ) {
    this.#host = host;
    this.#window = window;
    this.#clock = clock;
    this.#lines = new WaitingLines(texts[host.language].server.operator.leftOut);
    this.#queue = new WriteQueue(stdout, () => {});
    this.#canvas = new Canvas(
      window,
      clock,
      this.#queue,
      () => this.#draw(),
      () => this.#onPainted(),
    );
    this.#canvas.open();
    this.#keyboard = new Keyboard(stdin, clock, {
      onKey: (key) => this.#onKey(key),
      // The server goes on without anybody at its terminal.
      onGone: () => {},
    });
  }

  readonly print = (line: string): void => {
    this.#lines.push(line);
    this.#canvas.paint();
  };

  readonly close = (): Promise<void> => {
    this.#closed ??= this.#giveBack();
    return this.#closed;
  };

  async #giveBack(): Promise<void> {
    this.#keyboard.close();
    await within(FINAL_WRITE_MS, this.#clock, this.#shown());
    await this.#canvas.close();
  }

  /** Resolves when all lines are shown, or none will be any more. */
  async #shown(): Promise<void> {
    while (!this.#lines.isEmpty && !this.#canvas.isClosed) await this.#canvas.painted();
  }

  #onKey(key: Key): void {
    const before = this.#editor;
    const { editor, action } = press(before, key);
    this.#editor = editor;
    if (key.type !== "focus") this.#hint = "";
    if (before.text === "" && editor.text !== "") this.#host.begun();
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
        if (this.#host.typed(action.text)) this.#editor = submitted(this.#editor);
        break;
      case "complete":
        this.#complete();
        break;
      case "interrupt":
        this.#interrupt();
        break;
      case "clear_screen":
        this.#canvas.wipe(false);
        break;
      default:
        assertNever(action);
    }
  }

  /** What is surely meant is filled in; where it may be one of several, they are shown. */
  #complete(): void {
    const { text, cursor } = this.#editor;
    const { commands, names } = this.#host;
    const completed = complete(text, cursor, { commands, names: names() });
    this.#editor = replaceText(this.#editor, completed.text, completed.cursor);
    const { choices } = completed;
    if (choices.length < 2) return;
    const shown = choices.slice(0, MAX_CHOICES).join("  ");
    this.print(choices.length > MAX_CHOICES ? `${shown}  …` : shown);
  }

  /** Ctrl-C takes back what was typed; it stops the server, for all who chat there, only where nothing was. */
  #interrupt(): void {
    if (this.#editor.text === "") return this.#host.interrupted();
    this.#editor = cleared(this.#editor);
    this.#hint = texts[this.#host.language].server.operator.stopHint;
  }

  #draw(): Picture {
    const size = this.#window.size();
    const lines = this.#lines.take(MAX_LINES_AT_ONCE);
    const { text, cursor } = this.#editor;
    return {
      size,
      added: lines.map((line) => blockOf(line, size.columns)),
      marks: new Map(),
      foot: inputRows(text, cursor, size.columns, MAX_INPUT_ROWS, this.#hint),
    };
  }

  #onPainted(): void {
    if (!this.#lines.isEmpty) this.#canvas.paint();
  }
}

function blockOf(line: string, columns: number): RowBlock {
  const first: ScreenRow = [];
  return {
    key: undefined,
    mark: undefined,
    rows: wrap([span(line)], columns, { first, others: 0 }),
  };
}
