/**
 * Writes light batches as bytes. Repeated field names and addresses are sent once and then referred
 * to by number, so the decoder must get every encoded batch, in order. Between two messages of a
 * conversation the code runs cold, and JSON would take several times as long
 * (`docs/decisions/0018-cold-code.md`). It must not know what the messages mean, nor how the bytes
 * cross.
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

/** The most bytes of an encoded batch: a large read, and what goes with it. */
const MAX_BYTES = 163_840;

/** Bytes to start with. Few encoders ever need more than the batches of a conversation take. */
const INITIAL_BYTES = 4_096;

/**
 * The most UTF-16 units of all texts in a batch. Above some thousands, the structured clone is
 * faster.
 */
const MAX_TEXT = 16_384;

/** The deepest nesting: more than any message has, and far less than overflows the stack. */
const MAX_DEPTH = 16;

/**
 * The most names and shapes to remember before both sides forget them, since actors come and go. It
 * covers all clients of one of two workers on a machine with 10,000 clients. With a lower limit,
 * each name would be forgotten before its next use.
 */
const REMEMBERED = 16_384;

/**
 * The most UTF-16 units of all remembered names. A room's name may be much longer than usual; this
 * is twice what the usual ones take.
 */
const REMEMBERED_TEXT = 1_048_576;

/**
 * Fields with few different texts: an actor's address and a message's type. Their texts are
 * remembered.
 */
const NAME_FIELDS: ReadonlySet<string> = new Set(["to", "type"]);

/** Objects with these fields in this order. */
interface Shape {
  readonly fields: readonly string[];
  /** Shapes with one more field. */
  readonly wider: Map<string, Shape>;
  /** The number that refers to it, once it has been sent. */
  number: number | undefined;
}

/** Encodes batches, one after the other in the same memory. */
export class MessageEncoder {
  #out = new ByteWriter(INITIAL_BYTES);
  readonly #names = new Map<string, number>();
  #nameText = 0;
  #empty = shape([]);
  #shapes = 0;
  #text = 0;
  /** Whether the next batch must tell the decoder to forget its names and shapes. */
  #mustReset = false;

  /**
   * @param number A 32-bit integer that identifies the batch.
   * @returns The encoded batch, valid until the next call; `undefined` if the batch is not light or
   * not plain.
   */
  encode(number: number, batch: Batch): Uint8Array | undefined {
    const remembered = this.#names.size + this.#shapes;
    if (remembered > REMEMBERED || this.#nameText > REMEMBERED_TEXT) this.reset();
    this.#text = 0;
    this.#out.begin();
    this.#out.byte(this.#mustReset ? 1 : 0);
    this.#out.count(number >>> 0);
    const isPlain = this.#value(batch, false, MAX_DEPTH);
    if (isPlain && !this.#out.overflows) {
      this.#mustReset = false;
      return this.#out.written();
    }
    this.reset();
    if (!isPlain || this.#out.capacity === MAX_BYTES) return undefined;
    this.#out = new ByteWriter(MAX_BYTES);
    return this.encode(number, batch);
  }

  /**
   * Forgets names and shapes. Needed when the decoder has not got, or will not get, the last batch.
   */
  reset(): void {
    this.#names.clear();
    this.#nameText = 0;
    this.#empty = shape([]);
    this.#shapes = 0;
    this.#mustReset = true;
  }

  /** Returns whether the value could be written. */
  #value(value: unknown, names: boolean, depth: number): boolean {
    switch (typeof value) {
      case "string":
        return names ? this.#writeName(value) : this.#writeTextValue(value);
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

  #writeName(name: string): boolean {
    const number = this.#names.get(name);
    if (number !== undefined) return this.#out.byte(NAME) && this.#out.count(number);
    this.#names.set(name, this.#names.size);
    this.#nameText += name.length;
    return this.#out.byte(NEW_NAME) && this.#writeText(name);
  }

  #writeTextValue(text: string): boolean {
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
      // Within the bounds. Plain data has no inherited fields.
      const field = fields[i] as string;
      const part = value[field as keyof typeof value];
      if (!this.#value(part, NAME_FIELDS.has(field), depth - 1)) return false;
    }
    return true;
  }

  #array(values: readonly unknown[], depth: number): boolean {
    this.#out.byte(ARRAY);
    this.#out.count(values.length);
    // By index: iteration methods skip missing elements.
    for (let i = 0; i < values.length; i++) {
      if (!this.#value(values[i], false, depth - 1)) return false;
    }
    return true;
  }

  #shape(shape: Shape): boolean {
    const { fields, number } = shape;
    if (number !== undefined) return this.#out.byte(OBJECT) && this.#out.count(number);
    // Assigning to a field of this name would change the object's prototype.
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
