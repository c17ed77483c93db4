/**
 * Writes light batches as bytes. Field names, addresses and message types are sent once and then referred to by number, so the
 * decoder must get every encoded batch, in order. Much faster than JSON where the code runs rarely
 * (`docs/decisions/0018-cold-code.md`). It must not know what the messages mean, nor how the bytes cross.
 *
 * @module
 */

import { ByteWriter } from "./byte_codec.ts";
import { type Batch, TAG } from "./message_codec.ts";

const {
  NULL,
  TRUE,
  FALSE,
  UNDEFINED,
  COUNT,
  NUMBER,
  TEXT,
  NAME,
  NEW_NAME,
  ARRAY,
  OBJECT,
  NEW_OBJECT,
  BYTES,
} = TAG;

/** Bytes that a packed batch has at most: a large read, and what goes with it. */
const CAPACITY = 163_840;

/** Bytes for the batches of a conversation: the rest is taken once it is needed, which for most it never is. */
const USUAL = 4_096;

/** UTF-16 units of all texts in it at most. Above some thousands the structured clone takes less. */
const MAX_TEXT = 16_384;

/** How deep it may be: deeper than any message is, and nowhere near what would be too deep for the thread. */
const MAX_DEPTH = 16;

/**
 * Names, and sets of names, that are remembered before both sides forget them and begin anew, since actors come and go. Those of
 * all clients who share one of two workers on a machine with 10,000: with fewer, what is used in turn is forgotten each time
 * before it comes again.
 */
const REMEMBERED = 16_384;

/** UTF-16 units of all names that are remembered: twice what so many of the usual length have. A room's name may be much longer. */
const REMEMBERED_TEXT = 1_048_576;

/** Fields whose texts are few, and are remembered: an actor's address, and what a message is. */
const NAMING: ReadonlySet<string> = new Set(["to", "type"]);

/** Objects with these fields in this order. */
interface Shape {
  readonly fields: readonly string[];
  /** Those with one more. */
  readonly wider: Map<string, Shape>;
  /** What it is called on the line, once it has crossed. */
  number: number | undefined;
}

/** Packs batches, one after the other in the same memory. */
export class MessageEncoder {
  #out = new ByteWriter(USUAL);
  readonly #names = new Map<string, number>();
  #nameText = 0;
  #empty = shape([]);
  #shapes = 0;
  #text = 0;
  /** Whether the other side is to forget what it remembers, since this one has. */
  #anew = false;

  /**
   * @param number A whole number of 32 bits, to know the batch by.
   * @returns The packed batch, which is good until the next; `undefined` if it is not light, or not plain.
   */
  encode(number: number, batch: Batch): Uint8Array | undefined {
    const remembered = this.#names.size + this.#shapes;
    if (remembered > REMEMBERED || this.#nameText > REMEMBERED_TEXT) this.reset();
    this.#text = 0;
    this.#out.begin();
    this.#out.byte(this.#anew ? 1 : 0);
    this.#out.count(number >>> 0);
    const isPlain = this.#value(batch, false, MAX_DEPTH);
    if (isPlain && !this.#out.overflows) {
      this.#anew = false;
      return this.#out.taken();
    }
    this.reset();
    if (!isPlain || this.#out.capacity === CAPACITY) return undefined;
    this.#out = new ByteWriter(CAPACITY);
    return this.encode(number, batch);
  }

  /** Forgets what it remembers: the other side has not seen, or will not see, what was packed last. */
  reset(): void {
    this.#names.clear();
    this.#nameText = 0;
    this.#empty = shape([]);
    this.#shapes = 0;
    this.#anew = true;
  }

  /** Whether it could be written. */
  #value(value: unknown, names: boolean, depth: number): boolean {
    switch (typeof value) {
      case "string":
        return names ? this.#name(value) : this.#textOf(value);
      case "number":
        return this.#number(value);
      case "boolean":
        return this.#out.byte(value ? TRUE : FALSE);
      case "undefined":
        return this.#out.byte(UNDEFINED);
      case "object":
        return value === null ? this.#out.byte(NULL) : this.#object(value, depth);
      default:
        return false;
    }
  }

  #name(name: string): boolean {
    const number = this.#names.get(name);
    if (number !== undefined) return this.#out.byte(NAME) && this.#out.count(number);
    this.#names.set(name, this.#names.size);
    this.#nameText += name.length;
    return this.#out.byte(NEW_NAME) && this.#writeText(name);
  }

  #textOf(text: string): boolean {
    return this.#out.byte(TEXT) && this.#writeText(text);
  }

  #writeText(text: string): boolean {
    this.#text += text.length;
    return this.#text <= MAX_TEXT && this.#out.text(text);
  }

  #number(number: number): boolean {
    const counts = number >>> 0 === number && !Object.is(number, -0);
    return counts
      ? this.#out.byte(COUNT) && this.#out.count(number)
      : this.#out.byte(NUMBER) && this.#out.number(number);
  }

  #object(value: object, depth: number): boolean {
    if (depth === 0) return false;
    if (Array.isArray(value)) return this.#array(value, depth);
    if (value instanceof Uint8Array) {
      return this.#out.byte(BYTES) && this.#out.count(value.length) && this.#out.bytes(value);
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    let shape = this.#empty;
    for (const field in value) shape = wider(shape, field);
    if (!this.#shape(shape)) return false;
    const { fields } = shape;
    for (let i = 0; i < fields.length; i++) {
      // There is one: it is within the bounds. It is one of its own: plain data has no others.
      const field = fields[i] as string;
      const part = value[field as keyof typeof value];
      if (!this.#value(part, NAMING.has(field), depth - 1)) return false;
    }
    return true;
  }

  #array(values: readonly unknown[], depth: number): boolean {
    this.#out.byte(ARRAY);
    this.#out.count(values.length);
    // By place, since what looks at the elements passes over those that are not there.
    for (let i = 0; i < values.length; i++) {
      if (!this.#value(values[i], false, depth - 1)) return false;
    }
    return true;
  }

  #shape(shape: Shape): boolean {
    const { fields, number } = shape;
    if (number !== undefined) return this.#out.byte(OBJECT) && this.#out.count(number);
    // To write to a field of that name would be to change what the object is.
    if (fields.includes("__proto__")) return false;
    shape.number = this.#shapes++;
    this.#out.byte(NEW_OBJECT);
    this.#out.count(fields.length);
    return fields.every((field) => this.#writeText(field));
  }
}

function shape(fields: readonly string[]): Shape {
  return { fields, wider: new Map(), number: undefined };
}

function wider(narrow: Shape, field: string): Shape {
  const known = narrow.wider.get(field);
  if (known !== undefined) return known;
  const wide = shape([...narrow.fields, field]);
  narrow.wider.set(field, wide);
  return wide;
}
