/**
 * Something that a person should know for a while, in place of the status line. It must not know what it is about.
 *
 * @module
 */

/** A hint. Times are in milliseconds since 1970. */
export interface Hint {
  readonly text: string;
  readonly until: number;
  /** Whoever goes on with the text needs it no more. */
  readonly endsWithEdit: boolean;
}

/** Milliseconds a hint stands: long enough to read it twice. */
export const HINT_MS = 4_000;

/** What the keys do stands longer, until one goes on: there is much of it. */
export const LONG_HINT_MS = 20_000;

/** What is wrong with the text: it is mended while one reads it. */
export function hintOnText(text: string, at: number): Hint {
  return { text, until: at + HINT_MS, endsWithEdit: false };
}

/** What one may do next. */
export function hintUntilEdit(text: string, at: number, ms: number = HINT_MS): Hint {
  return { text, until: at + ms, endsWithEdit: true };
}
