/**
 * The texts that the server has not accepted yet, in order. A text stays until the server has
 * answered for it. After a reconnect to the same seat the client sends it again under the same id.
 * It must not know how a text gets to the server.
 *
 * @module
 */

import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";

/**
 * The most texts that may wait: enough to keep a slow line busy, and at 8 KiB each at most 2 MiB.
 * When the outbox is full, the client reads no more input.
 */
export const MAX_UNACCEPTED = 256;

/**
 * The most bytes in flight to the server. A server reads 512 KiB ahead of a client that it has
 * paused. With half of that in texts, acks always get through, so two clients cannot block each
 * other.
 */
export const MAX_IN_FLIGHT_BYTES = 256 * 1_024;

/** A text and its id. */
export interface OutgoingText {
  readonly id: string;
  readonly text: string;
}

/** A text that waits for the server's answer. */
export interface WaitingText extends OutgoingText {
  /** Its size as a frame. */
  readonly bytes: number;
  /** The server passed it on, but could not store it. */
  readonly unstored: boolean;
}

/** The texts that are not accepted yet, oldest first. */
export interface Outbox {
  /** Distinguishes these ids from those of the seat's earlier clients. */
  readonly idPrefix: string;
  /** The number of the next id. */
  readonly next: number;
  readonly texts: readonly WaitingText[];
  /** How many of the oldest texts were sent over this connection. */
  readonly sent: number;
  /** How many of the oldest texts may have reached the server, over any connection. */
  readonly tried: number;
}

/**
 * An outbox for a new run.
 *
 * @param idPrefix Begins each id. No earlier run may have used it. Counting on from the last run is
 * not enough, because the saved seat may be older than the last text sent.
 * @param earlier The texts that an earlier run left. They may have reached the server.
 */
export function openOutbox(idPrefix: string, earlier: readonly OutgoingText[]): Outbox {
  return { idPrefix, next: 1, texts: earlier.map(withSize), sent: 0, tried: earlier.length };
}

/** Whether there is room for one more text. */
export function hasRoom(outbox: Outbox): boolean {
  return outbox.texts.length < MAX_UNACCEPTED;
}

/** Adds a text at the end, under a new id. */
export function addText(outbox: Outbox, text: string): { outbox: Outbox; added: OutgoingText } {
  const added = { id: `${outbox.idPrefix}-${outbox.next}`, text };
  return {
    outbox: { ...outbox, next: outbox.next + 1, texts: [...outbox.texts, withSize(added)] },
    added,
  };
}

/** Takes the texts that may go to the server now, in order, and counts them as sent. */
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
 * Removes a text that the server has accepted or rejected. Does nothing for an unknown or unsent
 * id.
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

/**
 * Marks a text that the server has but could not store. Does nothing for an unknown, unsent or
 * marked id.
 */
export function markUnstored(outbox: Outbox, id: string): Outbox {
  const index = outbox.texts.findIndex((text) => text.id === id);
  const text = outbox.texts[index];
  if (text === undefined || text.unstored || index >= outbox.tried) return outbox;
  return { ...outbox, texts: outbox.texts.with(index, { ...text, unstored: true }) };
}

/** Whether every waiting text is one that the server could not store. */
export function isAllUnstored(outbox: Outbox): boolean {
  return outbox.texts.every((text) => text.unstored);
}

/** The connection is lost. Every text has to be sent again, to the same seat. */
export function resendAll(outbox: Outbox): Outbox {
  return { ...outbox, sent: 0 };
}

/** The seat is gone. Gives up the texts that may have reached it, so that none arrives twice. */
export function abandonSent(
  outbox: Outbox,
): { outbox: Outbox; uncertain: readonly OutgoingText[] } {
  const { texts, tried } = outbox;
  return {
    outbox: { ...outbox, texts: texts.slice(tried), sent: 0, tried: 0 },
    uncertain: texts.slice(0, tried),
  };
}

function withSize({ id, text }: OutgoingText): WaitingText {
  const bytes = utf8Length(encodeFrame({ type: "say", id, text }));
  return { id, text, bytes, unstored: false };
}
