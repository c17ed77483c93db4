/**
 * The contract between the server and the operator's terminal: the server prints lines, the
 * terminal reports what the operator types. Keys and screen are the terminal's own.
 *
 * @module
 */

import type { Line } from "../encoding/line_decoder.ts";
import type { Language } from "../languages/languages.ts";

/**
 * Milliseconds that the console may take to close, also if the terminal stands still: a second to
 * print the last lines, a second to clear the input line, and a reserve for a busy machine.
 */
export const GIVING_BACK_MS = 2_500;

/** The operator's terminal, while the server uses it. */
export interface OperatorConsole {
  /** Prints a line above the input. It may contain newlines. */
  readonly print: (line: string) => void;
  /**
   * Restores the terminal within {@linkcode GIVING_BACK_MS}. Later calls return the same promise.
   */
  readonly close: () => Promise<void>;
}

/** What the terminal reports to the server. */
export interface OperatorInput {
  /** The language of the terminal's own lines. */
  readonly language: Language;
  /** The words of commands, without the slash. */
  readonly commands: readonly string[];
  /** Names to complete, as they were when the operator last began a line. */
  readonly names: () => readonly string[];
  /** The operator begins a line, and may soon want a name completed. */
  readonly begun: () => void;
  /**
   * The operator has typed a whole line. Never throws.
   *
   * @returns Whether the line is done. Otherwise it stays in the input, to be edited.
   */
  readonly typed: (line: Line) => boolean;
  /** Ctrl-C was pressed, and the terminal sends no signal for it. */
  readonly interrupted: () => void;
}

/**
 * Opens the console; `undefined` without a terminal, `"background"` if the terminal's input is for
 * another program.
 */
export type OpenConsole = (operator: OperatorInput) => OperatorConsole | "background" | undefined;
