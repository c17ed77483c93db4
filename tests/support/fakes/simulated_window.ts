/**
 * A window on an emulated terminal. The test sets its size and reads its rows. It knows only the
 * client's {@linkcode TerminalWindow}.
 *
 * @module
 */

import type { Reflow } from "../../../client/terminal/screen/painter.ts";
import type { TerminalWindow } from "../../../client/terminal/io.ts";
import { EmulatedTerminal } from "./emulated_terminal.ts";

/** What the window is like. */
export interface SimulatedWindowOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly coloured?: boolean;
  readonly reflow?: Reflow;
}

/** A window in the test's hands. */
export class SimulatedWindow implements TerminalWindow {
  readonly coloured: boolean;
  readonly reflow: Reflow;
  readonly reportsLate = false;
  /** Each mode that was set: raw or not. */
  readonly raw: boolean[] = [];
  readonly #terminal: EmulatedTerminal;
  readonly #listeners = new Set<() => void>();
  /** Output that the emulated terminal has not processed yet. It takes a while for each piece. */
  #unseen = "";

  constructor(
    { columns = 60, rows = 12, coloured = true, reflow = "all" }: SimulatedWindowOptions = {},
  ) {
    this.coloured = coloured;
    this.reflow = reflow;
    this.#terminal = new EmulatedTerminal(columns, rows, { reflowsCursor: reflow === "all" });
  }

  readonly size = (): { readonly columns: number; readonly rows: number } => this.#terminal.size;

  readonly setRaw = (raw: boolean): void => {
    this.raw.push(raw);
  };

  readonly onReturn = (): () => void => () => {};

  readonly onResize = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** How many listeners wait for a change of size. At the end there should be none. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Takes a program's output. */
  write(text: string): void {
    this.#unseen += text;
  }

  /** The window's rows, without spaces at their ends. */
  async look(): Promise<readonly string[]> {
    await this.#show();
    return this.#terminal.visible;
  }

  /** All rows including the scrollback, without empty rows at the end. */
  async lookBack(): Promise<readonly string[]> {
    await this.#show();
    const lines = [...this.#terminal.lines];
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** The cursor's place, from 0. */
  async cursor(): Promise<{ readonly column: number; readonly row: number }> {
    await this.#show();
    return this.#terminal.cursor;
  }

  /** Changes the size, and calls the listeners. */
  async resize(columns: number, rows: number): Promise<void> {
    await this.#show();
    this.#terminal.resize(columns, rows);
    for (const listener of this.#listeners) listener();
  }

  async #show(): Promise<void> {
    const text = this.#unseen;
    this.#unseen = "";
    if (text !== "") await this.#terminal.write(text);
  }
}
