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
 * @param where How the chat is shown.
 */
export function actionFor(
  typed: TypedLine,
  chat: Chat,
  at: number,
  { mode }: { readonly mode: ViewMode },
): TypedAction {
  switch (typed.type) {
    case "blank":
      return { type: "nothing" };
    case "text":
      return { type: "input", input: { type: "say", text: typed.text } };
    case "unknown":
      return { type: "answer", notice: typed };
    case "command":
      return typed.name === "help"
        ? { type: "answer", notice: { type: "help", commands: available[mode] } }
        : commandAction(typed.name, typed.argument, chat, at);
    default:
      return assertNever(typed);
  }
}

function commandAction(
  command: Exclude<CommandName, "help">,
  argument: string,
  chat: Chat,
  at: number,
): TypedAction {
  const you = chat.membership?.you.name;
  switch (command) {
    case "quit":
      return { type: "input", input: { type: "finish" } };
    case "ping":
      return { type: "input", input: { type: "measure" } };
    case "me":
      // The protocol has no actions. People write them with asterisks, which every client can show.
      return argument === ""
        ? { type: "answer", notice: { type: "usage", command } }
        : { type: "input", input: { type: "say", text: `*${argument}*` } };
    case "who": {
      if (you === undefined) return { type: "answer", notice: { type: "not_connected" } };
      const connected = chat.status.type === "up";
      return { type: "answer", notice: { type: "who", you, others: chat.others, connected } };
    }
    case "nick":
      if (argument !== "") return changeName(argument);
      return {
        type: "answer",
        notice: you === undefined ? { type: "not_connected" } : { type: "name", name: you },
      };
    case "time":
      return { type: "answer", notice: { type: "time", at } };
    case "clear":
    case "notify":
    case "receipts":
      return { type: "view", command };
    default:
      return assertNever(command);
  }
}

function changeName(wanted: string): TypedAction {
  const name = parseName(wanted);
  return name === undefined
    ? { type: "answer", notice: { type: "invalid_name" } }
    : { type: "input", input: { type: "rename", name } };
}

function isForView(command: CommandName): command is ViewCommand {
  return command === "clear" || command === "notify" || command === "receipts";
}
