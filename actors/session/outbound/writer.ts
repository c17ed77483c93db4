/**
 * The writer: one client's way out. It turns what the room tells a member into what is written to the client, in the dialect
 * and language it is written to in, and knows how much of it has left. What the client sends it never sees: that is the
 * session's, in its worker. What goes out is the server's own words and texts that are cleaned, which nobody need be kept
 * from, so that it needs no worker and a text no detour through one.
 *
 * Pure: a message makes a new state and what is to be done.
 *
 * @module
 */

import type { Dialect, MemberMessage } from "../../messages/messages.ts";
import type { Identity } from "../../protocol/frames.ts";
import { renderClosing, type ReplyFormat } from "../refusals.ts";
import type { Language } from "../../languages/languages.ts";
import { encodeUtf8 } from "../../encoding/utf8.ts";
import { type OutputFormat, render, renderWelcome, type Welcome } from "./rendering.ts";

/** All that a writer knows. */
export interface WriterState extends OutputFormat {
  /** What the client speaks; it is written to in that from the next `welcome` on. One that is plain may turn out to speak frames. */
  readonly speaks: Dialect;
  /** Whether it is in a room: what one says that it has left is not for it. */
  readonly inRoom: boolean;
  /** Whom the room waits for, so that nothing may be said in it; `null` for nobody. */
  readonly waitingFor: Identity | null;
  /** The last number written to the client, and the last that has left for it. */
  readonly sent: number;
  readonly written: number;
}

/** What is to be written. */
export interface OutgoingBytes {
  readonly bytes: Uint8Array;
  readonly weight: number;
  /** The number of the last text or event in it. */
  readonly mark?: number;
  /** Whether somebody waits to hear that it has left. */
  readonly prompt?: boolean;
}

/** What is to be told to the room: so much has left, and all up to this number. */
export interface Taken {
  readonly weight: number;
  readonly seq: number;
}

/** What a message makes of a writer. */
export interface WriterStep {
  readonly writer: WriterState;
  readonly outgoing: OutgoingBytes | null;
}

/** A writer to one who is not in a room yet. */
export function newWriter(
  { language, dialect, token }: {
    readonly language: Language;
    readonly dialect: Dialect;
    readonly token: string;
  },
): WriterState {
  return {
    language,
    speaks: dialect,
    writes: dialect,
    token,
    shown: null,
    inRoom: false,
    waitingFor: null,
    sent: 0,
    written: 0,
  };
}

/** The room tells its member. */
export function writeMessage(before: WriterState, message: MemberMessage): WriterStep {
  if (message.type === "welcome") return welcome(before, message);
  // Its seat may have been taken back by another before it sat down.
  if (message.type === "closed") {
    return say(before, encodeUtf8(renderClosing(message.reason, replyFormatOf(before))));
  }
  if (!before.inRoom) return { writer: before, outgoing: null };
  switch (message.type) {
    case "said":
    case "saidLines":
    case "happened":
      return number(before, message);
    case "read":
    case "typing":
      return {
        writer: before,
        outgoing: { bytes: render(before, message), weight: message.weight },
      };
    case "flow":
      return say({ ...before, waitingFor: message.waitingFor }, render(before, message));
    case "neverSent":
      return { writer: before, outgoing: null };
    default:
      return say(before, render(before, message));
  }
}

/** What was written has left for the client. */
export function noteWritten(
  before: WriterState,
  { weight, mark = 0 }: Pick<OutgoingBytes, "weight" | "mark">,
): { readonly writer: WriterState; readonly taken: Taken | null } {
  // A mark may be of the room it was in before.
  const left = Math.min(Math.max(before.written, mark), before.sent);
  const taken = weight === 0 || !before.inRoom ? null : { weight, seq: left };
  return { writer: { ...before, written: left }, taken };
}

/** The client has turned out to speak frames, and keeps its seat. */
export function switchToFrames(writer: WriterState): WriterState {
  return { ...writer, speaks: "framed" };
}

/** The client asks for a seat: its first, or another than the one it has, which it showed this token for. */
export function requestSeat(writer: WriterState, shown: string | null): WriterState {
  return { ...writer, shown, inRoom: false, waitingFor: null };
}

/** How the client is spoken to of itself: in what it speaks by now. */
export function replyFormatOf({ speaks, language }: WriterState): ReplyFormat {
  return { dialect: speaks, language };
}

function welcome(before: WriterState, message: Welcome): WriterStep {
  const writer: WriterState = {
    ...before,
    writes: before.speaks,
    inRoom: true,
    // Who has the old seat again has what came before it was lost, and gets the rest now.
    sent: message.since,
    written: message.since,
  };
  return say(writer, renderWelcome(writer, message, writer.waitingFor));
}

/** Something that has a number, and is weighed until it has left for the client. */
function number(
  before: WriterState,
  fact: Extract<MemberMessage, { type: "said" | "saidLines" | "happened" }>,
): WriterStep {
  const mark = fact.type === "happened" ? fact.seq : fact.first + fact.count - 1;
  const writer = { ...before, sent: Math.max(before.sent, mark) };
  // A plain client cannot say what it has: what has left for it, it has. A sender with ids waits to hear of it.
  const prompt = writer.writes === "plain" && fact.type === "said";
  // Also where there is nothing to write: what was written before it has to leave first.
  return { writer, outgoing: { bytes: render(writer, fact), weight: fact.weight, mark, prompt } };
}

function say(writer: WriterState, bytes: Uint8Array): WriterStep {
  return { writer, outgoing: bytes.length === 0 ? null : { bytes, weight: 0 } };
}
