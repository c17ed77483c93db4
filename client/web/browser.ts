/**
 * What the page needs of its browser, so that a test can stand in for it. It must not know what for.
 *
 * @module
 */

import type { OpenTransport } from "../connection/transport.ts";

/** Keeps texts under names. One that cannot, where the person forbids it or there is no room, keeps nothing. */
export interface Shelf {
  readonly get: (name: string) => string | undefined;
  /** `undefined`: nothing, in place of what was kept. */
  readonly put: (name: string, text: string | undefined) => void;
}

/** The browser. */
export interface Browser {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Something that nobody had before. */
  readonly randomId: () => string;
  /** Calls `done` after so long; what it gives back keeps it from that. */
  readonly schedule: (ms: number, done: () => void) => () => void;
  readonly connect: OpenTransport;
  /** As long as the tab; another tab has its own. */
  readonly tab: Shelf;
  /** For all tabs, and for good. */
  readonly home: Shelf;
  readonly notify: (title: string, text: string) => void;
  /** Asks the person, if they have not been asked; gives whether they allow it. */
  readonly askToNotify: () => Promise<boolean>;
}
