/**
 * What may be the name of a person or of a room, and which names are the same. It knows characters as people see them;
 * it must not know who is in a room.
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
 * Names no person may have: what the server itself says begins with `Server: ` or `System: `, and a plain client has
 * nothing else to tell it by.
 */
const RESERVED: ReadonlySet<string> = new Set(["server", "system"]);

/** Something to see: a letter, number, punctuation mark or symbol that is not drawn as nothing (as U+2800 is). */
const VISIBLE = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800]]/v;

/** What would stand where `navn: tekst` has the name's end. */
const ENDS_A_NAME = /:(?: |$)/;

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gv;

/**
 * Makes a person's name of what someone gave for it: clean, on one line, in Unicode's composed form (NFC), trimmed,
 * with single spaces.
 *
 * A name must not hold `": "` nor end in a colon, for that ends the name in `navn: tekst`; and it must not pass for the
 * server's own.
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
 * @param raw What was given.
 * @returns The name, or `undefined` if that cannot be one.
 */
export function parseName(raw: string): string | undefined {
  const name = parseLabel(raw);
  return name === undefined || isReserved(name) ? undefined : name;
}

/**
 * As {@linkcode parseName}, but lets through what only the server may be called: for what already stands before a
 * text, and is only to be recognized as a name.
 *
 * @param raw What was given.
 * @returns The name, or `undefined` if that cannot be one.
 */
export function parseLabel(raw: string): string | undefined {
  const name = tidyName(raw, MAX_NAME_CHARACTERS);
  return name === undefined || ENDS_A_NAME.test(name) ? undefined : name;
}

/**
 * Makes a room's name of what someone gave for it, as {@linkcode parseName} does; none is reserved.
 *
 * @param raw What was given.
 * @returns The room's name, or `undefined` if that cannot be one.
 */
export function parseRoomName(raw: string): string | undefined {
  return tidyName(raw, MAX_ROOM_NAME_CHARACTERS);
}

/**
 * Gives a newcomer a name of its own: the one it wants, or that with the first free number from 2 up. Names are the
 * same when only case, composition or invisible characters differ. A base that is too long for its number is cut.
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
 * @param taken The names that others have.
 * @returns A valid name that is not taken.
 */
export function numberedName(wanted: string, taken: readonly string[]): string {
  const folded = new Set(taken.map(fold));
  let name = wanted;
  for (let number = 2; folded.has(fold(name)); number++) name = withNumber(wanted, number);
  return name;
}

/**
 * Tells whether two names are the same to whoever reads them, as {@linkcode numberedName} has it.
 *
 * @param a A name, or what somebody wrote for one.
 * @param b Another.
 * @returns Whether no two in a room may be called so.
 */
export function isSameName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/**
 * Cuts a name that is long in bytes, for where it is repeated: a few letters of it are enough to know whose it is.
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
  // Before the rest: bringing a long run of combining marks into order takes time by the square of its length.
  if (cleaned.length > MAX_NAME_BYTES) return undefined;
  const name = cleaned.normalize("NFC").replace(/\s+/g, " ");
  if (!VISIBLE.test(name) || !fitsUtf8(name, MAX_NAME_BYTES)) return undefined;
  // No text has more characters than UTF-16 units, and counting those is free.
  if (name.length <= maxCharacters) return name;
  return charactersOf(name).length <= maxCharacters ? name : undefined;
}

function isReserved(name: string): boolean {
  const [beforeColon = ""] = fold(name).split(":");
  return RESERVED.has(beforeColon.trim());
}

/** The form in which names are compared: those that look the same are the same. */
function fold(name: string): string {
  return name.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
}

function withNumber(base: string, number: number): string {
  const suffix = ` ${number}`;
  const characters = charactersOf(base).slice(0, MAX_NAME_CHARACTERS - suffix.length);
  while (!fitsUtf8(characters.join("") + suffix, MAX_NAME_BYTES)) characters.pop();
  // Where it was cut, there may be a space too many, or a colon that would end the name.
  return (characters.join("").replace(/[ :]+$/, "") + suffix).trimStart();
}
