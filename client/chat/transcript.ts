/**
 * The transcript that a person can keep of a chat, as plain text. It must not know where it is
 * kept.
 *
 * ```
 * 2026-11-23 12:03:04 kari: hei
 * 2026-11-23 12:03:09 ola: hei på deg
 *   og velkommen
 * ```
 *
 * It holds only what was said: the texts of others as they arrive, and the person's own once the
 * server has accepted them. A text that was given up is not recorded, because it may have reached
 * nobody, and a transcript is read when the screen that said so is long gone.
 *
 * @module
 */

import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import type { ConnectionEvent } from "../connection/connection_events.ts";
import type { OutgoingText } from "../connection/outbox.ts";

/** What the transcript has to remember between events. */
export interface Transcript {
  /** The person's own id, once the server has given one, and current name. */
  readonly you: { readonly id: string | undefined; readonly name: string };
  /** The person's own texts that may still be accepted. The outbox limits them. */
  readonly waiting: readonly OutgoingText[];
}

/** The transcript after an event, and the text to append: nothing, or whole lines. */
export interface TranscriptStep {
  readonly transcript: Transcript;
  readonly text: string;
}

/** Writes a time, given in milliseconds since 1970, as `2026-11-23 12:03:04`. */
export type Stamp = (at: number) => string;

/**
 * Makes a stamp in local time. Make it once: creating the format is slower than using it.
 *
 * @param timeZone An IANA name. Without it, the machine's own.
 */
export function localStamp(timeZone?: string): Stamp {
  // Swedish dates look like ISO 8601.
  const format = new Intl.DateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone,
  });
  return (at) => format.format(at);
}

/**
 * A transcript for a new run.
 *
 * @param name The person's name, until the server gives another one.
 * @param earlier Texts of an earlier run that may be accepted in this one.
 */
export function startTranscript(name: string, earlier: readonly OutgoingText[]): Transcript {
  return { you: { id: undefined, name }, waiting: earlier };
}

/**
 * Records an event if something was said.
 *
 * @param recorder The transcript so far.
 * @param event The connection's next event.
 * @param now Milliseconds since 1970. Used if the server's time is invalid.
 * @param stamp Writes the time.
 */
export function recordEvent(
  recorder: Transcript,
  event: ConnectionEvent,
  now: number,
  stamp: Stamp,
): TranscriptStep {
  const { you, waiting } = recorder;
  switch (event.type) {
    case "said":
      return { transcript: recorder, text: entry(event.at, event.from.name, event.text) };
    case "queued":
      return quietly({ you, waiting: [...waiting, { id: event.id, text: event.text }] });
    case "accepted": {
      const own = waiting.find(({ id }) => id === event.id);
      if (own === undefined) return quietly(recorder);
      return { transcript: without(event.id), text: entry(event.at, you.name, own.text) };
    }
    case "error":
      // The server has passed on a text that it could not store, and may still accept it.
      return quietly(event.code === "not_stored" ? recorder : without(event.id));
    case "not_sent":
      return quietly(without(event.id));
    case "welcome":
      return quietly({ you: event.you, waiting });
    case "renamed":
      return quietly(event.member.id === you.id ? { you: event.member, waiting } : recorder);
    default: // In all other events, nobody says anything.
      return quietly(recorder);
  }

  function entry(at: string, name: string, text: string): string {
    const time = Date.parse(at);
    const lines = cleanText(text).replaceAll("\n", "\n  ");
    return `${stamp(Number.isFinite(time) ? time : now)} ${cleanLine(name)}: ${lines}\n`;
  }

  function without(id: string | undefined): Transcript {
    if (!waiting.some((text) => text.id === id)) return recorder;
    return { you, waiting: waiting.filter((text) => text.id !== id) };
  }
}

function quietly(recorder: Transcript): TranscriptStep {
  return { transcript: recorder, text: "" };
}
