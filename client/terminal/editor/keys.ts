/**
 * Turns the characters that a terminal sends in raw mode into keys. It knows where an escape
 * sequence begins and ends (ECMA-48, section 5.4; xterm `ctlseqs`), so it can drop an unknown
 * sequence whole instead of typing its letters. It must not know what a key does, or the time.
 *
 * The way the input is cut into pieces does not change the keys, except that text may arrive in
 * more pieces. A state is an immutable value.
 *
 * @module
 */

import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { Key } from "./key.ts";
import {
  keyOfAlt,
  keyOfControl,
  keyOfSequence,
  MAX_BODY_LENGTH,
  PASTE_BEGINS,
  type Sequence,
} from "./key_sequences.ts";
import { emptyPaste, type PartialPaste, paste, pastedText } from "./pasting.ts";

export type { Key, KeyName } from "./key.ts";

/**
 * After this many milliseconds without input, an `ESC` is the Escape key and not the beginning of a
 * sequence. A terminal writes a sequence at once, so only a network can split it, and its halves
 * then arrive one packet apart. A person does not notice so short a wait.
 */
export const ESCAPE_MS = 50;

/** What precedes the next character. Begin with {@linkcode noKeys}, and treat it as opaque. */
export type KeyState =
  | { readonly at: "text" }
  /** After one `ESC`, or after several, which mean Alt. */
  | { readonly at: "escape"; readonly alt: boolean }
  | { readonly at: "sequence"; readonly begun: Omit<Sequence, "final"> }
  /** Inside OSC, DCS, SOS, PM or APC. */
  | { readonly at: "string" }
  /**
   * Before `left` characters that belong to a sequence although they follow its final character.
   */
  | { readonly at: "swallowed"; readonly left: number }
  | { readonly at: "paste"; readonly pasting: PartialPaste };

const inText: KeyState = { at: "text" };
const inString: KeyState = { at: "string" };
const atPaste: KeyState = { at: "paste", pasting: emptyPaste };

/** The state at the beginning of the input. */
export const noKeys: KeyState = inText;

/** Keys, and the state after them. */
export interface DecodedKeys {
  readonly state: KeyState;
  /** In the order the person pressed them. */
  readonly keys: readonly Key[];
}

/**
 * What one character did. If it is `unused`, it only ended a sequence and is still to be handled.
 */
interface CharacterStep {
  readonly state: KeyState;
  readonly key?: Key | undefined;
  readonly unused?: true;
}

const ESCAPE = "\x1b";
const BELL = "\x07";

/** Three characters follow `CSI M`: a mouse report, if an earlier program left reporting on. */
const MOUSE_LENGTH = 3;

/**
 * Decodes the next characters.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeKeys, noKeys } from "./keys.ts";
 *
 * assertEquals(decodeKeys(noKeys, "hei\x1b[D\r").keys, [
 *   { type: "text", text: "hei" },
 *   { type: "press", name: "left" },
 *   { type: "press", name: "enter" },
 * ]);
 * ```
 *
 * @param before The state after the characters before these.
 * @param characters The next characters, with no surrogate pair cut in two.
 */
export function decodeKeys(before: KeyState, characters: string): DecodedKeys {
  const keys: Key[] = [];
  let text = characters;
  let state = before;
  let next = 0;
  while (next < text.length) {
    if (state.at === "text" && !isControl(text, next)) {
      const end = endOfRun(text, next);
      const typed = cleanText(text.slice(next, end));
      if (typed !== "") keys.push({ type: "text", text: typed });
      next = end;
    } else if (state.at === "paste") {
      const { pasting, rest } = paste(state.pasting, text.slice(next));
      if (rest !== undefined) keys.push(...keyOfPaste(pasting));
      state = rest === undefined ? { at: "paste", pasting } : inText;
      text = rest ?? "";
      next = 0;
    } else {
      const character = String.fromCodePoint(text.codePointAt(next) ?? 0);
      const step = handleCharacter(state, character);
      if (step.key !== undefined) keys.push(step.key);
      if (step.unused === undefined) next += character.length;
      state = step.state;
    }
  }
  return { state, keys };
}

