/**
 * What a session writes: facts of the room as bytes in its client's dialect and language. It decides nothing.
 *
 * @module
 */

import { fromColumn } from "../column.ts";
import type { RoomEvent } from "../facts.ts";
import type { SessionMessage } from "../messages.ts";
import { encodeFrame } from "../protocol/framed.ts";
import {
  type ClosingReason,
  type ErrorCode,
  PROTOCOL_VERSION,
  type RefusalReason,
  type ServerFrame,
} from "../protocol/frames.ts";
import { writeAccepted, writeSaid } from "../protocol/many_frames.ts";
import { formatText, takeApart } from "../protocol/plain.ts";
import { type Texts, texts } from "../protocol/texts.ts";
import { assertNever } from "../runtime/actor.ts";
import type { SessionState } from "./session_state.ts";

/** What a room tells a session that may have to be written to its client. */
export type Fact = Extract<
  SessionMessage,
  {
    type:
      | "welcome"
      | "said"
      | "saidLines"
      | "accepted"
      | "unsafe"
      | "delivered"
      | "happened"
      | "read"
      | "typing"
      | "flow"
      | "closed"
      | "refused";
  }
>;

/** Text as it goes to the client; empty where this client is told nothing of it. */
export function written(state: SessionState, fact: Fact): string {
  const words = texts[state.init.language];
  return state.writes === "plain" ? plainText(fact, words) : framedText(state, fact, words);
}

/** A frame that tells what was wrong with the client's. */
export function errorFrame(state: SessionState, code: ErrorCode, id: string | undefined): string {
  const text = texts[state.init.language].wire.errors[code];
  return encodeFrame({ type: "error", code, text, ...(id === undefined ? {} : { id }) });
}

function plainText(fact: Fact, { wire }: Texts): string {
  switch (fact.type) {
    case "said":
      return fromColumn(fact.texts)
        .flatMap((text) => formatText(fact.from.name, text))
        .map((line) => line + "\n").join("");
    case "saidLines":
      // From plain to plain a text goes on as it came.
      return fact.lines;
    case "happened":
      return eventText(fact.event, { wire });
    case "closed":
      return wire.closing[fact.reason] + "\n";
    case "refused":
      return wire.refused[fact.reason] + "\n";
    case "welcome":
    case "accepted":
    case "unsafe":
    case "delivered":
    case "read":
    case "typing":
    case "flow":
      return "";
    default:
      assertNever(fact);
  }
}

function eventText(event: RoomEvent, { wire }: Pick<Texts, "wire">): string {
  const { name } = event.member;
  switch (event.type) {
    case "joined":
      return wire.joined(name) + "\n";
    case "left":
      return wire.left(name) + "\n";
    case "lost":
      return wire.lost(name) + "\n";
    case "returned":
      return wire.returned(name) + "\n";
    case "renamed":
      return wire.renamed(event.was, name) + "\n";
    default:
      assertNever(event);
  }
}

function framedText(state: SessionState, fact: Fact, { wire }: Texts): string {
  switch (fact.type) {
    case "welcome":
      return welcomeFrame(state, fact);
    case "said":
      return writeSaid(
        fact.first,
        fact.from,
        isoTime(fact.at),
        fromColumn(fact.ids),
        fromColumn(fact.texts),
      );
    case "saidLines":
      return saidLinesFrames(fact);
    case "accepted":
      return writeAccepted(fact.first, isoTime(fact.at), fact.to, fromColumn(fact.ids));
    case "unsafe":
      return fromColumn(fact.ids).map((id) => errorFrame(state, "not_stored", id)).join("");
    case "delivered": {
      const { type, first, last } = fact;
      return frames(Array(last - first + 1).fill(first), (seq, i) => ({ type, seq: seq + i }));
    }
    case "happened":
      return eventFrame(fact);
    case "read":
      return encodeFrame({ type: fact.type, seq: fact.seq, from: fact.from });
    case "typing":
      return encodeFrame({ type: fact.type, from: fact.from, active: fact.active });
    case "flow":
      return fact.waitingFor === null
        ? encodeFrame({ type: fact.type, paused: false })
        : encodeFrame({ type: fact.type, paused: true, waiting_for: fact.waitingFor });
    case "closed":
      return closingFrame(fact.reason, wire.closing[fact.reason]);
    case "refused":
      return refusedFrame(fact.reason, wire.refused[fact.reason]);
    default:
      assertNever(fact);
  }
}

function welcomeFrame(
  { init, shown }: SessionState,
  fact: Extract<Fact, { type: "welcome" }>,
): string {
  const { type, name: room, capacity, you, seq, resumed } = fact;
  return encodeFrame({
    type,
    version: PROTOCOL_VERSION,
    room,
    capacity,
    you,
    members: [...fact.members],
    // A seat that was taken back keeps the token that it was taken back with.
    token: resumed && shown !== null ? shown : init.token,
    seq,
    resumed,
  });
}

function eventFrame({ event, seq, at: ms }: Extract<Fact, { type: "happened" }>): string {
  const at = isoTime(ms);
  return event.type === "lost"
    ? encodeFrame({ ...event, until: isoTime(event.until), seq, at })
    : encodeFrame({ ...event, seq, at });
}

/** A plain client's lines are taken apart: a name in front of one is the sender's. */
function saidLinesFrames(
  { from, at: ms, first, lines }: Extract<Fact, { type: "saidLines" }>,
): string {
  const at = isoTime(ms);
  return frames(lines.slice(0, -1).split("\n"), (line, i) => {
    const seq = first + i;
    const frame = { type: "said", seq, id: `s${seq}`, from, at, text: line } as const;
    const parts = takeApart(line);
    if (parts === undefined || parts.text === "") return frame;
    return { ...frame, from: { id: from.id, name: parts.name }, text: parts.text };
  });
}

function frames<T>(items: readonly T[], frame: (item: T, index: number) => ServerFrame): string {
  return items.map((item, i) => encodeFrame(frame(item, i))).join("");
}

function closingFrame(reason: ClosingReason, text: string): string {
  return encodeFrame({ type: "closing", reason, text });
}

function refusedFrame(reason: RefusalReason, text: string): string {
  return encodeFrame({ type: "refused", reason, text });
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
