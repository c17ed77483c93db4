/**
 * What a framed client says in one go, while it is read: the ids and texts as bytes, side by side, so that thousands need no
 * string each. It knows which `say` may be taken from the wire as it came; what any other means, it is told.
 *
 * @module
 */

import { decodeTextBatch, SEPARATOR, type TextBatch } from "../../encoding/text_batch.ts";
import { MAX_ID_LENGTH, MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { utf8Length } from "../../encoding/utf8.ts";

const encoder = new TextEncoder();

/** What stands before the id and between it and the text. */
interface Style {
  readonly opening: Uint8Array;
  readonly middle: Uint8Array;
}

/** As JavaScript's `JSON.stringify` writes it, and as Python's `json.dumps`. */
const STYLES: readonly Style[] = [
  { opening: encoder.encode('{"type":"say","id":"'), middle: encoder.encode('","text":"') },
  { opening: encoder.encode('{"type": "say", "id": "'), middle: encoder.encode('", "text": "') },
];

const NUL = SEPARATOR.charCodeAt(0);
const [NEWLINE, RETURN, BLANK, QUOTE, BACKSLASH, BRACE, DELETE] = [...'\n\r "\\}\x7f'].map(
  (character) => character.charCodeAt(0),
) as [number, number, number, number, number, number, number];

/** Each byte that is not as it came from the wire becomes three at most (U+FFFD), so that a text of so many surely fits. */
const MAX_BYTES = Math.floor(MAX_TEXT_BYTES / 3);

/**
 * What a byte of a text tells: nothing; that there is something to see; that it and the next have to be looked at; that the text
 * ends; that it is not common.
 */
const NOTHING = 0;
const VISIBLE = 1;
const LOOK = 2;
const END = 4;
const UNCOMMON = 8;

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === QUOTE) return END;
  if (byte < BLANK || byte === BACKSLASH || byte === DELETE) return UNCOMMON;
  if (byte === BLANK) return NOTHING;
  if (byte < 0x80) return VISIBLE;
  // They begin C1 control characters, and separators and marks that turn the direction.
  if (byte === 0xc2 || byte === 0xe2) return LOOK;
  // In the middle of a character, or they begin other blanks among others.
  return byte < 0xc0 || [0xe1, 0xe3, 0xef].includes(byte) ? NOTHING : VISIBLE;
});

/** Texts with their ids, as a room takes them. */
export interface Said {
  readonly ids: TextBatch;
  readonly texts: TextBatch;
  readonly count: number;
  /** UTF-8 bytes of the texts. */
  readonly bytes: number;
}

/** Says that are collected. Its memory is used again for the next, and grows with the largest so far. */
export class CommonSays {
  #count = 0;
  readonly #ids = new ColumnBytes();
  readonly #texts = new ColumnBytes();

  /** Begins anew. */
  clear(): void {
    this.#count = 0;
    this.#ids.clear();
    this.#texts.clear();
  }

  /** Adds one that was read elsewhere. */
  add(id: string, text: string): void {
    this.#count++;
    this.#ids.add(encoder.encode(id));
    this.#texts.add(encoder.encode(text));
  }

  /**
   * Adds the `say` that a line is, if it is one as clients write it: these fields in this order, an id of printable ASCII, nothing
   * escaped, nothing in the text that would be cleaned away, something to see in it, and not long. What else is a `say` goes the
   * long way through `decodeClientFrame` and `cleanText`, which takes ten times as long.
   *
   * @param at Where in `bytes` the line begins.
   * @returns Where the next line begins; -1, and nothing is added, where this is no such line, or where it has not ended.
   */
  read(bytes: Uint8Array, at: number): number {
    const style = STYLES.find(({ opening }) => stands(opening, bytes, at));
    if (style === undefined) return -1;
    const id = at + style.opening.length;
    const idEnd = endOfId(bytes, id);
    if (idEnd === -1 || !stands(style.middle, bytes, idEnd)) return -1;
    const text = idEnd + style.middle.length;
    const textEnd = endOfText(bytes, text);
    if (textEnd === -1 || bytes[textEnd + 1] !== BRACE) return -1;
    const end = textEnd + (bytes[textEnd + 2] === RETURN ? 3 : 2);
    if (bytes[end] !== NEWLINE) return -1;
    this.#count++;
    this.#ids.add(bytes, id, idEnd);
    this.#texts.add(bytes, text, textEnd);
    return end + 1;
  }

  /** All that was added, and begins anew; `undefined` if there was nothing. */
  take(): Said | undefined {
    const count = this.#count;
    if (count === 0) return undefined;
    const { length } = this.#texts;
    const [ids, texts] = [this.#ids.column, this.#texts.column];
    this.clear();
    // What was no UTF-8 has become three bytes, however many it was.
    const inUtf8 = texts.includes("\ufffd") ? utf8Length(texts) : length;
    // Between the texts a column has a byte that is none of theirs.
    return { ids, texts, count, bytes: inUtf8 - (count - 1) };
  }
}

/** Texts as UTF-8, with what separates them. */
class ColumnBytes {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** Adds the text that stands there. They are short: to copy them by the byte takes less than to make a view of each. */
  add(bytes: Uint8Array, start = 0, end = bytes.length): void {
    const from = this.#length;
    const to = from + end - start;
    if (to >= this.#bytes.length) this.#grow(to + 1);
    const column = this.#bytes;
    // There is one: it is within the bounds.
    for (let at = start; at < end; at++) column[from + at - start] = bytes[at] as number;
    column[to] = NUL;
    this.#length = to + 1;
  }

  /** Bytes of the column. */
  get length(): number {
    return this.#length - 1;
  }

  get column(): TextBatch {
    return decodeTextBatch(this.#bytes.subarray(0, this.length));
  }

  #grow(least: number): void {
    const grown = new Uint8Array(Math.max(least, 2 * this.#bytes.length));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Whether this part stands there. */
function stands(part: Uint8Array, bytes: Uint8Array, at: number): boolean {
  if (at + part.length > bytes.length) return false;
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
  return true;
}

function endOfId(bytes: Uint8Array, from: number): number {
  const most = Math.min(bytes.length, from + MAX_ID_LENGTH + 1);
  for (let at = from; at < most; at++) {
    // There is one: it is within the bounds.
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at > from ? at : -1;
    if (byte < BLANK || byte >= DELETE || byte === BACKSLASH) return -1;
  }
  return -1;
}

function endOfText(bytes: Uint8Array, from: number): number {
  const most = Math.min(bytes.length, from + MAX_BYTES + 1);
  const kinds = KINDS;
  let visible = NOTHING;
  for (let at = from; at < most; at++) {
    // There are: it is within the bounds, and there is a kind for each byte.
    const kind = kinds[bytes[at] as number] as number;
    visible |= kind;
    if (kind < LOOK || (kind === LOOK && !isUnclean(bytes, at))) continue;
    return kind === END && (visible & VISIBLE) !== 0 ? at : -1;
  }
  return -1;
}

/** Whether what begins here would be cleaned away: U+0080 to U+009F, U+2028 to U+202E, U+2066 to U+2069. */
function isUnclean(bytes: Uint8Array, at: number): boolean {
  const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
  if (bytes[at] === 0xc2) return second < 0xa0;
  return second === 0x80
    ? third >= 0xa8 && third <= 0xae
    : second === 0x81 && third >= 0xa6 && third <= 0xa9;
}
