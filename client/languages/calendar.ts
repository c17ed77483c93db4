/**
 * Formats times and days for people. It must not know what happened then.
 *
 * @module
 */

import type { Language } from "../../actors/languages/languages.ts";

/** Formats times, given in milliseconds since 1970. */
export interface Calendar {
  /** `12:03`, in either language. */
  readonly time: (at: number) => string;
  /** `tirsdag 24. november 2026`. Differs for different days. */
  readonly day: (at: number) => string;
}

/**
 * Makes a calendar. Make it once: creating a format is slow, so each one is created at its first
 * use.
 *
 * @param timeZone An IANA name. Without it, the machine's own.
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
