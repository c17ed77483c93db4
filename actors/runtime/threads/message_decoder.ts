/**
 * Reads the batches that a message encoder wrote.
 *
 * @module
 */

import { ByteReader } from "./byte_codec.ts";
import { type DecodedBatch, TAG } from "./message_codec.ts";

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

/** Unpacks what one {@linkcode MessageEncoder} has packed. */
export class MessageDecoder {
  readonly #in = new ByteReader();
  readonly #names: string[] = [];
  readonly #shapes: (readonly string[])[] = [];

  /** What was packed, as a copy: the packed batch may be written over afterwards. */
  decode(packed: Uint8Array): DecodedBatch {
    this.#in.begin(packed);
    if (this.#in.byte() === 1) {
      this.#names.length = 0;
      this.#shapes.length = 0;
    }
    const number = this.#in.count() | 0;
    return { number, batch: this.#value() };
  }

  #value(): unknown {
    const tag = this.#in.byte();
    switch (tag) {
      case NULL:
        return null;
      case TRUE:
        return true;
      case FALSE:
        return false;
      case UNDEFINED:
        return undefined;
      case COUNT:
        return this.#in.count();
      case NUMBER:
        return this.#in.number();
      case TEXT:
        return this.#in.text();
      case NAME:
        return this.#names[this.#in.count()];
      case NEW_NAME:
        return this.#newName();
      case ARRAY:
        return this.#array();
      case OBJECT:
        // There is one: it was written as new before.
        return this.#object(this.#shapes[this.#in.count()] as readonly string[]);
      case NEW_OBJECT:
        return this.#object(this.#newShape());
      case BYTES:
        return this.#in.bytes(this.#in.count());
      default:
        throw new TypeError(`Cannot unpack a value of kind ${tag}`);
    }
  }

  #newName(): string {
    const name = this.#in.text();
    this.#names.push(name);
    return name;
  }

  #newShape(): readonly string[] {
    const fields = Array.from({ length: this.#in.count() }, () => this.#in.text());
    this.#shapes.push(fields);
    return fields;
  }

  #array(): readonly unknown[] {
    const length = this.#in.count();
    const values: unknown[] = [];
    for (let i = 0; i < length; i++) values.push(this.#value());
    return values;
  }

  #object(fields: readonly string[]): object {
    const object: Record<string, unknown> = {};
    // There is one: it is within the bounds.
    for (let i = 0; i < fields.length; i++) object[fields[i] as string] = this.#value();
    return object;
  }
}
