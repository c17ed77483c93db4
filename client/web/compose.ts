/**
 * Turns the draft into a text, a command, or a hint that says why it is neither. It must not know
 * the text box.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { cleanText } from "../../actors/encoding/sanitize.ts";
import { utf8Length } from "../../actors/encoding/utf8.ts";
import { parseLine } from "../chat/commands.ts";
import { actionFor, type TypedAction, type ViewCommand } from "../chat/command_actions.ts";
import { checkIdle, textChanged, type TypingStep } from "../chat/typing_signal.ts";
import {
  append,
  applyEvent,
  changeSettings,
  leave,
  type Page,
  type PageStep,
  step,
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
  const action = actionFor(parseLine(page.draft.trimEnd()), page.chat, at, "screen");
  if (action.type === "nothing") return step(page);
  const { tooLong, tooMany } = page.texts;
  if (action.type === "input" && action.input.type === "say") {
    const bytes = utf8Length(cleanText(action.input.text));
    // The draft stays, so that nobody has to type it again.
    if (bytes > MAX_TEXT_BYTES) return step({ ...page, hint: tooLong(bytes) });
    if (!canSay) return step({ ...page, hint: tooMany });
  }
  const { page: sent, effects } = changeDraft({ ...page, isAtEnd: true }, "", at);
  const done = match<TypedAction, PageStep>(action, {
    nothing: () => step(sent),
    input: ({ input }) =>
      input.type === "finish" ? leave(sent) : step(sent, { type: "input", input }),
    answer: ({ notice }) => applyEvent(sent, { type: "noticed", notice }, at),
    view: ({ command }) => runViewCommand(sent, command, at),
  });
  return append(done, ...effects);
}

function runViewCommand(page: Page, command: ViewCommand, at: number): PageStep {
  const { settings, chat } = page;
  if (command === "clear") {
    return step({ ...page, chat: { ...chat, log: { ...chat.log, entries: [] } } });
  }
  const setting = command === "notify" ? "notifies" : "receipts";
  const on = !settings[setting];
  const changed = changeSettings(page, { [setting]: on });
  const notice = { type: command, on };
  const answered = applyEvent(changed.page, { type: "noticed", notice }, at);
  return step(answered.page, ...changed.effects);
}

function withTyping(page: Page, { signal: typing, active, wake }: TypingStep): PageStep {
  const next = { ...page, typing };
  const told = active === undefined
    ? step(next)
    : step(next, { type: "input", input: { type: "typing", active } });
  return append(told, { type: "scheduleTypingPause", ms: wake });
}