/**
 * Ends a partial key after {@linkcode ESCAPE_MS} without input: a lone `ESC` becomes the Escape
 * key, and a partial sequence is dropped. A paste goes on.
 */
export function flushKeys(state: KeyState): DecodedKeys {
  if (!hasPartialKey(state)) return { state, keys: [] };
  const keys: readonly Key[] = state.at === "escape" ? [{ type: "press", name: "escape" }] : [];
  return { state: inText, keys };
}

/**
 * Whether to call {@linkcode flushKeys} if nothing follows. A paste may take as long as it likes.
 */
export function hasPartialKey(state: KeyState): boolean {
  return state.at !== "text" && state.at !== "paste";
}

/** Handles one character outside a paste. In text it is a control character. */
function handleCharacter(
  state: Exclude<KeyState, { at: "paste" }>,
  character: string,
): CharacterStep {
  const code = character.charCodeAt(0);
  // A C1 control is short for ESC and a character (ECMA-48, section 5.3), wherever it occurs.
  if (code >= 0x80 && code < 0xa0) {
    return { state: afterIntroducer(String.fromCharCode(code - 0x40), false) ?? inText };
  }
  switch (state.at) {
    case "text":
      if (character === ESCAPE) return { state: { at: "escape", alt: false } };
      return { state: inText, key: keyOfControl(character) };
    case "escape":
      return afterEscape(character, state.alt);
    case "sequence":
      return withinSequence(state.begun, character);
    case "string":
      // Any control character ends a string. Otherwise one without an end would swallow Ctrl-C.
      if (!isControl(character, 0)) return { state };
      return character === BELL ? { state: inText } : { state: inText, unused: true };
    case "swallowed":
      if (isControl(character, 0)) return { state: inText, unused: true };
      return { state: state.left > 1 ? { at: "swallowed", left: state.left - 1 } : inText };
    default:
      return assertNever(state);
  }
}

function afterEscape(character: string, alt: boolean): CharacterStep {
  if (character === ESCAPE) return { state: { at: "escape", alt: true } };
  const state = afterIntroducer(character, alt);
  if (state !== undefined) return { state };
  const key = keyOfAlt(character);
  if (key !== undefined || !isControl(character, 0)) return { state: inText, key };
  return { state: inText, unused: true };
}

/** The state after `ESC` and an introducer. */
function afterIntroducer(introducer: string, alt: boolean): KeyState | undefined {
  switch (introducer) {
    case "[":
    case "O":
      return { at: "sequence", begun: { introducer, body: "", alt } };
    case "]":
    case "P":
    case "X":
    case "^":
    case "_":
      return inString;
    default:
      return undefined;
  }
}

function withinSequence(begun: Omit<Sequence, "final">, character: string): CharacterStep {
  const { introducer, body } = begun;
  // The Linux console sends function keys as `CSI [ A`. Its second bracket is not a final
  // character.
  if (introducer === "[" && body === "" && character === "[") {
    return { state: { at: "swallowed", left: 1 } };
  }
  // rxvt ends a key with Shift by `$`, which in ECMA-48 precedes a final character: `CSI 3 $`.
  const isFinal = /^[@-~]$/.test(character) || (character === "$" && /^\d+$/.test(body));
  if (isFinal) {
    if (introducer === "[" && body === "" && character === "M") {
      return { state: { at: "swallowed", left: MOUSE_LENGTH } };
    }
    const key = keyOfSequence({ ...begun, final: character });
    return key === PASTE_BEGINS ? { state: atPaste } : { state: inText, key };
  }
  if (!/^[ -?]$/.test(character)) return { state: inText, unused: true };
  // A body over the limit marks the sequence as too long.
  const longer = body.length > MAX_BODY_LENGTH ? body : body + character;
  return { state: { at: "sequence", begun: { ...begun, body: longer } } };
}

function keyOfPaste(pasting: PartialPaste): readonly Key[] {
  const text = pastedText(pasting);
  if (text === "" && !pasting.cut) return [];
  return [{ type: "paste", text, ...(pasting.cut ? { cut: true } : {}) }];
}

function endOfRun(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isControl(text, end)) end++;
  return end;
}

/** C0, DEL or C1. */
function isControl(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
