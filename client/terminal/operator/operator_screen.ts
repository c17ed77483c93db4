/**
 * The operator's console on a screen: the server's lines go into the scrollback, and the operator's
 * own line stands below. It must not know what a line means.
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
import { TextWriter } from "../text_writer.ts";

/** Lines per painting. A key must not wait for more. */
const MAX_LINES_AT_ONCE = 200;

/** Rows for the operator's own line. */
const MAX_INPUT_ROWS = 5;

/** Candidates that Tab shows. With more, the operator types another letter. */
const MAX_CHOICES = 50;

/** Opens the operator's console on this process's terminal, if there is one. */
export function operatorConsole(
  io: Pick<ClientIo, "stdin" | "stdout" | "clock" | "isTerminal" | "window">,
): OpenConsole {
  return (input) => {
    if (io.window !== undefined) return new OperatorScreen(input, io, io.window);
    return io.isTerminal ? new OperatorLines(input, io) : undefined;
  };
}

class OperatorScreen implements OperatorConsole {
  readonly #input: OperatorInput;
  readonly #window: TerminalWindow;
  readonly #clock: ClientIo["clock"];
  readonly #output: TextWriter;
  readonly #canvas: Canvas;
  readonly #keyboard: Keyboard;
  readonly #lines: WaitingLines;
  #editor = emptyEditor;
  /** Shown in the empty line until the next key. */
  #hint = "";
  #closed: Promise<void> | undefined;

  constructor(
    input: OperatorInput,
    { stdin, stdout, clock }: Pick<ClientIo, "stdin" | "stdout" | "clock">,
    window: TerminalWindow,
  ) {
    this.#input = input;
    this.#window = window;
    this.#clock = clock;
    this.#lines = new WaitingLines(texts[input.language].server.operator.leftOut);
    this.#output = new TextWriter(stdout, () => {});
    this.#canvas = new Canvas(
      window,
      clock,
      this.#output,
      () => this.#draw(),
      () => this.#onPainted(),
    );
    this.#canvas.open();
    this.#keyboard = new Keyboard(stdin, clock, {
      onKey: (key) => this.#onKey(key),
      // The server runs on without an operator.
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

  /** Resolves when every line is shown, or none will be any more. */
  async #shown(): Promise<void> {
    while (!this.#lines.isEmpty && !this.#canvas.isClosed) await this.#canvas.painted();
  }

  #onKey(key: Key): void {
    const before = this.#editor;
    const { editor, action } = press(before, key);
    this.#editor = editor;
    if (key.type !== "focus") this.#hint = "";
    if (before.text === "" && editor.text !== "") this.#input.begun();
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
        if (this.#input.typed(action.text)) this.#editor = submitted(this.#editor);
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

  /** Tab: completes the word, or shows the candidates if there are several. */
  #complete(): void {
    const { text, cursor } = this.#editor;
    const { commands, names } = this.#input;
    const completed = complete(text, cursor, { commands, names: names() });
    this.#editor = replaceText(this.#editor, completed.text, completed.cursor);
    const { choices } = completed;
    if (choices.length < 2) return;
    const shown = choices.slice(0, MAX_CHOICES).join("  ");
    this.print(choices.length > MAX_CHOICES ? `${shown}  …` : shown);
  }

  /** Ctrl-C: clears the line. On an empty line it stops the server, for everybody. */
  #interrupt(): void {
    if (this.#editor.text === "") return this.#input.interrupted();
    this.#editor = cleared(this.#editor);
    this.#hint = texts[this.#input.language].server.operator.stopHint;
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
