/**
 * What was sent before, to be found again with the arrows. It must not know what a line is edited with.
 *
 * As in a shell, a line can be left half edited for another one and is found as it was left, until something is sent.
 *
 * @module
 */

/** Lines that are kept: more than anyone goes back by arrow. */
export const MAX_HISTORY = 200;

/** UTF-16 units that they have together: some thirty of the longest lines there can be, 1 MiB. */
export const MAX_HISTORY_LENGTH = 512 * 1_024;

/** What was sent, and where in it the person is. Begin with {@linkcode emptyHistory}. */
export interface History {
  /** The oldest first; none the same as the one before it. */
  readonly sent: readonly string[];
  /** Index into `sent` of the line that is shown; its length for the draft, which comes after all of them. */
  readonly at: number;
  /** Lines as they were left, by the same index. */
  readonly left: ReadonlyMap<number, string>;
}

/** Nothing was sent. */
export const emptyHistory: History = { sent: [], at: 0, left: new Map() };

/**
 * Goes to another line.
 *
 * @param history Where the person is.
 * @param text The line that is shown, as it is now.
 * @param steps Negative for older.
 * @returns The new place and its line, or `undefined` where there is none.
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

/** Puts a line that was sent behind all others; the next draft is empty. */
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
