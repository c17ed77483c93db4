/**
 * The texts that were sent before, for the up and down keys. It must not know how a line is edited.
 *
 * As in a shell, a person can leave a line half edited and come back to it, until they send
 * something.
 *
 * @module
 */

/** How many lines to keep: more than anyone goes back. */
export const MAX_HISTORY = 200;

/** The most UTF-16 units of all lines together: about thirty of the longest lines, or 1 MiB. */
export const MAX_HISTORY_LENGTH = 512 * 1_024;

/** The lines, and the person's place among them. Begin with {@linkcode emptyHistory}. */
export interface History {
  /** Oldest first, without repetitions in a row. */
  readonly sent: readonly string[];
  /** The index into `sent` of the shown line, or its length for the draft. */
  readonly at: number;
  /** Lines that the person edited and left, by the same index. */
  readonly left: ReadonlyMap<number, string>;
}

/** An empty history. */
export const emptyHistory: History = { sent: [], at: 0, left: new Map() };

/**
 * Goes to another line.
 *
 * @param history The history.
 * @param text The text of the shown line.
 * @param steps Negative for older lines.
 * @returns The new place and its line, or `undefined` at either end.
 */
export function goInHistory(
  history: History,
  text: string,
  steps: -1 | 1,
): { history: History; text: string } | undefined {
  const at = history.at + steps;
  if (at < 0 || at > history.sent.length) return undefined;
  const left = new Map(history.left).set(history.at, text);
  return { history: { ...history, at, left }, text: left.get(at) ?? history.sent[at] ?? "" };
}

/** Adds a sent line at the end, and starts an empty draft. */
export function addToHistory({ sent }: History, text: string): History {
  const all = text.trim() === "" || text === sent.at(-1) ? sent : [...sent, text];
  let room = MAX_HISTORY_LENGTH;
  const tooOld = all.findLastIndex(({ length }) => {
    room -= length;
    return room < 0;
  });
  const kept = all.slice(tooOld + 1).slice(-MAX_HISTORY);
  return { sent: kept, at: kept.length, left: new Map() };
}
