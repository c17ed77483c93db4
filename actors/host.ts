/**
 * What the host's terminal is to the server: a place to show lines, and where what is typed comes from. How keys and
 * screen work, it must not know.
 *
 * @module
 */

import type { Language } from "./protocol/texts.ts";

/** The host's terminal, while the server has it. */
export interface HostConsole {
  /** Shows a line of the server's above what is being typed. It may hold newlines. */
  readonly print: (line: string) => void;
  /** Gives the terminal back. */
  readonly close: () => Promise<void>;
}

/** What the host's terminal tells the server. */
export interface HostInput {
  /** What it is to say of its own, it says in this language. */
  readonly language: Language;
  /** The words of its commands, without the slash. */
  readonly commands: readonly string[];
  /** A whole line was typed. */
  readonly typed: (line: string) => void;
  /** Ctrl-C was pressed, where no signal comes of it. */
  readonly interrupted: () => void;
}

/** Takes the host's terminal; `undefined` where there is none to be had. */
export type OpenConsole = (host: HostInput) => HostConsole | undefined;
