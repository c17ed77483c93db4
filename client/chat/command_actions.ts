/**
 * Decides what a typed line leads to: an input for the connection, a command for the view, or an
 * answer. It must not know how any of them is carried out.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { parseName } from "../../actors/protocol/names.ts";
import type { Chat } from "./chat.ts";
import { type CommandName, commandWords, type TypedLine } from "./commands.ts";
import type { ConnectionInput } from "../connection/connection_state.ts";
import type { Notice } from "./notices.ts";

/** A command for the view. */
export type ViewCommand = Extract<CommandName, "clear" | "notify" | "receipts">;

/** What a typed line leads to. */
export type TypedAction =
  | { readonly type: "nothing" }
  | { readonly type: "input"; readonly input: ConnectionInput }
  | { readonly type: "answer"; readonly notice: Notice }
  | { readonly type: "view"; readonly command: ViewCommand };

/** How the chat is shown: line by line, or on a full screen. */
export type ViewMode = "lines" | "screen";

// `Object.keys` loses the type of the keys.
const commands = Object.keys(commandWords) as CommandName[];

/** The commands that have an effect, for each mode. */
const available: Readonly<Record<ViewMode, readonly CommandName[]>> = {
  lines: commands.filter((command) => !isForView(command)),
  screen: commands,
};

/**
 * Decides what a typed line leads to.
 *
 * @param typed The parsed line.
 * @param chat The current chat.
 * @param at When the person typed it, in milliseconds since 1970.
 * @param mode How the chat is shown.
 */
export function actionFor(
  typed: TypedLine,
  chat: Chat,
  at: number,
  mode: ViewMode,
): TypedAction {
  switch (typed.type) {
    case "blank":
      return { type: "nothing" };
    case "text":
      return request({ type: "say", text: typed.text });
    case "unknown":
      return answer(typed);
    case "command":
      return typed.name === "help"
        ? answer({ type: "help", commands: available[mode] })
        : commandAction(typed.name, typed.argument, chat, at);
    default:
      return assertNever(typed);
  }
}

function commandAction(
  command: Exclude<CommandName, "help">,
  argument: string,
  { membership, others, status }: Chat,
  at: number,
): TypedAction {
  const you = membership?.you.name;
  switch (command) {
    case "quit":
      return request({ type: "finish" });
    case "ping":
      return request({ type: "measure" });
    case "me":
      if (argument === "") return answer({ type: "usage", command });
      // The protocol has no actions. People write them with asterisks, which every client can show.
      return request({ type: "say", text: `*${argument}*` });
    case "who":
      if (you === undefined) return answer({ type: "not_connected" });
      return answer({ type: "who", you, others, connected: status.type === "up" });
    case "nick": {
      if (argument === "") {
        return answer(you === undefined ? { type: "not_connected" } : { type: "name", name: you });
      }
      const name = parseName(argument);
      return name === undefined
        ? answer({ type: "invalid_name" })
        : request({ type: "rename", name });
    }
    case "time":
      return answer({ type: "time", at });
    case "clear":
    case "notify":
    case "receipts":
      return { type: "view", command };
    default:
      return assertNever(command);
  }
}

function request(input: ConnectionInput): TypedAction {
  return { type: "input", input };
}

function answer(notice: Notice): TypedAction {
  return { type: "answer", notice };
}

function isForView(command: CommandName): command is ViewCommand {
  return command === "clear" || command === "notify" || command === "receipts";
}
