/**
 * The browser that the page runs in. It must not know a chat.
 *
 * @module
 */

/// <reference lib="dom" />

import type { Browser, Shelf } from "./browser.ts";
import { openWebSocket } from "./websocket_transport.ts";

/** The real thing. */
export function realBrowser(): Browser {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    // Not `randomUUID`: a page over plain HTTP from another machine has none.
    randomId: () =>
      Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join(""),
    schedule(ms, done) {
      const timer = setTimeout(done, ms);
      return () => clearTimeout(timer);
    },
    connect: openWebSocket,
    tab: shelf(() => sessionStorage),
    home: shelf(() => localStorage),
    notify(title, text) {
      if (!canNotify()) return;
      try {
        const notification = new Notification(title, { body: text, tag: "tospann" });
        notification.onclick = () => {
          globalThis.focus();
          notification.close();
        };
      } catch {
        // Some phones want a service worker for it: there it stays with the count in the title.
      }
    },
    async askToNotify() {
      if (!("Notification" in globalThis)) return false;
      return await Notification.requestPermission() === "granted";
    },
  };
}

function canNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}

function shelf(storage: () => Storage): Shelf {
  return {
    get(name) {
      try {
        return storage().getItem(name) ?? undefined;
      } catch {
        return undefined; // Forbidden.
      }
    },
    put(name, text) {
      try {
        if (text === undefined) storage().removeItem(name);
        else storage().setItem(name, text);
      } catch {
        // Forbidden, or full: then a reload does not find it.
      }
    },
  };
}
