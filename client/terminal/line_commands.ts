/**
 * What a typed line comes to where the chat goes line by line: something for the connection, or an answer to the
 * person. It must not know how either is carried out.
 *
 * @module
 */

import { assertNever } from "../../actors/runtime/actor.ts";
import type { Chat } from "../chat.ts";
import type { CommandName, TypedLine } from "../commands.ts";
import type { ConnectionInput } from "../connection_state.ts";
import type { Notice } from "../notices.ts";

/** What is to be done about a typed line. */
export type LineAction =
  | { readonly type: "nothing" }
  | { readonly type: "input"; readonly input: ConnectionInput }
  | { readonly type: "answer"; readonly notice: Notice };

/** The commands that do something here. */
const AVAILABLE: readonly CommandName[] = ["help", "quit", "who", "nick", "me", "ping", "time"];

/**
 * Decides what a typed line comes to.
 *
 * @param typed The line, read.
 * @param chat The chat as it stands.
 * @param at The time it was typed.
 */
export function actOn(typed: TypedLine, chat: Chat, at: number): LineAction {
  switch (typed.type) {
    case "blank":
      return { type: "nothing" };
    case "text":
      return { type: "input", input: { type: "say", text: typed.text } };
    case "unknown":
      return { type: "answer", notice: typed };
    case "command":
      return obey(typed.name, typed.argument, chat, at);
    default:
      return assertNever(typed);
  }
}

function obey(command: CommandName, argument: string, chat: Chat, at: number): LineAction {
  const you = chat.place?.you.name ?? "";
  switch (command) {
    case "quit":
      return { type: "input", input: { type: "finish" } };
    case "ping":
      return { type: "input", input: { type: "measure" } };
    case "me":
      // The protocol has no actions; asterisks are how people write them, and every client shows those.
      return argument === ""
        ? { type: "answer", notice: { type: "usage", command } }
        : { type: "input", input: { type: "say", text: `*${argument}*` } };
    case "help":
      return { type: "answer", notice: { type: "help", commands: AVAILABLE } };
    case "who":
      return { type: "answer", notice: { type: "who", you, others: chat.others } };
    case "nick":
      // The protocol has no way to ask for another name.
      return { type: "answer", notice: { type: "name", name: you } };
    case "time":
      return { type: "answer", notice: { type: "time", at } };
    case "clear":
    case "notify":
    case "receipts":
      return { type: "answer", notice: { type: "not_here", command } };
    default:
      return assertNever(command);
  }
}
