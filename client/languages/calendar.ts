/**
 * Times and days as a person writes them. It must not know what happened then.
 *
 * @module
 */

import type { Language } from "../../actors/languages/languages.ts";

/** Writes moments, given in milliseconds since 1970. */
export interface Calendar {
  /** `12:03`, in either language. */
  readonly time: (at: number) => string;
  /** `tirsdag 24. november 2026`: another one, another day. */
  readonly day: (at: number) => string;
}

/**
 * A calendar, to be made once: its formats take longer to make than to use, and the first of a process takes 30 ms, so
 * that none is made before it is needed.
 *
 * @param timeZone IANA name; without one, the machine's.
 */
export function calendar(language: Language, timeZone?: string): Calendar {
  const zone = timeZone === undefined ? {} : { timeZone };
  let time: Intl.DateTimeFormat | undefined;
  let day: Intl.DateTimeFormat | undefined;
  return {
    time(at) {
      time ??= new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...zone });
      return time.format(at);
    },
    day(at) {
      day ??= new Intl.DateTimeFormat(language === "nb" ? "nb" : "en-GB", {
        dateStyle: "full",
        ...zone,
      });
      return day.format(at);
    },
  };
}
