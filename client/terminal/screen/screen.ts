/**
 * What one person's screen is about: the chat, what they are typing, and how they want to be told. Keys and events go
 * in, what is to be done comes out. It must not know how any of it looks, nor how it is done.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import type { Language } from "../../../actors/languages/languages.ts";
import { utf8Length } from "../../../actors/encoding/utf8.ts";
import { type Chat, type ChatEvent, emptyChat, reduce } from "../../chat/chat.ts";
import { commandWords, parseLine } from "../../chat/commands.ts";
import { complete } from "../../chat/completion.ts";
import type { ConnectionInput } from "../../connection/connection_state.ts";
import type { Key } from "../editor/keys.ts";
import {
  cleared,
  emptyEditor,
  type LineEditor,
  press,
  replaceText,
  submitted,
} from "../editor/line_editor.ts";
import { type ChatEntry, entriesSince } from "../../chat/chat_log.ts";
import type { Notice } from "../../chat/notices.ts";
import {
  checkIdle,
  notTyping,
  textChanged,
  type TypingSignal,
  type TypingStep,
} from "../../chat/typing_signal.ts";
import { actionFor, type ViewCommand } from "../../chat/command_actions.ts";
import { type Hint, HINT_MS, hintOnText, hintUntilEdit, LONG_HINT_MS } from "./hint.ts";
import { screenTexts } from "./screen_texts.ts";

/** An entry that is not on the screen yet, and when it came, in milliseconds since 1970. */
export interface UnpaintedEntry {
  readonly entry: ChatEntry;
  readonly at: number;
}

/** All that the screen is about. Times are in milliseconds since 1970. */
export interface Screen {
  readonly language: Language;
  /** The name that one asked for; the server may give another. */
  readonly name: string;
  readonly chat: Chat;
  readonly editor: LineEditor;
  /** Oldest first. */
  readonly unpainted: readonly UnpaintedEntry[];
  readonly typing: TypingSignal;
  /** Whether the window has the focus; a terminal that does not tell counts as one that has. */
  readonly hasFocus: boolean;
  readonly notifies: boolean;
  /** Whether the others may know what one has read. */
  readonly receipts: boolean;
  /** What the person should know right now. */
  readonly hint: Hint | undefined;
  /** Leaves when it is pressed again until then. */
  readonly interruptedUntil: number;
  /** The person is on the way out. */
  readonly isLeaving: boolean;
}

/** What is to be done, in this order. */
export type ScreenEffect =
  | { readonly type: "input"; readonly input: ConnectionInput }
  /** Call {@linkcode checkTyping} after so many milliseconds, in place of an earlier time; `undefined`: not at all. */
  | { readonly type: "wakeTyping"; readonly ms: number | undefined }
  /** Leave, and wait for nothing. */
  | { readonly type: "insist" }
  | { readonly type: "wipe"; readonly alsoScrollback: boolean }
  /** Somebody said something while the person looked elsewhere. */
  | { readonly type: "alert"; readonly text: string };

/** A screen after something happened, and what is to be done about it. */
export interface ScreenStep {
  readonly screen: Screen;
  readonly effects: readonly ScreenEffect[];
}

/** Nothing has happened. */
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

/** The chat goes on. */
export function applyEvent(before: Screen, event: ChatEvent, at: number): ScreenStep {
  // That the connection is lost is more than an answer to a key that was pressed before.
  const screen = event.type === "disconnected" ? { ...before, hint: undefined } : before;
  const chat = reduce(screen.chat, event);
  const added = entriesSince(screen.chat.log, chat.log).map((entry) => ({ entry, at }));
  const arrivals = added.length === 0 ? screen.unpainted : [...screen.unpainted, ...added];
  const alert: readonly ScreenEffect[] =
    event.type === "said" && screen.notifies && !screen.hasFocus
      ? [{ type: "alert", text: `${event.from.name}: ${event.text}` }]
      : [];
  return { screen: { ...screen, chat, unpainted: arrivals }, effects: alert };
}

/** The first `count` arrivals are on the screen. */
export function markPainted(screen: Screen, count: number): Screen {
  return count === 0 ? screen : { ...screen, unpainted: screen.unpainted.slice(count) };
}

/** Nobody has typed for a while. */
export function checkTyping(screen: Screen, at: number): ScreenStep {
  return tellTyping(screen, checkIdle(screen.typing, at));
}

/**
 * A key was pressed.
 *
 * @param canSay Whether what is said can wait for the server, if need be.
 */
export function handleKey(screen: Screen, key: Key, at: number, canSay: boolean): ScreenStep {
  const step = obeyKey(screen, key, at, canSay);
  const isEscape = key.type === "press" && key.name === "escape";
  const goesOn = isEscape || step.screen.editor.text !== screen.editor.text;
  return screen.isLeaving && goesOn ? stay(step) : step;
}

function obeyKey(screen: Screen, key: Key, at: number, canSay: boolean): ScreenStep {
  if (key.type === "focus") return quietly({ ...screen, hasFocus: key.focused });
  const { editor, action, isCut } = press(screen.editor, key);
  const isShort = isCut || (key.type === "paste" && key.cut === true);
  const { pasteCut, noRoom } = screenTexts[screen.language];
  const hint = isShort ? hintOnText(key.type === "paste" ? pasteCut : noRoom, at) : screen.hint;
  const typed = { ...screen, editor, hint };
  switch (action.type) {
    case "none":
      return quietly(typed);
    case "changed":
      return tellTyping(goingOn(typed), textChanged(screen.typing, editor.text, at));
    case "submit":
      return submit(typed, action.text, at, canSay);
    case "complete":
      return fillIn(typed, at);
    case "interrupt":
      return interrupt(typed, at);
    case "leave":
      return leave(typed);
    case "clear_screen":
      return { screen: typed, effects: [{ type: "wipe", alsoScrollback: false }] };
    default:
      return assertNever(action);
  }
}

