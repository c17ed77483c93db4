/**
 * The real browser behind the `Browser` interface. It must not know the chat.
 *
 * @module
 */

/// <reference lib="dom" />

import type { Browser, TextStorage } from "./browser.ts";
import { openWebSocket } from "./websocket_transport.ts";

/** The browser that runs this page. */
export function realBrowser(): Browser {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    // `randomUUID` is missing on pages loaded by plain HTTP from another machine.
    randomId: () =>
      Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join(""),
    schedule(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    connect: openWebSocket,
    sessionStorage: textStorage(() => sessionStorage),
    localStorage: textStorage(() => localStorage),
    notify(title, text) {
      if (!canNotify()) return;
      try {
        const notification = new Notification(title, { body: text, tag: "tospann" });
        notification.onclick = () => {
          globalThis.focus();
          notification.close();
        };
      } catch {
        // Some phones need a service worker for it. There the title still counts unread texts.
      }
    },
    async requestNotifications() {
      if (!("Notification" in globalThis)) return false;
      return await Notification.requestPermission() === "granted";
    },
  };
}

function canNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}

function textStorage(storage: () => Storage): TextStorage {
  return {
    get(name) {
      try {
        return storage().getItem(name) ?? undefined;
      } catch {
        return undefined; // The person has forbidden storage.
      }
    },
    set(name, text) {
      try {
        if (text === undefined) storage().removeItem(name);
        else storage().setItem(name, text);
      } catch {
        // Storage is forbidden or full: a reload will start at the form.
      }
    },
  };
}
