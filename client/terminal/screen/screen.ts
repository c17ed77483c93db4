/**
 * The state of one person's screen: the chat, the line being typed, and the person's settings.
 * Events go in, and effects for the shell come out. Keys are handled in `screen_keys.ts`. This
 * module must not know how the screen looks, or how an effect is carried out.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import { type Chat, type ChatEvent, emptyChat, reduce } from "../../chat/chat.ts";
import { type ChatEntry, entriesSince } from "../../chat/chat_log.ts";
import {
  checkIdle,
  notTyping,
  type TypingSignal,
  type TypingStep,
} from "../../chat/typing_signal.ts";
import type { ConnectionInput } from "../../connection/connection_state.ts";
import { emptyEditor, type LineEditor } from "../editor/editor_state.ts";
import type { Hint } from "./hint.ts";

/** An entry that is not on the screen yet. */
export interface UnpaintedEntry {
  readonly entry: ChatEntry;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
}

/** Everything the screen shows or remembers. Times are in milliseconds since 1970. */
export interface Screen {
  readonly language: Language;
  /** The name that the person asked for. The server may assign another one. */
  readonly name: string;
  readonly chat: Chat;
  readonly editor: LineEditor;
  /** Oldest first. */
  readonly unpainted: readonly UnpaintedEntry[];
  readonly typing: TypingSignal;
  /** Whether the window has the focus. Stays true if the terminal does not report focus. */
  readonly hasFocus: boolean;
  readonly notifies: boolean;
  /** Whether the others may know what this person has read. */
  readonly receipts: boolean;
  /** Replaces the status line for a while. */
  readonly hint: Hint | undefined;
  /** Another Ctrl-C before this time leaves. */
  readonly interruptedUntil: number;
  /** The person is leaving. */
  readonly isLeaving: boolean;
}

/** What the shell has to do, in this order. */
export type ScreenEffect =
  | { readonly type: "input"; readonly input: ConnectionInput }
  /**
   * Call {@linkcode checkTyping} after `ms` milliseconds instead of at an earlier set time, or
   * never.
   */
  | { readonly type: "wakeTyping"; readonly ms: number | undefined }
  /** Leave without waiting for anything. */
  | { readonly type: "interrupt" }
  | { readonly type: "wipe"; readonly alsoScrollback: boolean }
  /** Someone said something while the window did not have the focus. */
  | { readonly type: "alert"; readonly text: string };

/** A screen and the effects of the step that led to it. */
export interface ScreenStep {
  readonly screen: Screen;
  readonly effects: readonly ScreenEffect[];
}

/** The screen at the start. */
export function emptyScreen(language: Language, name: string): Screen {
  return {
    language,
    name,
    chat: emptyChat,
    editor: emptyEditor,
    unpainted: [],
    typing: notTyping,
    hasFocus: true,
    notifies: true,
    receipts: true,
    hint: undefined,
    interruptedUntil: 0,
    isLeaving: false,
  };
}

/** Applies an event of the chat. */
export function applyChatEvent(before: Screen, event: ChatEvent, at: number): ScreenStep {
  // A lost connection matters more than an answer to an earlier key.
  const screen = event.type === "disconnected" ? { ...before, hint: undefined } : before;
  const chat = reduce(screen.chat, event);
  const added = entriesSince(screen.chat.log, chat.log).map((entry) => ({ entry, at }));
  const unpainted = added.length === 0 ? screen.unpainted : [...screen.unpainted, ...added];
  const alerts: readonly ScreenEffect[] =
    event.type === "said" && screen.notifies && !screen.hasFocus
      ? [{ type: "alert", text: `${event.from.name}: ${event.text}` }]
      : [];
  return { screen: { ...screen, chat, unpainted }, effects: alerts };
}

/** The first `count` unpainted entries are on the screen now. */
export function markPainted(screen: Screen, count: number): Screen {
  return count === 0 ? screen : { ...screen, unpainted: screen.unpainted.slice(count) };
}

/** Ends the typing signal if the person has been idle. */
export function checkTyping(screen: Screen, at: number): ScreenStep {
  return applyTyping(screen, checkIdle(screen.typing, at));
}

/** Takes over a step of the typing signal. */
export function applyTyping(screen: Screen, { signal, active, wake }: TypingStep): ScreenStep {
  const signals: readonly ScreenEffect[] = active === undefined
    ? []
    : [{ type: "input", input: { type: "typing", active } }];
  return {
    screen: { ...screen, typing: signal },
    effects: [...signals, { type: "wakeTyping", ms: wake }],
  };
}
