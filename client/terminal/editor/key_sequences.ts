/**
 * Which key a control character or an escape sequence stands for. It must not know how the bytes
 * arrived, or what a key does.
 *
 * Terminals agree on little, so every common form of a key is here: ECMA-48 control sequences with
 * xterm's modifiers (`ctlseqs`, "PC-Style Function Keys"), the VT220's, rxvt's and the Linux
 * console's numbered keys, xterm's `modifyOtherKeys`, and the kitty keyboard protocol.
 *
 * @module
 */

import { cleanText } from "../../../actors/encoding/sanitize.ts";
import type { Key, KeyName } from "./key.ts";

/** A complete control sequence (`ESC [`) or single shift three (`ESC O`). */
export interface Sequence {
  readonly introducer: "[" | "O";
  /** Everything between the introducer and the final character. */
  readonly body: string;
  readonly final: string;
  /** Whether another `ESC` came before, as rxvt and macOS send for Alt. */
  readonly alt: boolean;
}

/** The start of a bracketed paste. */
export const PASTE_BEGINS: unique symbol = Symbol("paste begins");

/** The longest sequence body, in UTF-16 units. kitty's longest for one key is shorter. */
export const MAX_BODY_LENGTH = 64;

const byControl: ReadonlyMap<string, KeyName> = new Map([
  ["\x01", "home"],
  ["\x02", "left"],
  ["\x03", "interrupt"],
  ["\x04", "end_of_input"],
  ["\x05", "end"],
  ["\x06", "right"],
  ["\x08", "backspace"],
  ["\t", "tab"],
  ["\n", "newline"],
  ["\x0b", "kill_to_end"],
  ["\x0c", "clear_screen"],
  ["\r", "enter"],
  ["\x0e", "down"],
  ["\x10", "up"],
  ["\x15", "kill_to_start"],
  ["\x17", "word_backspace"],
  ["\x19", "yank"],
  ["\x7f", "backspace"],
]);

const byAlt: ReadonlyMap<string, KeyName> = new Map([
  ["b", "word_left"],
  ["f", "word_right"],
  ["d", "word_delete"],
  ["\x08", "word_backspace"],
  ["\x7f", "word_backspace"],
  ["\n", "newline"],
  ["\r", "newline"],
]);

const byLetter: ReadonlyMap<string, KeyName> = new Map([
  ["A", "up"],
  ["B", "down"],
  ["C", "right"],
  ["D", "left"],
  ["F", "end"],
  ["H", "home"],
]);

/** `CSI n ~`: numbers of the VT220 and xterm, and rxvt's 7 and 8. */
const byNumber: ReadonlyMap<number, KeyName> = new Map([
  [1, "home"],
  [3, "delete"],
  [4, "end"],
  [5, "page_up"],
  [6, "page_down"],
  [7, "home"],
  [8, "end"],
]);

/** Keys with a code of their own in kitty: those with a control character, and the keypad's. */
const byCode: ReadonlyMap<number, KeyName> = new Map([
  [8, "backspace"],
  [9, "tab"],
  [13, "enter"],
  [27, "escape"],
  [127, "backspace"],
  [57414, "enter"],
  [57417, "left"],
  [57418, "right"],
  [57419, "up"],
  [57420, "down"],
  [57421, "page_up"],
  [57422, "page_down"],
  [57423, "home"],
  [57424, "end"],
  [57426, "delete"],
]);

/** xterm's modifiers: the bits of its parameter minus one. kitty continues them. */
const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
const SUPER = 8;
const META = 32;
/** Caps lock and num lock. The typed character already includes their effect. */
const LOCKS = 64 | 128;

/** kitty's third kind of event, after press and repeat. */
const RELEASE = 3;

/** kitty's codes for keys without a character, in Unicode's private use area. */
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

/** The key for a control character, if there is one. */
export function keyOfControl(control: string): Key | undefined {
  return pressed(byControl.get(control));
}

/** The key for a character after `ESC`, which is how terminals send Alt. */
export function keyOfAlt(character: string): Key | undefined {
  return pressed(byAlt.get(character.toLowerCase()));
}

/**
 * The key for a complete sequence.
 *
 * @returns The key, the start of a paste, or `undefined` for a sequence without a meaning here,
 * such as a reply from the terminal.
 */
