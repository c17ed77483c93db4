/**
 * A message that replaces the status line for a while. It must not know what it is about.
 *
 * @module
 */

/** A hint. Times are in milliseconds since 1970. */
export interface Hint {
  readonly text: string;
  readonly until: number;
  /** Whether the hint ends when the person goes on typing. */
  readonly endsWithEdit: boolean;
}

/** How long a hint stays: long enough to read it twice. */
export const HINT_MS = 4_000;

/** How long the list of keys stays. It is longer to read. */
export const LONG_HINT_MS = 20_000;

/** A problem with the text. It stays while the person corrects it. */
export function hintOnText(text: string, at: number): Hint {
  return { text, until: at + HINT_MS, endsWithEdit: false };
}

/** What the person can do next. */
export function hintUntilEdit(text: string, at: number, ms: number = HINT_MS): Hint {
  return { text, until: at + ms, endsWithEdit: true };
}
