/**
 * The page's interface to its browser, so that a test can simulate one. It must not know the chat.
 *
 * @module
 */

import type { DriverClock, DriverEnvironment } from "../connection/driver.ts";

/**
 * Stores texts by name. Stores nothing where the person forbids it or the browser has no space
 * left.
 */
export interface TextStorage {
  readonly get: (name: string) => string | undefined;
  /** Stores a text; `undefined` removes the stored one. */
  readonly set: (name: string, text: string | undefined) => void;
}

/** The browser. */
export interface Browser
  extends DriverClock, Pick<DriverEnvironment, "random" | "randomId" | "connect"> {
  /** Lives as long as the tab, which is alone in using it. */
  readonly sessionStorage: TextStorage;
  /** Shared by all tabs, and lasting. */
  readonly localStorage: TextStorage;
  readonly notify: (title: string, text: string) => void;
  /** Asks the person at the first call. Resolves to whether notifications are allowed. */
  readonly requestNotifications: () => Promise<boolean>;
}
