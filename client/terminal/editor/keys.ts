/**
 * Bytes of a terminal in raw mode become keys. It knows where a sequence begins and ends (ECMA-48, section 5.4; xterm
 * `ctlseqs`), so that what it has no meaning for goes whole and no letter of it is taken for typed; it must not know
 * what a key does, nor what time it is.
 *
 * However the bytes are cut, the keys are those of the whole, but that a text may come in more pieces. A state is a
 * value.
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
import { decodeUtf8, noBytes } from "./utf8_stream.ts";

export type { Key, KeyName } from "./key.ts";

/**
 * Milliseconds without a byte after which an `ESC` was the key of that name, and not the beginning of a sequence. A
 * terminal writes a sequence at once, so that only a network can cut it, and the halves are then a packet apart; a
 * person does not notice a wait that is this short.
 */
export const ESCAPE_MS = 50;

/** What the bytes so far left unfinished. Begin with {@linkcode noKeys}; look at nothing inside. */
export interface KeyState {
  readonly place: StreamPlace;
  /** The beginning of a character. */
  readonly held: Uint8Array;
}

/** Where in the stream the next character will be. */
type StreamPlace =
  | { readonly at: "text" }
  /** After `ESC`, or several. */
  | { readonly at: "escape"; readonly alt: boolean }
  | { readonly at: "sequence"; readonly begun: Omit<Sequence, "final"> }
  /** Within OSC, DCS, SOS, PM or APC. */
  | { readonly at: "string" }
  /** Before characters that belong to a sequence behind its final one. */
  | { readonly at: "swallowed"; readonly left: number }
  | { readonly at: "paste"; readonly pasting: PartialPaste };

const inText: StreamPlace = { at: "text" };
const inString: StreamPlace = { at: "string" };
const atPaste: StreamPlace = { at: "paste", pasting: emptyPaste };

/** Nothing is unfinished: where every stream begins. */
export const noKeys: KeyState = { place: inText, held: noBytes };

/** Keys, and what is left unfinished after them. */
export interface DecodedKeys {
  readonly state: KeyState;
  /** In the order they were pressed. */
  readonly keys: readonly Key[];
}

/** What one character did. `unused`: it ended what was before it, and is to be looked at again for itself. */
interface CharacterStep {
  readonly place: StreamPlace;
  readonly key?: Key | undefined;
  readonly unused?: true;
}

const ESCAPE = "\x1b";
const BELL = "\x07";

/** Three characters follow `CSI M`: what a mouse did, where a program before us left its reports on. */
const MOUSE_LENGTH = 3;

/**
 * Takes in the next bytes.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeKeys, noKeys } from "./keys.ts";
 *
 * const bytes = new TextEncoder().encode("hei\x1b[D\r");
 * assertEquals(decodeKeys(noKeys, bytes).keys, [
 *   { type: "text", text: "hei" },
 *   { type: "press", name: "left" },
 *   { type: "press", name: "enter" },
 * ]);
 * ```
 *
 * @param state What the bytes before these left unfinished.
 * @param bytes The next bytes; they are not kept, and may be written over afterwards.
 */
export function decodeKeys(state: KeyState, bytes: Uint8Array): DecodedKeys {
  const decoded = decodeUtf8(state.held, bytes);
  const keys: Key[] = [];
  let { text } = decoded;
  let { place } = state;
  let next = 0;
  while (next < text.length) {
    if (place.at === "text" && !isControl(text, next)) {
      const end = endOfRun(text, next);
      const typed = cleanText(text.slice(next, end));
      if (typed !== "") keys.push({ type: "text", text: typed });
      next = end;
    } else if (place.at === "paste") {
      const { pasting, rest } = paste(place.pasting, text.slice(next));
      if (rest !== undefined) keys.push(...keyOfPaste(pasting));
      place = rest === undefined ? { at: "paste", pasting } : inText;
      text = rest ?? "";
      next = 0;
    } else {
      const character = String.fromCodePoint(text.codePointAt(next) ?? 0);
      const step = take(place, character);
      if (step.key !== undefined) keys.push(step.key);
      if (step.unused === undefined) next += character.length;
      place = step.place;
    }
  }
  return { state: { place, held: decoded.held }, keys };
}

/**
 * Ends what is unfinished when nothing has followed for {@linkcode ESCAPE_MS}: an `ESC` was the key of that name, the
 * beginning of a sequence was nothing. A paste, or a character that was cut, goes on.
 *
 * @param state What the bytes so far left unfinished.
 */
export function flushKeys(state: KeyState): DecodedKeys {
  if (!hasPartialKey(state)) return { state, keys: [] };
  const keys: readonly Key[] = state.place.at === "escape"
    ? [{ type: "press", name: "escape" }]
    : [];
  return { state: { ...state, place: inText }, keys };
}

/** Whether {@linkcode flushKeys} is to be called if nothing follows. Not within a paste: that may take its time. */
export function hasPartialKey({ place }: KeyState): boolean {
  return place.at !== "text" && place.at !== "paste";
}

/** One character outside a paste; in text, a control character. */
function take(place: Exclude<StreamPlace, { at: "paste" }>, character: string): CharacterStep {
  const code = character.charCodeAt(0);
  // C1 is a short form of ESC and a character (ECMA-48, section 5.3), wherever it comes.
  if (code >= 0x80 && code < 0xa0) {
    return { place: opened(String.fromCharCode(code - 0x40), false) ?? inText };
  }
  switch (place.at) {
    case "text":
      if (character === ESCAPE) return { place: { at: "escape", alt: false } };
      return { place: inText, key: keyOfControl(character) };
    case "escape":
      return afterEscape(character, place.alt);
    case "sequence":
      return withinSequence(place.begun, character);
    case "string":
      // Any control character ends it, so that one that is never ended cannot take Ctrl-C away.
      if (!isControl(character, 0)) return { place };
      return character === BELL ? { place: inText } : { place: inText, unused: true };
    case "swallowed":
      if (isControl(character, 0)) return { place: inText, unused: true };
      return { place: place.left > 1 ? { at: "swallowed", left: place.left - 1 } : inText };
    default:
      return assertNever(place);
  }
}

function afterEscape(character: string, alt: boolean): CharacterStep {
  if (character === ESCAPE) return { place: { at: "escape", alt: true } };
  const place = opened(character, alt);
  if (place !== undefined) return { place };
  const key = keyOfAlt(character);
  if (key !== undefined || !isControl(character, 0)) return { place: inText, key };
  return { place: inText, unused: true };
}

/** Where `ESC` and an introducer lead to. */
function opened(introducer: string, alt: boolean): StreamPlace | undefined {
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
  // The Linux console's function keys, where the bracket is no final character: `CSI [ A`.
  if (introducer === "[" && body === "" && character === "[") {
    return { place: { at: "swallowed", left: 1 } };
  }
  // rxvt ends a key with Shift by what ECMA-48 has before a final character: `CSI 3 $`.
  const isFinal = /^[@-~]$/.test(character) || (character === "$" && /^\d+$/.test(body));
  if (isFinal) {
    if (introducer === "[" && body === "" && character === "M") {
      return { place: { at: "swallowed", left: MOUSE_LENGTH } };
    }
    const key = keyOfSequence({ ...begun, final: character });
    return key === PASTE_BEGINS ? { place: atPaste } : { place: inText, key };
  }
  if (!/^[ -?]$/.test(character)) return { place: inText, unused: true };
  // One too long is known by having more than it may.
  const longer = body.length > MAX_BODY_LENGTH ? body : body + character;
  return { place: { at: "sequence", begun: { ...begun, body: longer } } };
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
