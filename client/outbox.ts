/**
 * What has been said here and is not yet accepted by the server, in order. A text stays until the server has it; on a
 * new connection, what was sent and not accepted would be sent again under the same id. It must not know how a text
 * gets to the server.
 *
 * @module
 */

/**
 * Texts that wait at most. Enough to keep a slow line busy without a pause after each; at 8 KiB each they take 2 MiB at
 * the very most. When it is full, no more input is read.
 */
export const MAX_UNACCEPTED = 256;

/** One text under the id that it has from now on. */
export interface OutgoingText {
  readonly id: string;
  readonly text: string;
}

/** Texts not yet accepted, oldest first. */
export interface Outbox {
  /** Keeps the ids apart from those of this seat's earlier clients. */
  readonly idPrefix: string;
  /** The number of the next id. */
  readonly next: number;
  readonly texts: readonly OutgoingText[];
  /** So many of them, from the oldest, have been sent. */
  readonly sent: number;
}

/** Nothing has been said. */
export function emptyOutbox(idPrefix: string): Outbox {
  return { idPrefix, next: 1, texts: [], sent: 0 };
}

/** Whether it can take one more text. */
export function hasRoom(outbox: Outbox): boolean {
  return outbox.texts.length < MAX_UNACCEPTED;
}

/** Puts `text` last, under a new id. */
export function put(outbox: Outbox, text: string): { outbox: Outbox; added: OutgoingText } {
  const added = { id: `${outbox.idPrefix}-${outbox.next}`, text };
  return {
    outbox: { ...outbox, next: outbox.next + 1, texts: [...outbox.texts, added] },
    added,
  };
}

/** The texts that have not been sent. */
export function unsent(outbox: Outbox): readonly OutgoingText[] {
  return outbox.texts.slice(outbox.sent);
}

/** All of them have been sent. */
export function allSent(outbox: Outbox): Outbox {
  return { ...outbox, sent: outbox.texts.length };
}

/**
 * The server has answered for a text, with yes or with no. An id that was not sent, or was answered for before,
 * changes nothing.
 */
export function settle(outbox: Outbox, id: string): Outbox {
  const index = outbox.texts.findIndex((text) => text.id === id);
  if (index === -1 || index >= outbox.sent) return outbox;
  return { ...outbox, texts: outbox.texts.toSpliced(index, 1), sent: outbox.sent - 1 };
}
