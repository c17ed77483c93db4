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

/** Decodes what one message encoder has encoded. */
export class MessageDecoder {
  readonly #in = new ByteReader();
  readonly #names: string[] = [];
  readonly #shapes: (readonly string[])[] = [];

  /** Returns a copy: the encoded bytes may be overwritten afterwards. */
  decode(encoded: Uint8Array): DecodedBatch {
    this.#in.begin(encoded);
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
        // Within the bounds: a new shape is written before any reference to it.
        return this.#object(this.#shapes[this.#in.count()] as readonly string[]);
      case NEW_OBJECT:
        return this.#object(this.#newShape());
      case BYTES:
        return this.#in.bytes(this.#in.count());
      default:
        throw new TypeError(`Cannot decode a value with tag ${tag}`);
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
    // Within the bounds.
    for (let i = 0; i < fields.length; i++) object[fields[i] as string] = this.#value();
    return object;
  }
}
