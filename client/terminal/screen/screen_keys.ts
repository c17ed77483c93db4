/**
 * What a key does on the screen: it edits the line, sends it, runs a command, or leaves. It must
 * not know how the screen looks, or how an effect is carried out.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../../actors/encoding/utf8.ts";
import { MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { actionFor, type ViewCommand } from "../../chat/command_actions.ts";
import { commandWords, parseLine } from "../../chat/commands.ts";
import { complete } from "../../chat/completion.ts";
import type { Notice } from "../../chat/notices.ts";
import { textChanged } from "../../chat/typing_signal.ts";
import { cleared, replaceText, submitted } from "../editor/editor_state.ts";
import type { Key } from "../editor/key.ts";
import { press } from "../editor/line_editor.ts";
import { HINT_MS, hintOnText, hintUntilEdit, LONG_HINT_MS } from "./hint.ts";
import {
  applyChatEvent,
  applyTyping,
  type Screen,
  type ScreenEffect,
  type ScreenStep,
} from "./screen.ts";
import { screenTexts } from "./screen_texts.ts";

/**
 * Handles a key.
 *
 * @param canSay Whether the outbox has room for another text.
 */
export function handleKey(screen: Screen, key: Key, at: number, canSay: boolean): ScreenStep {
  const step = applyKey(screen, key, at, canSay);
  const isEscape = key.type === "press" && key.name === "escape";
  const isEdited = step.screen.editor.text !== screen.editor.text;
  return screen.isLeaving && (isEscape || isEdited) ? stay(step) : step;
}

function applyKey(screen: Screen, key: Key, at: number, canSay: boolean): ScreenStep {
  if (key.type === "focus") return withoutEffects({ ...screen, hasFocus: key.focused });
  const { editor, action, isCut } = press(screen.editor, key);
  const isShort = isCut || (key.type === "paste" && key.cut === true);
  const { pasteCut, noRoom } = screenTexts[screen.language];
  const hint = isShort ? hintOnText(key.type === "paste" ? pasteCut : noRoom, at) : screen.hint;
  const typed = { ...screen, editor, hint };
  switch (action.type) {
    case "none":
      return withoutEffects(typed);
    case "changed":
      return applyTyping(afterEdit(typed), textChanged(screen.typing, editor.text, at));
    case "submit":
      return submit(typed, action.text, at, canSay);
    case "complete":
      return completeWord(typed, at);
    case "interrupt":
      return interrupt(typed, at);
    case "leave":
      return leaveChat(typed);
    case "clear_screen":
      return { screen: typed, effects: [{ type: "wipe", alsoScrollback: false }] };
    default:
      return assertNever(action);
  }
}

function submit(screen: Screen, text: string, at: number, canSay: boolean): ScreenStep {
  const action = actionFor(parseLine(text), screen.chat, at, "screen");
  if (action.type === "nothing") return withoutEffects(screen);
  const { tooLong, full } = screenTexts[screen.language];
  if (action.type === "input" && action.input.type === "say") {
    const bytes = utf8Length(cleanText(action.input.text));
    const problem = bytes > MAX_TEXT_BYTES ? tooLong(bytes, MAX_TEXT_BYTES) : full;
    // The text stays in the line, so that the person need not type it again.
    if (bytes > MAX_TEXT_BYTES || !canSay) {
      return withoutEffects({ ...screen, hint: hintOnText(problem, at) });
    }
  }
  const sent = { ...screen, editor: submitted(screen.editor), hint: undefined };
  const { screen: next, effects } = applyTyping(sent, textChanged(sent.typing, "", at));
  switch (action.type) {
    case "input":
      if (action.input.type === "finish") {
        // The word alone looked like a text, so the signal that it is over goes first.
        const leaving = leaveChat(next);
        return { screen: leaving.screen, effects: [...effects, ...leaving.effects] };
      }
      return { screen: next, effects: [{ type: "input", input: action.input }, ...effects] };
    case "answer": {
      const { keys } = screenTexts[screen.language];
      // Without a connection, the person wants to see the status line soon.
      const ms = screen.chat.status.type === "down" ? HINT_MS : LONG_HINT_MS;
      const hint = action.notice.type === "help" ? hintUntilEdit(keys, at, ms) : undefined;
      const event = { type: "noticed", notice: action.notice } as const;
      return withEffects(applyChatEvent({ ...next, hint }, event, at), effects);
    }
    case "view":
      return withEffects(runViewCommand(next, action.command, at), effects);
    default:
      return assertNever(action);
  }
}

function runViewCommand(screen: Screen, command: ViewCommand, at: number): ScreenStep {
  const answer = (changed: Screen, notice: Notice) =>
    applyChatEvent(changed, { type: "noticed", notice }, at);
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

/** Tab: completes the word, or shows the choices if there are several. */
function completeWord(screen: Screen, at: number): ScreenStep {
  const { editor, chat, typing } = screen;
  const { text, cursor, choices } = complete(editor.text, editor.cursor, {
    commands: Object.values(commandWords).flat(),
    names: chat.others.map(({ name }) => name),
  });
  const isSame = text === editor.text;
  const completed = { ...screen, editor: replaceText(editor, text, cursor) };
  const edited = isSame ? completed : afterEdit(completed);
  const hint = choices.length > 1 ? hintUntilEdit(choices.join("  "), at) : edited.hint;
  const next = { ...edited, hint };
  return isSame ? withoutEffects(next) : applyTyping(next, textChanged(typing, text, at));
}

/**
 * Ctrl-C: the first one clears the line, the second one soon after leaves, the third does not wait.
 */
function interrupt(screen: Screen, at: number): ScreenStep {
  if (screen.isLeaving) return { screen, effects: [{ type: "interrupt" }] };
  if (at <= screen.interruptedUntil) return leaveChat(screen);
  const interrupted = {
    ...screen,
    hint: hintUntilEdit(screenTexts[screen.language].leaveHint, at),
    editor: cleared(screen.editor),
    interruptedUntil: at + HINT_MS,
  };
  return applyTyping(interrupted, textChanged(screen.typing, "", at));
}

/** A person who types on has read the hint, and does not want to leave. */
function afterEdit(screen: Screen): Screen {
  const hint = screen.hint?.endsWithEdit ? undefined : screen.hint;
  return { ...screen, hint, interruptedUntil: 0 };
}

/** The person was leaving, and changed their mind. */
function stay({ screen, effects }: ScreenStep): ScreenStep {
  return {
    screen: { ...screen, isLeaving: false, interruptedUntil: 0 },
    effects: [{ type: "input", input: { type: "stay" } }, ...effects],
  };
}

/**
 * Leaves once the server has accepted everything, or at once if it has never let this person in.
 */
function leaveChat(screen: Screen): ScreenStep {
  const type = screen.chat.status.type === "starting" ? "leave" : "finish";
  return {
    screen: { ...screen, hint: undefined, isLeaving: true },
    effects: [{ type: "input", input: { type } }],
  };
}

function withEffects(
  { screen, effects }: ScreenStep,
  more: readonly ScreenEffect[],
): ScreenStep {
  return { screen, effects: [...effects, ...more] };
}

function withoutEffects(screen: Screen): ScreenStep {
  return { screen, effects: [] };
}
