/**
 * One client's outbound half: part of the connection's actor, on the main thread. It renders the
 * room's messages in the client's dialect and language, and tracks which of them have left for the
 * client. It never sees what the client sends: that is the inbound half's work, in a worker. The
 * outbound half needs no worker, since it handles only cleaned texts and the server's own words.
 *
 * Pure: a message yields a new state and bytes to write.
 *
 * @module
 */

import { encodeUtf8 } from "../../encoding/utf8.ts";
import type { Language } from "../../languages/languages.ts";
import type { Dialect } from "../../messages/connection.ts";
import type { MemberMessage } from "../../messages/room.ts";
import type { Identity } from "../../protocol/frames.ts";
import { renderClosing, type ReplyFormat } from "../refusals.ts";
import { type OutputFormat, render, renderWelcome, type Welcome } from "./rendering.ts";

/** The whole state of a writer. */
export interface WriterState extends OutputFormat {
  /**
   * The dialect that the client speaks. From the next `welcome` on, it is also the dialect to
   * write. A plain client may turn out to speak frames.
   */
  readonly speaks: Dialect;
  /** Whether the client is in a room. Otherwise no room waits to hear what has left. */
  readonly inRoom: boolean;
  /** The person whom the room waits for while it is paused; `null` if it is not paused. */
  readonly waitingFor: Identity | null;
  /** The last number passed to the socket. */
  readonly sent: number;
  /** The last number that has left for the client. */
  readonly written: number;
}

/** Bytes to write. */
export interface OutgoingBytes {
  readonly bytes: Uint8Array;
  /** The weight that the room gets back once the bytes have left. */
  readonly weight: number;
  /** The number of the last text or event in the bytes. */
  readonly mark?: number;
  /** Whether a sender waits to hear that they have left. */
  readonly prompt?: boolean;
}

/** Tells the room that this weight, and every number up to `seq`, has left for the client. */
export interface Taken {
  readonly weight: number;
  readonly seq: number;
}

/** A writer's new state, with bytes to write. */
export interface WriterStep {
  readonly writer: WriterState;
  readonly outgoing: OutgoingBytes | null;
}

/** The writer of a client that is in no room yet. */
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

/** Renders a message of the room. */
export function writeMessage(before: WriterState, message: MemberMessage): WriterStep {
  if (message.type === "welcome") return welcome(before, message);
  // Another connection may take the seat over before this client is welcome.
  if (message.type === "closed") {
    return write(before, encodeUtf8(renderClosing(message.reason, replyFormatOf(before))));
  }
  if (!before.inRoom || message.type === "neverSent") return { writer: before, outgoing: null };
  switch (message.type) {
    case "said":
    case "saidLines":
    case "happened":
      return writeNumbered(before, message);
    case "read":
    case "typing":
      return {
        writer: before,
        outgoing: { bytes: render(before, message), weight: message.weight },
      };
    case "flow":
      return write({ ...before, waitingFor: message.waitingFor }, render(before, message));
    default:
      return write(before, render(before, message));
  }
}

/** Notes that bytes have left for the client. */
export function noteWritten(
  before: WriterState,
  { weight, mark = 0 }: Pick<OutgoingBytes, "weight" | "mark">,
): { readonly writer: WriterState; readonly taken: Taken | null } {
  // The mark may be from the client's previous room.
  const written = Math.min(Math.max(before.written, mark), before.sent);
  const taken = weight === 0 || !before.inRoom ? null : { weight, seq: written };
  return { writer: { ...before, written }, taken };
}

/** Notes that the client speaks frames after all, and keeps its seat. */
export function switchToFrames(writer: WriterState): WriterState {
  return { ...writer, speaks: "framed" };
}

/**
 * Notes that the client asks for a seat, its first or another one. `shown` is the token it sent.
 */
export function requestSeat(writer: WriterState, shown: string | null): WriterState {
  return { ...writer, shown, inRoom: false, waitingFor: null };
}

/** The format for replies about the client itself: in the dialect that it speaks now. */
export function replyFormatOf({ speaks, language }: WriterState): ReplyFormat {
  return { dialect: speaks, language };
}

function welcome(before: WriterState, message: Welcome): WriterStep {
  const writer: WriterState = {
    ...before,
    writes: before.speaks,
    inRoom: true,
    // A client with its old seat has everything up to `since`. The rest comes now.
    sent: message.since,
    written: message.since,
  };
  return write(writer, renderWelcome(writer, message, writer.waitingFor));
}

/** Writes texts or an event. Their weight counts until they have left for the client. */
function writeNumbered(
  before: WriterState,
  message: Extract<MemberMessage, { type: "said" | "saidLines" | "happened" }>,
): WriterStep {
  const mark = message.type === "happened" ? message.seq : message.first + message.count - 1;
  const writer = { ...before, sent: Math.max(before.sent, mark) };
  // A plain client sends no `ack`: a text counts as delivered when it has left. A sender with ids
  // waits for that.
  const prompt = writer.writes === "plain" && message.type === "said";
  // Even without bytes, earlier bytes have to leave before this number counts as written.
  const bytes = render(writer, message);
  return { writer, outgoing: { bytes, weight: message.weight, mark, prompt } };
}

function write(writer: WriterState, bytes: Uint8Array): WriterStep {
  return { writer, outgoing: bytes.length === 0 ? null : { bytes, weight: 0 } };
}
