/**
 * Completes a command or a person's name before the cursor, for the Tab key. It must not know who
 * is in the room, or what a command does.
 *
 * @module
 */

import { characters } from "../../actors/encoding/graphemes.ts";

/** What to complete to. */
export interface Completable {
  /** Without the slash. */
  readonly commands: readonly string[];
  readonly names: readonly string[];
}

/** The line after Tab. */
export interface Completed {
  readonly text: string;
  /** UTF-16 index into `text`. */
  readonly cursor: number;
  /** The candidates to show if there are several. Commands have their slash. */
  readonly choices: readonly string[];
}

/** Words in a name. A name has at most 32 characters, so no more fit. */
const MAX_WORDS_IN_NAME = 16;

/**
 * Completes the command or name that ends at the cursor, and keeps the text after it. It ignores
 * case, and whether an `å` is one character or two.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { complete } from "./completion.ts";
 *
 * const known = { commands: ["hjelp", "hvem"], names: ["kari"] };
 * assertEquals(complete("/hj", 3, known), { text: "/hjelp ", cursor: 7, choices: [] });
 * assertEquals(complete("/h", 2, known).choices, ["/hjelp", "/hvem"]);
 * assertEquals(complete("ka", 2, known).text, "kari: ");
 * ```
 * @param text The whole line.
 * @param cursor Where the person pressed Tab.
 * @param completable What to complete to.
 */
export function complete(
  text: string,
  cursor: number,
  { commands, names }: Completable,
): Completed {
  const before = text.slice(0, cursor);
  if (/^\/[^\s/]*$/.test(before)) {
    const words = matching(before, commands.map((word) => `/${word}`));
    return written(text, cursor, { start: 0, words, end: " " });
  }
  for (const start of starts(before)) {
    const words = matching(before.slice(start), names);
    if (words.length === 0) continue;
    const isFirst = start === 0 || before[start - 1] === "\n";
    return written(text, cursor, { start, words, end: isFirst ? ": " : " " });
  }
  return { text, cursor, choices: [] };
}

/** The candidates for the text from `start` to the cursor. A single one is followed by `end`. */
interface Found {
  readonly start: number;
  readonly words: readonly string[];
  readonly end: string;
}

function written(text: string, cursor: number, { start, words, end }: Found): Completed {
  const typed = text.slice(start, cursor);
  const [word = typed] = words;
  const after = text.slice(cursor);
  if (words.length > 1) {
    const common = commonBeginning(words);
    // If Tab only changed the case, or removed something, it would seem to have worked.
    const better = fold(common).length > fold(typed).length ? common : typed;
    const changed = text.slice(0, start) + better;
    return { text: changed + after, cursor: changed.length, choices: words };
  }
  if (words.length === 0) return { text, cursor, choices: [] };
  const changed = text.slice(0, start) + word + end;
  return {
    text: changed + (after.startsWith(" ") ? after.slice(1) : after),
    cursor: changed.length,
    choices: [],
  };
}

/** The words that start with the typed text, in their order, without duplicates. */
function matching(typed: string, words: readonly string[]): readonly string[] {
  const folded = fold(typed);
  const composed = words.map((word) => word.normalize("NFC"));
  return [...new Set(composed)].filter((word) => fold(word).startsWith(folded));
}

/** Where a name that ends at the cursor may start, longest first. Names may contain spaces. */
function starts(before: string): readonly number[] {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const offset = before.length - line.length;
  return [...line.matchAll(/(?<!\S)\S/gu)].map(({ index }) => offset + index).slice(
    -MAX_WORDS_IN_NAME,
  );
}

/** The longest start that all words share, ignoring case. Written as in the first word. */
function commonBeginning(words: readonly string[]): string {
  const [first = [], ...others] = words.map((word) => characters(word));
  const differs = first.findIndex((character, at) =>
    others.some((other) => fold(other[at] ?? "") !== fold(character))
  );
  return (differs === -1 ? first : first.slice(0, differs)).join("");
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
