/**
 * A person's window on an emulated terminal: its size is in the test's hands, and what stands in it can be looked at as
 * a person would. It knows nothing of the client but its {@linkcode TerminalWindow}.
 *
 * @module
 */

import type { Reflow } from "../../../client/terminal/screen/painter.ts";
import type { TerminalWindow } from "../../../client/terminal/io.ts";
import { EmulatedTerminal } from "./emulated_terminal.ts";

/** What a window is like. */
export interface SimulatedWindowOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly coloured?: boolean;
  readonly reflow?: Reflow;
}

/** A window, and the hands that pull at its corner. */
export class SimulatedWindow implements TerminalWindow {
  readonly coloured: boolean;
  readonly reflow: Reflow;
  readonly tellsLate = false;
  /** Each mode that the terminal was put into: raw or not. */
  readonly raw: boolean[] = [];
  readonly #terminal: EmulatedTerminal;
  readonly #listeners = new Set<() => void>();
  /** What was written and not looked at yet: the emulated terminal takes a while for each piece, however short. */
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

  /** How many wait to be told of a change: nobody should when all is over. */
  get listeners(): number {
    return this.#listeners.size;
  }

  /** Takes what a program writes. */
  write(text: string): void {
    this.#unseen += text;
  }

  /** The rows in the window, without spaces at their ends. */
  async look(): Promise<readonly string[]> {
    await this.#show();
    return this.#terminal.visible;
  }

  /** Everything there is, also what was scrolled out, without empty rows at the end. */
  async lookBack(): Promise<readonly string[]> {
    await this.#show();
    const lines = [...this.#terminal.lines];
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** Where the cursor is, from 0. */
  async cursor(): Promise<{ readonly column: number; readonly row: number }> {
    await this.#show();
    return this.#terminal.cursor;
  }

  /** Makes it another size, and tells whoever wants to know. */
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
