/**
 * What the person types on the page, and what it comes to: a text for the others, a command, or a hint why it is
 * neither. It must not know the box that it is typed in.
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
import { hear, leave, type Page, type PageEffect, type PageStep, quietly, set } from "./page.ts";

/** The text has changed. */
export function typed(page: Page, draft: string, at: number): PageStep {
  return tellTyping({ ...page, draft, hint: undefined }, textChanged(page.typing, draft, at));
}

/** Nobody has typed for a while. */
export function pause(page: Page, at: number): PageStep {
  return tellTyping(page, checkIdle(page.typing, at));
}

/**
 * The person sends the text, or gives the command.
 *
 * @param canSay Whether what is said can wait for the server, if need be.
 */
export function submit(page: Page, at: number, canSay: boolean): PageStep {
  const action = actionFor(parseLine(page.draft.trimEnd()), page.chat, at, { mode: "screen" });
  if (action.type === "nothing") return quietly(page);
  const { tooLong, tooMany } = page.words;
  if (action.type === "input" && action.input.type === "say") {
    const bytes = utf8Length(cleanText(action.input.text));
    // It stays where it is: nobody should have to type it again.
    if (bytes > MAX_TEXT_BYTES) return quietly({ ...page, hint: tooLong(bytes) });
    if (!canSay) return quietly({ ...page, hint: tooMany });
  }
  const { page: sent, effects } = typed({ ...page, isAtEnd: true }, "", at);
  switch (action.type) {
    case "input":
      if (action.input.type === "finish") return after(leave(sent), effects);
      return { page: sent, effects: [{ type: "input", input: action.input }, ...effects] };
    case "answer":
      return after(hear(sent, { type: "noticed", notice: action.notice }, at), effects);
    case "view":
      return after(obey(sent, action.command, at), effects);
    default:
      return assertNever(action);
  }
}

function obey(page: Page, command: ViewCommand, at: number): PageStep {
  const { settings, chat } = page;
  const answer = ({ page, effects }: PageStep, notice: Notice) =>
    after(hear(page, { type: "noticed", notice }, at), effects);
  switch (command) {
    case "clear":
      return quietly({ ...page, chat: { ...chat, log: { ...chat.log, entries: [] } } });
    case "notify": {
      const on = !settings.notifies;
      return answer(set(page, { notifies: on }), { type: command, on });
    }
    case "receipts": {
      const on = !settings.receipts;
      return answer(set(page, { receipts: on }), { type: command, on });
    }
    default:
      return assertNever(command);
  }
}

function tellTyping(page: Page, { signal: typing, active, wake }: TypingStep): PageStep {
  const telling: readonly PageEffect[] = active === undefined
    ? []
    : [{ type: "input", input: { type: "typing", active } }];
  return { page: { ...page, typing }, effects: [...telling, { type: "wakeTyping", ms: wake }] };
}

function after({ page, effects }: PageStep, more: readonly PageEffect[]): PageStep {
  return { page, effects: [...effects, ...more] };
}
