/**
 * Turns the draft into a text, a command, or a hint that says why it is neither. It must not know
 * the text box.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import { parseLine } from "../chat/commands.ts";
import type { Notice } from "../chat/notices.ts";
import { actionFor, type ViewCommand } from "../chat/command_actions.ts";
import { checkIdle, textChanged, type TypingStep } from "../chat/typing_signal.ts";
import {
  applyEvent,
  changeSettings,
  leave,
  type Page,
  type PageEffect,
  type PageStep,
  withoutEffects,
} from "./page.ts";

/** The person edits the draft. */
export function changeDraft(page: Page, draft: string, at: number): PageStep {
  return withTyping({ ...page, draft, hint: undefined }, textChanged(page.typing, draft, at));
}

/** The person has not typed for a while. */
export function pauseTyping(page: Page, at: number): PageStep {
  return withTyping(page, checkIdle(page.typing, at));
}

/**
 * The person submits the draft.
 *
 * @param canSay Whether the outbox has room for one more text.
 */
export function submit(page: Page, at: number, canSay: boolean): PageStep {
  const action = actionFor(parseLine(page.draft.trimEnd()), page.chat, at, { mode: "screen" });
  if (action.type === "nothing") return withoutEffects(page);
  const { tooLong, tooMany } = page.texts;
  if (action.type === "input" && action.input.type === "say") {
    const bytes = utf8Length(cleanText(action.input.text));
    // The draft stays, so that nobody has to type it again.
    if (bytes > MAX_TEXT_BYTES) return withoutEffects({ ...page, hint: tooLong(bytes) });
    if (!canSay) return withoutEffects({ ...page, hint: tooMany });
  }
  const { page: sent, effects } = changeDraft({ ...page, isAtEnd: true }, "", at);
  switch (action.type) {
    case "input":
      if (action.input.type === "finish") return append(leave(sent), effects);
      return { page: sent, effects: [{ type: "input", input: action.input }, ...effects] };
    case "answer":
      return append(applyEvent(sent, { type: "noticed", notice: action.notice }, at), effects);
    case "view":
      return append(runViewCommand(sent, action.command, at), effects);
    default:
      return assertNever(action);
  }
}

function runViewCommand(page: Page, command: ViewCommand, at: number): PageStep {
  const { settings, chat } = page;
  const answer = ({ page, effects }: PageStep, notice: Notice) =>
    append(applyEvent(page, { type: "noticed", notice }, at), effects);
  switch (command) {
    case "clear":
      return withoutEffects({ ...page, chat: { ...chat, log: { ...chat.log, entries: [] } } });
    case "notify": {
      const on = !settings.notifies;
      return answer(changeSettings(page, { notifies: on }), { type: command, on });
    }
    case "receipts": {
      const on = !settings.receipts;
      return answer(changeSettings(page, { receipts: on }), { type: command, on });
    }
    default:
      return assertNever(command);
  }
}

function withTyping(page: Page, { signal: typing, active, wake }: TypingStep): PageStep {
  const signal: readonly PageEffect[] = active === undefined
    ? []
    : [{ type: "input", input: { type: "typing", active } }];
  return {
    page: { ...page, typing },
    effects: [...signal, { type: "scheduleTypingPause", ms: wake }],
  };
}

function append({ page, effects }: PageStep, more: readonly PageEffect[]): PageStep {
  return { page, effects: [...effects, ...more] };
}
