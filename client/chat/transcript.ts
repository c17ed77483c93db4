/**
 * The log that a person keeps of what was said, as lines of plain text. It must not know where they are kept.
 *
 * ```
 * 2026-11-23 12:03:04 kari: hei
 * 2026-11-23 12:03:09 ola: hei på deg
 *   og velkommen
 * ```
 *
 * Only what has been said is in it: what others said as it came, one's own when the server has accepted it. A text that
 * was given up may not have reached anybody, also where nobody can know; it is not recorded, for a log is believed
 * later, when what stood on the screen about it is gone.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { Identity } from "../../actors/protocol/frames.ts";
import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import type { ConnectionEvent } from "../connection/connection_events.ts";
import type { OutgoingText } from "../connection/outbox.ts";

/** What is to be known to record what comes. */
export interface Transcript {
  /** One's own id, once the server has given one, and one's name as it is now. */
  readonly you: { readonly id: string | undefined; readonly name: string };
  /** One's own texts that may still be accepted: those that wait in the outbox, and so never more. */
  readonly waiting: readonly OutgoingText[];
}

/** A recorder after an event, and what is to be added to the log: nothing, or whole lines. */
export interface TranscriptStep {
  readonly transcript: Transcript;
  readonly text: string;
}

/** Writes a moment, given in milliseconds since 1970, as `2026-11-23 12:03:04`. */
export type Stamp = (at: number) => string;

/**
 * Stamps in local time, to be made once: a format takes longer to make than to use.
 *
 * @param timeZone IANA name; without one, the machine's.
 */
export function localStamp(timeZone?: string): Stamp {
  // Swedish has dates as ISO 8601 has them.
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
 * Nothing has been said in this run.
 *
 * @param name One's own, until the server says otherwise.
 * @param kept What an earlier run left, and this one may have accepted.
 */
export function startTranscript(name: string, kept: readonly OutgoingText[]): Transcript {
  return { you: { id: undefined, name }, waiting: kept };
}

/**
 * Records what an event tells, if it is that something was said.
 *
 * @param recorder What is known.
 * @param event What the connection tells, in the order it does.
 * @param now In milliseconds since 1970: counts where the server's time is none.
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
      // What could not be stored has been passed on, and may still be accepted.
      return quietly(event.code === "not_stored" ? recorder : without(event.id));
    case "not_sent":
      return quietly(without(event.id));
    case "welcome":
      return quietly({ you: known(event.you), waiting });
    case "renamed":
      return quietly(event.member.id === you.id ? { you: known(event.member), waiting } : recorder);
    // What happens besides is not said by anybody.
    case "delivered":
    case "read":
    case "typing":
    case "joined":
    case "left":
    case "lost":
    case "returned":
    case "flow":
    case "measured":
    case "not_connected":
    case "leaving_later":
    case "disconnected":
    case "retrying":
    case "ended":
      return quietly(recorder);
    default:
      return assertNever(event);
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

function known({ id, name }: Identity): Identity {
  return { id, name };
}

function quietly(recorder: Transcript): TranscriptStep {
  return { transcript: recorder, text: "" };
}
