/**
 * What a typed line means: a text for the others, or a command for this client, in either language. It must not know
 * what a command does, nor where the line was typed; what other people write never comes through here.
 *
 * @module
 */

import { nearestWord } from "../../actors/encoding/spelling.ts";

/** The commands, each with the words it goes by: Norwegian, then English. */
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

/** A command, whatever language its word was in. */
export type CommandName = keyof typeof commandWords;

/** What a typed line means. */
export type TypedLine =
  /** Nothing to send. */
  | { readonly type: "blank" }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "command"; readonly name: CommandName; readonly argument: string }
  /** A slash word that is no command, and the one that it was probably meant to be. */
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };

// Object.entries forgets that the keys are the table's own.
const commands = Object.entries(commandWords) as [CommandName, readonly string[]][];
const byWord: ReadonlyMap<string, CommandName> = new Map(
  commands.flatMap(([name, words]) => words.map((word) => [word, name])),
);

/** The seed's way to leave, without a slash. */
const GOODBYE = "avslutt";

/**
 * Reads a line that a person typed or a pipe brought.
 *
 * Only a slash in the very first place makes a command, so that a space before it is enough to send a path; `//x`
 * sends `/x`.
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
  // NFC: a Mac may type the ø of /tøm, or an å, as two characters.
  const word = typed.normalize("NFC").toLowerCase();
  const name = byWord.get(word);
  if (name === undefined) {
    return { type: "unknown", word: typed, nearest: nearestWord(word, [...byWord.keys()]) };
  }
  return { type: "command", name, argument: line.slice(1 + typed.length).trim() };
}
