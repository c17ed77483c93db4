/**
 * Parses a typed line: a text for the others, or a command in either language. It must not know
 * what a command does, or where the line was typed. Texts from other people never come through
 * here.
 *
 * @module
 */

import { nearestWord } from "../../actors/encoding/spelling.ts";

/** Each command's words: Norwegian, then English. */
export const commandWords = {
  help: ["hjelp", "help"],
  quit: ["avslutt", "quit"],
  who: ["hvem", "who"],
  nick: ["navn", "nick"],
  me: ["meg", "me"],
  clear: ["tøm", "clear"],
  ping: ["ping", "ping"],
  time: ["tid", "time"],
  notify: ["varsel", "notify"],
  receipts: ["kvittering", "receipts"],
} as const;

/** A command, in any language. */
export type CommandName = keyof typeof commandWords;

/** What a typed line means. */
export type TypedLine =
  /** Nothing to send. */
  | { readonly type: "blank" }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "command"; readonly name: CommandName; readonly argument: string }
  /** A word after a slash that is no command, and the command that comes nearest to it. */
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };

// `Object.entries` loses the type of the keys.
const commands = Object.entries(commandWords) as [CommandName, readonly string[]][];
const byWord: ReadonlyMap<string, CommandName> = new Map(
  commands.flatMap(([name, words]) => words.map((word) => [word, name])),
);

/** The original way to leave, which needs no slash. */
const GOODBYE = "avslutt";

/**
 * Parses a line from a person or a pipe.
 *
 * Only a slash in the first column starts a command. A space before it is enough to send a path,
 * and `//x` sends `/x`.
 *
 * @param line The line without its line ending.
 * @returns What it means.
 */
export function parseLine(line: string): TypedLine {
  if (line.trim() === "") return { type: "blank" };
  if (line.trim().toLowerCase() === GOODBYE) return { type: "command", name: "quit", argument: "" };
  if (line.startsWith("//")) return { type: "text", text: line.slice(1) };
  if (!line.startsWith("/")) return { type: "text", text: line };

  const [typed = ""] = line.slice(1).split(/\s/, 1);
  // A Mac may type the ø of /tøm, or an å, as two characters. NFC joins them.
  const word = typed.normalize("NFC").toLowerCase();
  const name = byWord.get(word);
  if (name === undefined) {
    return { type: "unknown", word: typed, nearest: nearestWord(word, [...byWord.keys()]) };
  }
  return { type: "command", name, argument: line.slice(1 + typed.length).trim() };
}