function submit(screen: Screen, text: string, at: number, canSay: boolean): ScreenStep {
  const action = actionFor(parseLine(text), screen.chat, at, { mode: "screen" });
  if (action.type === "nothing") return quietly(screen);
  const { tooLong, full } = screenTexts[screen.language];
  if (action.type === "input" && action.input.type === "say") {
    const bytes = utf8Length(cleanText(action.input.text));
    const problem = bytes > MAX_TEXT_BYTES ? tooLong(bytes, MAX_TEXT_BYTES) : full;
    // It stays where it is: nobody should have to type it again.
    if (bytes > MAX_TEXT_BYTES || !canSay) {
      return quietly({ ...screen, hint: hintOnText(problem, at) });
    }
  }
  const sent = { ...screen, editor: submitted(screen.editor), hint: undefined };
  const { screen: still, effects } = tellTyping(sent, textChanged(sent.typing, "", at));
  switch (action.type) {
    case "input":
      if (action.input.type === "finish") {
        const left = leave(still);
        // Leaving may take a while, and the bare word looked like a text.
        return { screen: left.screen, effects: [...effects, ...left.effects] };
      }
      return { screen: still, effects: [{ type: "input", input: action.input }, ...effects] };
    case "answer": {
      const { keys } = screenTexts[screen.language];
      // Without a connection there is something else that one wants to see.
      const ms = screen.chat.status.type === "down" ? HINT_MS : LONG_HINT_MS;
      const hint = action.notice.type === "help" ? hintUntilEdit(keys, at, ms) : undefined;
      return after(
        applyEvent({ ...still, hint }, { type: "noticed", notice: action.notice }, at),
        effects,
      );
    }
    case "view":
      return after(obey(still, action.command, at), effects);
    default:
      return assertNever(action);
  }
}

function obey(screen: Screen, command: ViewCommand, at: number): ScreenStep {
  const answer = (changed: Screen, notice: Notice) =>
    applyEvent(changed, { type: "noticed", notice }, at);
  switch (command) {
    case "clear":
      return {
        screen: { ...screen, unpainted: [] },
        effects: [{ type: "wipe", alsoScrollback: true }],
      };
    case "notify": {
      const notifies = !screen.notifies;
      return answer({ ...screen, notifies }, { type: "notify", on: notifies });
    }
    case "receipts": {
      const receipts = !screen.receipts;
      return answer({ ...screen, receipts }, { type: "receipts", on: receipts });
    }
    default:
      return assertNever(command);
  }
}

/** Tab: what is surely meant is filled in, and where it may be one of several, they are shown. */
function fillIn(screen: Screen, at: number): ScreenStep {
  const { editor, chat, typing } = screen;
  const { text, cursor, choices } = complete(editor.text, editor.cursor, {
    commands: Object.values(commandWords).flat(),
    names: chat.others.map(({ name }) => name),
  });
  const filled = { ...screen, editor: replaceText(editor, text, cursor) };
  const next = text === editor.text ? filled : goingOn(filled);
  const open = choices.length > 1 ? { ...next, hint: hintUntilEdit(choices.join("  "), at) } : next;
  return text === editor.text ? quietly(open) : tellTyping(open, textChanged(typing, text, at));
}

/** Ctrl-C: the first one takes back what was typed, the second one within a while leaves, the third does not wait. */
function interrupt(screen: Screen, at: number): ScreenStep {
  if (screen.isLeaving) return { screen, effects: [{ type: "insist" }] };
  if (at <= screen.interruptedUntil) return leave(screen);
  const { leaveHint } = screenTexts[screen.language];
  const interrupted = {
    ...screen,
    hint: hintUntilEdit(leaveHint, at),
    editor: cleared(screen.editor),
    interruptedUntil: at + HINT_MS,
  };
  return tellTyping(interrupted, textChanged(screen.typing, "", at));
}

/** Whoever types on has read what there was to read, and does not want to leave. */
function goingOn(screen: Screen): Screen {
  const hint = screen.hint?.endsWithEdit ? undefined : screen.hint;
  return { ...screen, hint, interruptedUntil: 0 };
}

/** Whoever was on the way out goes on with the chat. */
function stay({ screen, effects }: ScreenStep): ScreenStep {
  return {
    screen: { ...screen, isLeaving: false, interruptedUntil: 0 },
    effects: [{ type: "input", input: { type: "stay" } }, ...effects],
  };
}

/** Leaves when all is accepted; at once where nobody has let this person in yet. */
function leave(screen: Screen): ScreenStep {
  const type = screen.chat.status.type === "starting" ? "leave" : "finish";
  return {
    screen: { ...screen, hint: undefined, isLeaving: true },
    effects: [{ type: "input", input: { type } }],
  };
}

function tellTyping(screen: Screen, { signal: typing, active, wake }: TypingStep): ScreenStep {
  const telling: readonly ScreenEffect[] = active === undefined
    ? []
    : [{ type: "input", input: { type: "typing", active } }];
  return { screen: { ...screen, typing }, effects: [...telling, { type: "wakeTyping", ms: wake }] };
}

function after({ screen, effects }: ScreenStep, more: readonly ScreenEffect[]): ScreenStep {
  return { screen, effects: [...effects, ...more] };
}

function quietly(screen: Screen): ScreenStep {
  return { screen, effects: [] };
}
