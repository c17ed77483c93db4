/**
 * Starts the page: reads the address and the preferences, and connects browser events to the shell.
 * It must not know the chat.
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
import { App } from "./view/app.tsx";
import type { PageTexts } from "./languages/texts_nb.ts";

/** Addresses that mean a different machine to everybody else. */
const OWN_MACHINE = /^(?:localhost|127\.[\d.]+|\[::1\])$/;

/** Shows the page. */
export function start(texts: PageTexts): void {
  const root = document.body.appendChild(document.createElement("div"));
  const room = cleanLine(new URLSearchParams(location.search).get("room") ?? "").trim() ||
    DEFAULT_ROOM;
  const browser = realBrowser();
  const { name, settings } = parsePreferences(browser.localStorage.get("tospann") ?? "");

  const shell: PageShell = new PageShell({ texts, room, name, settings }, browser, (drawing) => {
    const { title } = drawing.view;
    if (document.title !== title) document.title = title;
    render(<App drawing={drawing} actions={actions} />, root);
  });
  const link = linkTo(room);
  const actions: PageActions = {
    shell,
    link,
    copyLink: () => link === undefined ? Promise.resolve(false) : copy(link),
    reload: () => location.reload(),
  };
  shell.open();
  listen(shell);
}

function listen(shell: PageShell): void {
  const update = () => {
    const isFocused = document.visibilityState === "visible" && document.hasFocus();
    shell.setAttention({ isFocused });
    // After a sleep, the next scheduled attempt may be far off.
    if (isFocused) shell.retry();
  };
  addEventListener("focus", update);
  addEventListener("blur", update);
  document.addEventListener("visibilitychange", () => {
    update();
    if (document.visibilityState === "hidden") shell.save();
  });
  addEventListener("pagehide", shell.save);
  addEventListener("online", shell.retry);
  update();

  // In Safari the on-screen keyboard covers the page instead of resizing it.
  const viewport = globalThis.visualViewport;
  viewport?.addEventListener("resize", () => {
    document.documentElement.style.setProperty("--height", `${viewport.height}px`);
    scrollTo(0, 0);
  });
}

/** The link for other people: the address and the room, without personal parameters. */
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

/** The only way to the clipboard on a page loaded by plain HTTP from another machine. */
function copyBySelection(text: string): boolean {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}
