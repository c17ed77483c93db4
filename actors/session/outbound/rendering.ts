/**
 * What is written to a client: facts of the room as text in its dialect and language. It decides nothing.
 *
 * @module
 */

import { fromTextBatch } from "../../encoding/text_batch.ts";
import type { RoomEvent } from "../../messages/events.ts";
import type { Dialect, MemberMessage } from "../../messages/messages.ts";
import { encodeFrame } from "../../protocol/frame_codec.ts";
import { type Identity, PROTOCOL_VERSION, type ServerFrame } from "../../protocol/frames.ts";
import { isoTime } from "../../encoding/iso_time.ts";
import { errorFrame } from "../refusals.ts";
import { formatText, splitNameAndText } from "../../protocol/plain_text.ts";
import { type Language, type Texts, texts } from "../../languages/languages.ts";
import { assertNever } from "../../encoding/assert_never.ts";
import { encodeUtf8 } from "../../encoding/utf8.ts";

/** How a client is written to. */
export interface OutputFormat {
  readonly language: Language;
  readonly writes: Dialect;
  /** What it may take a new seat back with. */
  readonly token: string;
  /** What it said to be its seat's token. */
  readonly shown: string | null;
}

/** What a room tells a member that is in it. */
export type Welcome = Extract<MemberMessage, { type: "welcome" }>;

/** What a room tells a member that may have to be written to its client. */
export type RenderedMessage = Exclude<MemberMessage, { type: "closed" | "neverSent" }>;

/** What goes to the client, in UTF-8; empty where this client is told nothing of it. */
export function render(manner: OutputFormat, fact: RenderedMessage): Uint8Array {
  return encodeUtf8(
    manner.writes === "plain" ? plainText(fact, texts[manner.language]) : framed(manner, fact),
  );
}

/** The same of a welcome to a room that already waits for somebody: a plain client, as it was till now, heard nothing of that. */
export function renderWelcome(
  manner: OutputFormat,
  welcome: Welcome,
  waitingFor: Identity | null,
): Uint8Array {
  if (manner.writes === "plain" || waitingFor === null) return render(manner, welcome);
  return encodeUtf8(welcomeFrame(manner, welcome) + flowFrame(waitingFor));
}

function plainText(fact: RenderedMessage, { wire }: Texts): string {
  switch (fact.type) {
    case "said":
      return fromTextBatch(fact.texts)
        .flatMap((text) => formatText(fact.from.name, text))
        .map((line) => line + "\n").join("");
    case "saidLines":
      // From plain to plain a text goes on as it came.
      return fact.lines;
    case "happened":
      return eventText(fact.event, { wire });
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

function framed(manner: OutputFormat, fact: RenderedMessage): string {
  switch (fact.type) {
    case "welcome":
      return welcomeFrame(manner, fact);
    case "said":
      return saidFrames(fact);
    case "saidLines":
      return saidLinesFrames(fact);
    case "accepted":
      return acceptedFrames(fact);
    case "unsafe":
      return fromTextBatch(fact.ids).map((id) => errorFrame("not_stored", manner.language, id))
        .join("");
    case "delivered":
      return deliveredFrames(fact);
    case "happened":
      return eventFrame(fact);
    case "read":
      return encodeFrame({ type: fact.type, seq: fact.seq, from: fact.from });
    case "typing":
      return encodeFrame({ type: fact.type, from: fact.from, active: fact.active });
    case "flow":
      return flowFrame(fact.waitingFor);
    default:
      assertNever(fact);
  }
}

function welcomeFrame({ token, shown }: OutputFormat, fact: Welcome): string {
  const { type, name: room, capacity, you, seq, resumed } = fact;
  return encodeFrame({
    type,
    version: PROTOCOL_VERSION,
    room,
    capacity,
    you,
    members: [...fact.members],
    // A seat that was taken back keeps the token that it was taken back with.
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
    // A batch of texts has as many ids.
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

/** A plain client's lines are taken apart: a name in front of one is the sender's. */
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
