/**
 * What the host has typed means: a text for everybody, or a command, in either language. It must not know what a command
 * does.
 *
 * @module
 */

import { countLines } from "../../actors/encoding/line_count.ts";
import { MAX_NAME_BYTES, MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../actors/protocol/limits.ts";
import { cleanLine, cleanText } from "../../actors/encoding/sanitize.ts";
import { nearestWord } from "../../actors/encoding/spelling.ts";
import { fitsUtf8 } from "../../actors/encoding/utf8.ts";

/** What a line of the host's means. */
export type ConsoleCommand =
  /** Nothing. */
  | { readonly type: "blank" }
  /** To everybody; cleaned, and within the bounds of a text. */
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "tooLong" }
  | { readonly type: "who" }
  /** `who` is a name, perhaps with a room behind it; empty where none was given, or none that anybody could have. */
  | { readonly type: "kick"; readonly who: string }
  | { readonly type: "stop" }
  | { readonly type: "help" }
  /** A slash word that is no command, and the one that it was probably meant to be. */
  | { readonly type: "unknown"; readonly word: string; readonly nearest: string | undefined };

/** UTF-8 bytes of a person's name, a space, and a room's. */
const MAX_WHO_BYTES = 2 * MAX_NAME_BYTES + 1;

/** The commands' words: Norwegian, then English. */
const WORDS = {
  who: ["hvem", "who"],
  kick: ["kast", "kick"],
  stop: ["stopp", "stop"],
  help: ["hjelp", "help"],
} as const;

type CommandName = keyof typeof WORDS;

// Object.entries forgets that the keys are the table's own.
const commands = Object.entries(WORDS) as [CommandName, readonly string[]][];
const byWord: ReadonlyMap<string, CommandName> = new Map(
  commands.flatMap(([name, words]) => words.map((word) => [word, name])),
);

/** All of the commands' words, without the slash. */
export const COMMAND_WORDS: readonly string[] = [...byWord.keys()];

/**
 * Reads what the host has typed. A slash in the very first place makes a command; `//x` says `/x`.
 *
 * @param typed What was typed: a line, or several that were pasted.
 * @returns What it means.
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
