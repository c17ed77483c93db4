/**
 * Decides when to tell the others that the person is typing: not at every key, and not for a
 * command. It must not know how the signal is sent.
 *
 * The shell needs one timer. Each step says when to call {@linkcode checkIdle}.
 *
 * @module
 */

/** The last signal and the last change of the text. Times are in milliseconds since 1970. */
export interface TypingSignal {
  /**
   * When the last "typing" was sent. `undefined` if the others believe that the person is not
   * typing.
   */
  readonly sentAt: number | undefined;
  readonly changedAt: number;
}

/** What follows from a change, or from a pause. */
export interface TypingStep {
  readonly signal: TypingSignal;
  /** The signal to send: the `active` of a {@linkcode ConnectionInput}, or `undefined` for none. */
  readonly active: boolean | undefined;
  /**
   * Call {@linkcode checkIdle} after this many milliseconds, in place of an earlier timer, or
   * never.
   */
  readonly wake: number | undefined;
}

/** How often the signal is repeated while the person types: less than half of its lifetime. */
export const TYPING_REFRESH_MS = 5_000;

/** After a pause this long, the person no longer counts as typing. */
export const TYPING_IDLE_MS = 5_000;

/** The person is not typing. */
export const notTyping: TypingSignal = { sentAt: undefined, changedAt: 0 };

/**
 * The text has changed.
 *
 * @param typing The signal so far.
 * @param text The new text.
 * @param at Milliseconds since 1970.
 */
export function textChanged(typing: TypingSignal, text: string, at: number): TypingStep {
  if (!isForOthers(text)) return stop(typing);
  const { sentAt } = typing;
  // `abs`: the clock may have been set back.
  const isDue = sentAt === undefined || Math.abs(at - sentAt) >= TYPING_REFRESH_MS;
  return {
    signal: { sentAt: isDue ? at : sentAt, changedAt: at },
    active: isDue ? true : undefined,
    wake: TYPING_IDLE_MS,
  };
}

/** Ends the signal if the person has paused. */
export function checkIdle(typing: TypingSignal, at: number): TypingStep {
  if (typing.sentAt === undefined) return stop(typing);
  const idle = at - typing.changedAt;
  // If the clock was set back, do not wait for it.
  if (idle >= TYPING_IDLE_MS || idle < 0) return stop(typing);
  return { signal: typing, active: undefined, wake: TYPING_IDLE_MS - idle };
}

function stop({ sentAt }: TypingSignal): TypingStep {
  return { signal: notTyping, active: sentAt === undefined ? undefined : false, wake: undefined };
}

/** Whether sending this text would reach the others. A command would not. */
function isForOthers(text: string): boolean {
  return text.trim() !== "" && (!text.startsWith("/") || text.startsWith("//"));
}