export function keyOfSequence(sequence: Sequence): Key | typeof PASTE_BEGINS | undefined {
  const { introducer, body, final } = sequence;
  // Replies begin with one of `<=>?`, or contain characters that no key has.
  if (body.length > MAX_BODY_LENGTH || !/^[\d;:]*$/.test(body)) return undefined;
  const fields = body.split(";");
  // Letters have their modifiers last: `CSI 1;5D`, and `CSI 5D` or `SS3 5D` from older terminals.
  const isLetter = /[A-Z]/i.test(final) && final !== "u";
  const [modifier = "", event = ""] = (isLetter ? fields.at(-1) ?? "" : fields[1] ?? "").split(":");
  if (Number(event) === RELEASE) return undefined;
  const bits = Math.max(Number(modifier) - 1, 0) | (sequence.alt ? ALT : 0);
  const number = Number.parseInt(body);

  switch (final) {
    case "~":
      if (number === 200) return PASTE_BEGINS;
      // modifyOtherKeys has the code in third place.
      if (number === 27) return keyOfCode(Number(fields[2] || NaN), bits);
      return pressed(modified(byNumber.get(number), bits));
    case "^":
    case "@":
      // rxvt: Ctrl, and Ctrl with Shift.
      return pressed(modified(byNumber.get(number), bits | CTRL));
    case "$":
      return pressed(byNumber.get(number));
    case "u":
      return keyOfCode(number, bits);
    case "I":
      return introducer === "[" && body === "" ? { type: "focus", focused: true } : undefined;
    case "O":
      return introducer === "[" && body === "" ? { type: "focus", focused: false } : undefined;
    case "M":
      // The keypad's Enter. After CSI, it would be a mouse report.
      return introducer === "O" ? pressed(modified("enter", bits)) : undefined;
    case "a":
    case "b":
    case "c":
    case "d": {
      // rxvt: arrows with Ctrl after SS3, with Shift after CSI.
      const name = body === "" ? byLetter.get(final.toUpperCase()) : undefined;
      return pressed(modified(name, introducer === "O" ? bits | CTRL : bits));
    }
    default:
      return pressed(modified(byLetter.get(final), bits));
  }
}

/** The key for a code point, as kitty and `modifyOtherKeys` send it. */
function keyOfCode(code: number, bits: number): Key | undefined {
  const name = byCode.get(code);
  if (name !== undefined) return pressed(modified(name, bits));
  // Rejects NaN and numbers beyond Unicode, too.
  if (!(code >= 0x20 && code <= 0x10ffff)) return undefined;
  if (code >= FIRST_PRIVATE && code <= LAST_PRIVATE) return undefined;
  const character = String.fromCodePoint(code);
  switch (bits & ~LOCKS) {
    case 0:
    case SHIFT: {
      const text = character.isWellFormed() ? cleanText(character) : "";
      return text === "" ? undefined : { type: "text", text };
    }
    case CTRL:
      // Without Shift: Ctrl-Shift-C means copy in many terminals, and must not interrupt.
      return /^[a-z]$/i.test(character)
        ? keyOfControl(String.fromCharCode(code & 0x1f))
        : undefined;
    case ALT:
    case ALT | SHIFT:
    case META:
      return keyOfAlt(character);
    default:
      return undefined;
  }
}

/** Applies modifiers to a key. It ignores those that change nothing. */
function modified(name: KeyName | undefined, bits: number): KeyName | undefined {
  const byWord = (bits & (CTRL | ALT | META)) !== 0;
  const byLine = (bits & SUPER) !== 0;
  switch (name) {
    case "enter":
      return (bits & (SHIFT | CTRL | ALT | META)) === 0 ? "enter" : "newline";
    case "tab":
      // Shift-Tab and Alt-Tab have other meanings.
      return (bits & ~LOCKS) === 0 ? "tab" : undefined;
    case "left":
      return byLine ? "home" : byWord ? "word_left" : "left";
    case "right":
      return byLine ? "end" : byWord ? "word_right" : "right";
    case "backspace":
      return byLine ? "kill_to_start" : byWord ? "word_backspace" : "backspace";
    case "delete":
      return byLine ? "kill_to_end" : byWord ? "word_delete" : "delete";
    default:
      return name;
  }
}

function pressed(name: KeyName | undefined): Key | undefined {
  return name === undefined ? undefined : { type: "press", name };
}
