/**
 * Renders the room's messages as bytes in a client's dialect and language. It keeps no state.
 *
 * @module
 */

import { fromTextBatch } from "../../encoding/text_batch.ts";
import type { RoomEvent } from "../../messages/events.ts";
import type { Dialect } from "../../messages/connection.ts";
import type { MemberMessage } from "../../messages/room.ts";
import { encodeFrame } from "../../protocol/frame_codec.ts";
import { type Identity, PROTOCOL_VERSION, type ServerFrame } from "../../protocol/frames.ts";
import { isoTime } from "../../encoding/iso_time.ts";
import { errorFrame } from "../refusals.ts";
import { formatPlainLines, splitNameAndText } from "../../protocol/plain_text.ts";
import { type Language, type Texts, texts } from "../../languages/languages.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import { encodeUtf8 } from "../../encoding/utf8.ts";

/** The format in which a client is written to. */
export interface OutputFormat {
  readonly language: Language;
  readonly writes: Dialect;
  /** The token of a new seat. */
  readonly token: string;
  /** The token that the client showed for its old seat. */
  readonly shown: string | null;
}

/** The message that gives a member its seat. */
export type Welcome = Extract<MemberMessage, { type: "welcome" }>;

/** The room's messages to a member that may be written to its client. */
export type RenderedMessage = Exclude<MemberMessage, { type: "closed" | "neverSent" }>;

/** Renders a message in UTF-8. The result is empty if this client is not told of it. */
export function render(format: OutputFormat, message: RenderedMessage): Uint8Array {
  return encodeUtf8(
    format.writes === "plain"
      ? plainText(message, texts[format.language])
      : framed(format, message),
  );
}

/**
 * Renders a welcome. If the room is paused, a late hello is told so here: until now its client was
 * plain, and not told.
 */
export function renderWelcome(
  format: OutputFormat,
  welcome: Welcome,
  waitingFor: Identity | null,
): Uint8Array {
  if (format.writes === "plain" || waitingFor === null) return render(format, welcome);
  return encodeUtf8(welcomeFrame(format, welcome) + flowFrame(waitingFor));
}

function plainText(message: RenderedMessage, { wire }: Texts): string {
  switch (message.type) {
    case "said":
      return fromTextBatch(message.texts)
        .flatMap((text) => formatPlainLines(message.from.name, text))
        .map((line) => line + "\n").join("");
    case "saidLines":
      // From plain to plain, lines pass unchanged.
      return message.lines;
    case "happened":
      return eventText(message.event, wire);
    case "welcome":
    case "accepted":
    case "unsafe":
    case "delivered":
    case "read":
    case "typing":
    case "flow":
      return "";
    default:
      assertNever(message);
  }
}

function eventText(event: RoomEvent, wire: Texts["wire"]): string {
  const { name } = event.member;
  const text = event.type === "renamed" ? wire.renamed(event.was, name) : wire[event.type](name);
  return text + "\n";
}

function framed(format: OutputFormat, message: RenderedMessage): string {
  switch (message.type) {
    case "welcome":
      return welcomeFrame(format, message);
    case "said":
      return saidFrames(message);
    case "saidLines":
      return saidLinesFrames(message);
    case "accepted":
      return acceptedFrames(message);
    case "unsafe":
      return fromTextBatch(message.ids).map((id) => errorFrame("not_stored", format.language, id))
        .join("");
    case "delivered":
      return deliveredFrames(message);
    case "happened":
      return eventFrame(message);
    case "read":
      return encodeFrame({ type: message.type, seq: message.seq, from: message.from });
    case "typing":
      return encodeFrame({ type: message.type, from: message.from, active: message.active });
    case "flow":
      return flowFrame(message.waitingFor);
    default:
      assertNever(message);
  }
}

function welcomeFrame({ token, shown }: OutputFormat, message: Welcome): string {
  const { type, name: room, capacity, you, seq, resumed } = message;
  return encodeFrame({
    type,
    version: PROTOCOL_VERSION,
    room,
    capacity,
    you,
    members: [...message.members],
    // A resumed seat keeps its token.
    token: resumed && shown !== null ? shown : token,
    seq,
    resumed,
  });
}

function flowFrame(waitingFor: Identity | null): string {
  return waitingFor === null
    ? encodeFrame({ type: "flow", paused: false })
    : encodeFrame({ type: "flow", paused: true, waiting_for: waitingFor });
}

function eventFrame(
  { event, seq, at: ms }: Extract<RenderedMessage, { type: "happened" }>,
): string {
  const at = isoTime(ms);
  return event.type === "lost"
    ? encodeFrame({ ...event, until: isoTime(event.until), seq, at })
    : encodeFrame({ ...event, seq, at });
}

function saidFrames(
  { from, at: ms, first, ids, texts }: Extract<RenderedMessage, { type: "said" }>,
): string {
  const at = isoTime(ms);
  const idOf = fromTextBatch(ids);
  return frames(fromTextBatch(texts), (text, i) => {
    // There is one id for each text.
    return { type: "said", seq: first + i, id: idOf[i] as string, from, at, text };
  });
}

function acceptedFrames(
  { at: ms, first, to, ids }: Extract<RenderedMessage, { type: "accepted" }>,
): string {
  const at = isoTime(ms);
  return frames(fromTextBatch(ids), (id, i) => ({ type: "accepted", id, seq: first + i, at, to }));
}

function deliveredFrames({ first, last }: Extract<RenderedMessage, { type: "delivered" }>): string {
  let frames = "";
  for (let seq = first; seq <= last; seq++) frames += encodeFrame({ type: "delivered", seq });
  return frames;
}

/** Renders a plain client's lines. A name in front of a line becomes the sender's name. */
function saidLinesFrames(
  { from, at: ms, first, lines }: Extract<RenderedMessage, { type: "saidLines" }>,
): string {
  const at = isoTime(ms);
  return frames(lines.slice(0, -1).split("\n"), (line, i) => {
    const seq = first + i;
    const frame = { type: "said", seq, id: `s${seq}`, from, at, text: line } as const;
    const parts = splitNameAndText(line);
    if (parts === undefined || parts.text === "") return frame;
    return { ...frame, from: { id: from.id, name: parts.name }, text: parts.text };
  });
}

function frames<T>(items: readonly T[], frame: (item: T, index: number) => ServerFrame): string {
  return items.map((item, i) => encodeFrame(frame(item, i))).join("");
}
