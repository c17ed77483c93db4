/**
 * What the host's terminal is to the server: a place to show lines, and where what is typed comes from. How keys and
 * screen work, it must not know.
 *
 * @module
 */

import type { Line } from "../encoding/line_decoder.ts";
import type { Language } from "../languages/languages.ts";

/**
 * Milliseconds that the terminal may take to be itself again, also where it stands still: a second for the last lines, a
 * second to take down what stands under them, and some for a machine that is busy.
 */
export const GIVING_BACK_MS = 2_500;

/** The host's terminal, while the server has it. */
export interface OperatorConsole {
  /** Shows a line of the server's above what is being typed. It may hold newlines. */
  readonly print: (line: string) => void;
  /** Gives the terminal back within {@linkcode GIVING_BACK_MS}. May be called again, and is the same then. */
  readonly close: () => Promise<void>;
}

/** What the host's terminal tells the server. */
export interface OperatorInput {
  /** What it is to say of its own, it says in this language. */
  readonly language: Language;
  /** The words of its commands, without the slash. */
  readonly commands: readonly string[];
  /** What people who are there can be called, as it was when a line was begun last. */
  readonly names: () => readonly string[];
  /** A line is begun: soon one may want to know who is there. */
  readonly begun: () => void;
  /**
   * A whole line was typed. Never throws.
   *
   * @returns Whether it is done with. Otherwise it should stay where it was typed, to be mended.
   */
  readonly typed: (line: Line) => boolean;
  /** Ctrl-C was pressed, where no signal comes of it. */
  readonly interrupted: () => void;
}

/**
 * Takes the host's terminal; `undefined` where there is none, `"background"` where there is one, but what is typed there is
 * for others.
 */
export type OpenConsole = (host: OperatorInput) => OperatorConsole | "background" | undefined;
