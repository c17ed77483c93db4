/**
 * The page's beginning: finds out who and where, and brings the browser's own events to the shell. It
 * must not know the chat.
 *
 * @module
 */

import { render } from "preact";
import { DEFAULT_ROOM } from "../../actors/protocol/frame_codec.ts";
import { cleanLine } from "../../actors/encoding/sanitize.ts";
import type { PageActions } from "./view/page_actions.ts";
import { PageShell } from "./page_shell.ts";
import { parsePreferences } from "./preferences.ts";
import { realBrowser } from "./real_browser.ts";
import { WholePage } from "./view/app.tsx";
import type { PageTexts } from "./languages/texts.ts";

/** An address that means another machine to everyone else. */
const OWN_MACHINE = /^(?:localhost|127\.[\d.]+|\[::1\])$/;

/** Shows the page, in its language. */
export function start(words: PageTexts): void {
  const root = document.body.appendChild(document.createElement("div"));
  const room = cleanLine(new URLSearchParams(location.search).get("room") ?? "").trim() ||
    DEFAULT_ROOM;
  const browser = realBrowser();
  const { name, settings } = parsePreferences(browser.home.get("tospann") ?? "");

  const shell: PageShell = new PageShell({ words, room, name, settings }, browser, (drawing) => {
    const { title } = drawing.view;
    if (document.title !== title) document.title = title;
    render(<WholePage drawing={drawing} hands={hands} />, root);
  });
  const link = linkTo(room);
  const hands: PageActions = {
    shell,
    link,
    copyLink: () => link === undefined ? Promise.resolve(false) : copy(link),
    reload: () => location.reload(),
  };
  shell.open();
  listen(shell);
}

function listen(shell: PageShell): void {
  const look = () => {
    const isWatched = document.visibilityState === "visible" && document.hasFocus();
    shell.watch({ isWatched });
    // A phone that was asleep, or a network that was away: no need to wait for the next attempt.
    if (isWatched) shell.retry();
  };
  addEventListener("focus", look);
  addEventListener("blur", look);
  document.addEventListener("visibilitychange", () => {
    look();
    if (document.visibilityState === "hidden") shell.keep();
  });
  addEventListener("pagehide", shell.keep);
  addEventListener("online", shell.retry);
  look();

  // Where the on-screen keyboard lies over the page rather than making it smaller (Safari), the page makes itself so.
  const viewport = globalThis.visualViewport;
  viewport?.addEventListener("resize", () => {
    document.documentElement.style.setProperty("--height", `${viewport.height}px`);
    scrollTo(0, 0);
  });
}

/** The page's address, with the room and nothing that is only this person's. */
function linkTo(room: string): string | undefined {
  if (OWN_MACHINE.test(location.hostname)) return undefined;
  return location.origin + (room === DEFAULT_ROOM ? "/" : `/?room=${encodeURIComponent(room)}`);
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Over plain HTTP from another machine there is no clipboard but this. */
function copyBySelection(text: string): boolean {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}
