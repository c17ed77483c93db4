/**
 * What has been said here and is not yet accepted by the server, in order. A text stays until the server has answered
 * for it; on a new connection to the same seat it is sent again under the same id. It must not know how a text gets to
 * the server.
 *
 * @module
 */

import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";

/**
 * Texts that wait at most. Enough to keep a slow line busy without a pause after each; at 8 KiB each they take 2 MiB at
 * the very most. When it is full, no more input is read.
 */
export const MAX_UNACCEPTED = 256;

/**
 * Bytes that are on their way to the server at most. A server reads 512 KiB ahead of a client that it has paused:
 * with half of that our acks always come through, or two who wait for each other would wait for ever.
 */
export const MAX_IN_FLIGHT_BYTES = 256 * 1_024;

/** One text under the id that it has from now on. */
export interface OutgoingText {
  readonly id: string;
  readonly text: string;
}

/** A text that waits for the server's answer. */
export interface WaitingText extends OutgoingText {
  /** What it takes on its way. */
  readonly bytes: number;
  /** The server passed it on, but could not make it outlive the server. */
  readonly unstored: boolean;
}

/** Texts not yet accepted, oldest first. */
export interface Outbox {
  /** Keeps the ids apart from those of this seat's earlier clients. */
  readonly idPrefix: string;
  /** The number of the next id. */
  readonly next: number;
  readonly texts: readonly WaitingText[];
  /** So many of them, from the oldest, have been sent over this connection. */
  readonly sent: number;
  /** So many of them, from the oldest, may have reached the server, over this connection or one before it. */
  readonly tried: number;
}

/**
 * Nothing has been said in this run.
 *
 * @param idPrefix Begins each id: something that no earlier run had. A counter that goes on where the last run came to
 * would not do: what is kept may be older than what was sent.
 * @param kept What an earlier run left; it may have reached the server.
 */
export function openOutbox(idPrefix: string, kept: readonly OutgoingText[]): Outbox {
  return { idPrefix, next: 1, texts: kept.map(withSize), sent: 0, tried: kept.length };
}

/** Whether it can take one more text. */
export function hasRoom(outbox: Outbox): boolean {
  return outbox.texts.length < MAX_UNACCEPTED;
}

/** Puts `text` last, under a new id. */
export function addText(outbox: Outbox, text: string): { outbox: Outbox; added: OutgoingText } {
  const added = { id: `${outbox.idPrefix}-${outbox.next}`, text };
  return {
    outbox: { ...outbox, next: outbox.next + 1, texts: [...outbox.texts, withSize(added)] },
    added,
  };
}

/** Sends what may be on its way: gives it, in order, and counts it as sent. */
export function takeSendable(outbox: Outbox): { outbox: Outbox; sending: readonly OutgoingText[] } {
  const { texts } = outbox;
  if (outbox.sent === texts.length) return { outbox, sending: [] };
  let bytes = 0;
  const firstToWait = texts.findIndex((text, i) => {
    bytes += text.bytes;
    return i >= outbox.sent && bytes > MAX_IN_FLIGHT_BYTES;
  });
  const sent = firstToWait === -1 ? texts.length : firstToWait;
  return {
    outbox: { ...outbox, sent, tried: Math.max(outbox.tried, sent) },
    sending: texts.slice(outbox.sent, sent),
  };
}

/**
 * The server has answered for a text, with yes or with no. An id that was never sent, or was answered for before,
 * changes nothing.
 */
export function removeText(outbox: Outbox, id: string): Outbox {
  const index = outbox.texts.findIndex((text) => text.id === id);
  if (index === -1 || index >= outbox.tried) return outbox;
  return {
    ...outbox,
    texts: outbox.texts.toSpliced(index, 1),
    sent: index < outbox.sent ? outbox.sent - 1 : outbox.sent,
    tried: outbox.tried - 1,
  };
}

/** The server holds a text, but not safely. An id that does not wait, or was told of before, changes nothing. */
export function markUnstored(outbox: Outbox, id: string): Outbox {
  const index = outbox.texts.findIndex((text) => text.id === id);
  const text = outbox.texts[index];
  if (text === undefined || text.unstored || index >= outbox.tried) return outbox;
  return { ...outbox, texts: outbox.texts.with(index, { ...text, unstored: true }) };
}

/** Whether nothing waits but what the server holds, though not safely. */
export function isAllUnstored(outbox: Outbox): boolean {
  return outbox.texts.every((text) => text.unstored);
}

/** The connection is gone, and with it whatever was on its way: all is to be sent again, to the same seat. */
export function resendAll(outbox: Outbox): Outbox {
  return { ...outbox, sent: 0 };
}

/** The seat is gone: what may have reached it is given up, so that nothing comes twice. */
export function abandonSent(outbox: Outbox): { outbox: Outbox; doubtful: readonly OutgoingText[] } {
  const { texts, tried } = outbox;
  return {
    outbox: { ...outbox, texts: texts.slice(tried), sent: 0, tried: 0 },
    doubtful: texts.slice(0, tried),
  };
}

function withSize({ id, text }: OutgoingText): WaitingText {
  const bytes = utf8Length(encodeFrame({ type: "say", id, text }));
  return { id, text, bytes, unstored: false };
}
