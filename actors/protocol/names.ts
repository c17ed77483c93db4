/**
 * The rules for names of persons and rooms, and for which names count as the same. It must not know
 * who is in a room.
 *
 * @module
 */

import { characters as charactersOf } from "../encoding/graphemes.ts";
import {
  MAX_NAME_BYTES,
  MAX_NAME_CHARACTERS,
  MAX_REPEATED_NAME_BYTES,
  MAX_ROOM_NAME_CHARACTERS,
} from "./limits.ts";
import { cleanLine } from "../encoding/sanitize.ts";
import { fitsUtf8 } from "../encoding/utf8.ts";

/**
 * Names that no person may have. The server's own texts begin with `Server: ` or `System: `, and a
 * plain client cannot recognize them in any other way.
 */
const RESERVED: ReadonlySet<string> = new Set(["server", "system"]);

/** A visible letter, number, punctuation mark or symbol. U+2800 is a symbol, but blank. */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;

/** What ends the name in `navn: tekst`. */
const ENDS_A_NAME = /:(?: |$)/;

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gv;

/**
 * Makes a person's name from input: cleaned, on one line, in Unicode's composed form (NFC),
 * trimmed, with single spaces.
 *
 * A name must not contain `": "` nor end in a colon, since that ends the name in `navn: tekst`. It
 * must not look like the server's own.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseName } from "./names.ts";
 *
 * assertEquals(parseName("  Ola \t Nordmann "), "Ola Nordmann");
 * assertEquals(parseName("Server"), undefined);
 * ```
 *
 * @param raw The input.
 * @returns The name, or `undefined` if the input cannot be one.
 */
export function parseName(raw: string): string | undefined {
  const name = parseLabel(raw);
  return name === undefined || isReserved(name) ? undefined : name;
}

/**
 * Like {@linkcode parseName}, but allows the server's names. Use it to recognize a name that
 * already stands before a text.
 *
 * @param raw The input.
 * @returns The name, or `undefined` if the input cannot be one.
 */
export function parseLabel(raw: string): string | undefined {
  const name = tidyName(raw, MAX_NAME_CHARACTERS);
  return name === undefined || ENDS_A_NAME.test(name) ? undefined : name;
}

/**
 * Makes a room's name from input, as {@linkcode parseName} does. No room name is reserved.
 *
 * @param raw The input.
 * @returns The room's name, or `undefined` if the input cannot be one.
 */
export function parseRoomName(raw: string): string | undefined {
  return tidyName(raw, MAX_ROOM_NAME_CHARACTERS);
}

/**
 * Chooses a unique name: the wanted one, or the wanted one with the first free number from 2 up.
 * Names are the same if they differ only in case, composition or invisible characters. A name that
 * is too long for its number is cut.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { numberedName } from "./names.ts";
 *
 * assertEquals(numberedName("Ola", ["ola", "kari"]), "Ola 2");
 * ```
 *
 * @param wanted A valid name.
 * @param taken The names of the others.
 * @returns A valid name that is not taken.
 */
export function numberedName(wanted: string, taken: readonly string[]): string {
  const folded = new Set(taken.map(fold));
  let name = wanted;
  for (let number = 2; folded.has(fold(name)); number++) name = withNumber(wanted, number);
  return name;
}

/**
 * Tells whether two names count as the same in a room, by the rule of {@linkcode numberedName}.
 */
export function isSameName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/**
 * Cuts a name of many bytes for use where it is repeated.
 *
 * @param name A valid name.
 * @returns The name, or its beginning and `…`; at most {@linkcode MAX_REPEATED_NAME_BYTES}.
 */
export function shortName(name: string): string {
  if (fitsUtf8(name, MAX_REPEATED_NAME_BYTES)) return name;
  const characters = charactersOf(name);
  while (!fitsUtf8(characters.join("") + "…", MAX_REPEATED_NAME_BYTES)) characters.pop();
  return characters.join("") + "…";
}

function tidyName(raw: string, maxCharacters: number): string | undefined {
  const cleaned = cleanLine(raw).trim();
  // First: normalizing a long run of combining marks takes quadratic time.
  if (cleaned.length > MAX_NAME_BYTES) return undefined;
  const name = cleaned.normalize("NFC").replace(/\s+/g, " ");
  if (!VISIBLE.test(name) || !fitsUtf8(name, MAX_NAME_BYTES)) return undefined;
  // A text never has more characters than UTF-16 units, and those need no counting.
  if (name.length <= maxCharacters) return name;
  return charactersOf(name).length <= maxCharacters ? name : undefined;
}

function isReserved(name: string): boolean {
  const [beforeColon = ""] = fold(name).split(":");
  return RESERVED.has(beforeColon.trim());
}

/** The form in which names are compared: names that look the same become equal. */
function fold(name: string): string {
  return name.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
}

function withNumber(base: string, number: number): string {
  const suffix = ` ${number}`;
  const characters = charactersOf(base).slice(0, MAX_NAME_CHARACTERS - suffix.length);
  while (!fitsUtf8(characters.join("") + suffix, MAX_NAME_BYTES)) characters.pop();
  // The cut may leave a space, or a colon that would end the name.
  return (characters.join("").replace(/[ :]+$/, "") + suffix).trimStart();
}
