/**
 * Parses what the operator types: a text for everybody, or a command in either language. It does
 * not know what a command does.
 *
 * @module
 */

import { countLines } from "../../actors/encoding/line_count.ts";
import { MAX_NAME_BYTES, MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../actors/protocol/limits.ts";
import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import { nearestWord } from "../../actors/encoding/spelling.ts";
import { fitsUtf8 } from "../../actors/encoding/utf8.ts";

/** The meaning of a line. */
export type ConsoleCommand =
  | { readonly type: "blank" }
  /** A text for everybody, cleaned, and no longer than a text may be. */
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "tooLong" }
  | { readonly type: "who" }
  /**
   * `who` is a name, optionally with a room behind it; empty if none was given, or one that is too
   * long.
   */
  | { readonly type: "kick"; readonly who: string }
  | { readonly type: "stop" }
  | { readonly type: "help" }
  /** A word that is no command, and the command that was probably meant. */
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };

/** UTF-8 bytes of a person's name, a space, and a room's name. */
const MAX_WHO_BYTES = 2 * MAX_NAME_BYTES + 1;

/** The commands' words: Norwegian, then English. */
const WORDS = {
  who: ["hvem", "who"],
  kick: ["kast", "kick"],
  stop: ["stopp", "stop"],
  help: ["hjelp", "help"],
} as const;

type CommandName = keyof typeof WORDS;

// Object.entries types the keys as string.
const commands = Object.entries(WORDS) as [CommandName, readonly string[]][];
const byWord: ReadonlyMap<string, CommandName> = new Map(
  commands.flatMap(([name, words]) => words.map((word) => [word, name])),
);

/** All words of commands, without the slash. */
export const COMMAND_WORDS: readonly string[] = [...byWord.keys()];

/**
 * Parses a line. A slash as its first character makes a command; `//x` says `/x`.
 *
 * @param typed A line, or several that were pasted.
 */
export function parseConsoleLine(typed: string): ConsoleCommand {
  const line = cleanText(typed);
  if (line.trim() === "") return { type: "blank" };
  if (line.startsWith("//")) return say(line.slice(1));
  if (!line.startsWith("/")) return say(line);

  const [word = ""] = line.slice(1).split(/\s/, 1);
  const wanted = word.normalize("NFC").toLowerCase();
  const name = byWord.get(wanted);
  if (name === undefined) {
    return { type: "unknown", word, nearest: nearestWord(wanted, [...byWord.keys()]) };
  }
  if (name !== "kick") return { type: name };
  const who = cleanLine(line.slice(1 + word.length)).trim().replace(/\s+/g, " ");
  return { type: "kick", who: fitsUtf8(who, MAX_WHO_BYTES) ? who : "" };
}

function say(text: string): ConsoleCommand {
  const fits = fitsUtf8(text, MAX_TEXT_BYTES) && countLines(text) <= MAX_TEXT_LINES;
  return fits ? { type: "say", text } : { type: "tooLong" };
}
