/**
 * When to tell the others that the person is typing: not at every key, and not for what they will never see. It must
 * not know how it is told.
 *
 * A shell has one timer for it: each step says when it is to call {@linkcode checkIdle}.
 *
 * @module
 */

/** What was told, and when the text changed last. Times are in milliseconds since 1970. */
export interface TypingSignal {
  /** When it was last told that the person is typing; `undefined` when they are not, as far as the others know. */
  readonly toldAt: number | undefined;
  readonly changedAt: number;
}

/** What follows from a change, or from there being none. */
export interface TypingStep {
  readonly signal: TypingSignal;
  /** What to tell: the `active` of a {@linkcode ConnectionInput}; `undefined` for nothing. */
  readonly active: boolean | undefined;
  /** Call {@linkcode checkIdle} after so many milliseconds, in place of what was asked for before; `undefined`: not at all. */
  readonly wake: number | undefined;
}

/** So long after it was told, it is told again if the person still types: less than half of what others wait for it. */
export const TYPING_REFRESH_MS = 5_000;

/** So long after the last change the person is thinking, or gone: that is not typing. */
export const TYPING_IDLE_MS = 5_000;

/** Nothing is typed. */
export const notTyping: TypingSignal = { toldAt: undefined, changedAt: 0 };

/**
 * The text has changed; the shell calls it for nothing else.
 *
 * @param typing What was known.
 * @param text The text as it now is.
 * @param at Milliseconds since 1970.
 */
export function textChanged(typing: TypingSignal, text: string, at: number): TypingStep {
  if (!isForOthers(text)) return stop(typing);
  const { toldAt } = typing;
  // Also where the clock was put back.
  const isDue = toldAt === undefined || Math.abs(at - toldAt) >= TYPING_REFRESH_MS;
  return {
    signal: { toldAt: isDue ? at : toldAt, changedAt: at },
    active: isDue ? true : undefined,
    wake: TYPING_IDLE_MS,
  };
}

/** Nothing has changed for a while. */
export function checkIdle(typing: TypingSignal, at: number): TypingStep {
  if (typing.toldAt === undefined) return stop(typing);
  const idle = at - typing.changedAt;
  // A clock that was put back is not waited for.
  if (idle >= TYPING_IDLE_MS || idle < 0) return stop(typing);
  return { signal: typing, active: undefined, wake: TYPING_IDLE_MS - idle };
}

function stop({ toldAt }: TypingSignal): TypingStep {
  return {
    signal: notTyping,
    active: toldAt === undefined ? undefined : false,
    wake: undefined,
  };
}

/** Whether the text, as it stands, would be said: a command is nobody else's business. */
function isForOthers(text: string): boolean {
  return text.trim() !== "" && (!text.startsWith("/") || text.startsWith("//"));
}
