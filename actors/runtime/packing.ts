/**
 * Light batches as bytes and back: JSON, and behind it the byte arrays that stand in messages. That takes some microseconds where
 * the structured clone of `postMessage` takes tens (`docs/decisions/0013-shared-line.md`); each line here is on the way of each
 * text. It must not know what the messages are for, nor how the bytes cross.
 *
 * @module
 */

/** Bytes that a packed batch has at most: a large read, and what goes with it. */
const CAPACITY = 163_840;

/**
 * UTF-16 units of the JSON in it at most. Above some thousands the structured clone takes less. As UTF-8 they are three times as
 * many at most, and there is room for them.
 */
const MAX_JSON = 16_384;

/** How deep a batch is looked into for what makes it heavy: as deep as any message has texts, and not for ever. */
const LOOKED_INTO = 8;

/** Words in front of all: the batch's number, the bytes of the JSON, how many byte arrays there are. */
const HEAD = 3;

/** Words for each byte array, behind these: which envelope it belongs to, how many bytes it has. */
const ENTRY = 2;

/** Bytes of a word. */
const WORD = 4;

/**
 * What crosses: envelopes of plain data, and byte arrays only as the `bytes` of an envelope's message. Plain is what JSON has a
 * word for: of `undefined`, `NaN`, an infinity, a function or a `Map` it makes something else, which no type here can forbid.
 */
export type Batch = readonly object[];

/** An envelope as it is looked at here. */
type Envelope = { readonly message?: { readonly bytes?: unknown } };

/** An envelope that has just come and is nobody's yet, so that its message may be given its bytes back. */
type Arrived = { readonly message?: { bytes?: unknown } };

/** A batch that came, and its number. */
export interface Unpacked {
  readonly number: number;
  readonly batch: unknown;
}

const encoder = new TextEncoder();
// What it decodes begins with a bracket, so there is no byte order mark for it to drop.
const decoder = new TextDecoder();

/** Packs batches, one after the other in the same memory. */
export class Packer {
  readonly #bytes = new Uint8Array(CAPACITY);
  readonly #words = new Int32Array(this.#bytes.buffer);

  /**
   * @param number A whole number of 32 bits, to know the batch by.
   * @returns The packed batch, which is good until the next; `undefined` if it is not light.
   * @throws {TypeError} If JSON cannot be made of it: a fault of ours.
   */
  pack(number: number, batch: Batch): Uint8Array | undefined {
    const arrays: Uint8Array[] = [];
    const places: number[] = [];
    const lean: Envelope[] = [];
    for (const envelope of batch as readonly Envelope[]) {
      if (isHeavy(envelope)) return undefined;
      const bytes = envelope.message?.bytes;
      if (bytes instanceof Uint8Array) {
        places.push(lean.length);
        arrays.push(bytes);
        lean.push(withBytes(envelope, null));
      } else {
        lean.push(envelope);
      }
    }
    const text = JSON.stringify(lean);
    if (text.length > MAX_JSON) return undefined;
    let at = (HEAD + arrays.length * ENTRY) * WORD;
    const { written } = encoder.encodeInto(text, this.#bytes.subarray(at));
    this.#words[0] = number;
    this.#words[1] = written;
    this.#words[2] = arrays.length;
    at += written;
    for (let i = 0; i < arrays.length; i++) {
      // There is one: it is within the bounds.
      const array = arrays[i] as Uint8Array;
      if (at + array.length > CAPACITY) return undefined;
      this.#words[HEAD + i * ENTRY] = places[i] as number;
      this.#words[HEAD + i * ENTRY + 1] = array.length;
      this.#bytes.set(array, at);
      at += array.length;
    }
    return this.#bytes.subarray(0, at);
  }
}

/**
 * What was packed, as a copy.
 *
 * @param packed What {@linkcode Packer} has made; begins where its buffer does, and may be written over afterwards.
 */
export function unpack(packed: Uint8Array): Unpacked {
  const words = new Int32Array(packed.buffer, 0, HEAD);
  // There are: `pack` has put them there.
  const [number, written, count] = [words[0], words[1], words[2]] as [number, number, number];
  const start = (HEAD + count * ENTRY) * WORD;
  const batch = JSON.parse(decoder.decode(packed.subarray(start, start + written)));
  if (count > 0) giveBack(batch, packed, count, start + written);
  return { number, batch };
}

function giveBack(
  batch: readonly Arrived[],
  packed: Uint8Array,
  count: number,
  from: number,
): void {
  const entries = new Int32Array(packed.buffer, HEAD * WORD, count * ENTRY);
  let at = from;
  for (let i = 0; i < count * ENTRY; i += ENTRY) {
    // There are, and there is such a message: `pack` has taken them from it.
    const message = batch[entries[i] as number]?.message as { bytes: unknown };
    const length = entries[i + 1] as number;
    message.bytes = packed.slice(at, at + length);
    at += length;
  }
}

/** Whether a string in it is too much by itself: looked for before any work is done. */
function isHeavy(part: unknown, depth = LOOKED_INTO): boolean {
  if (typeof part === "string") return part.length > MAX_JSON;
  if (typeof part !== "object" || part === null || ArrayBuffer.isView(part)) return false;
  if (depth === 0) return false;
  for (const key in part) {
    // It is one of its own: plain data has no others.
    if (isHeavy(part[key as keyof typeof part], depth - 1)) return true;
  }
  return false;
}

/** The envelope with something else in the place of its message's bytes. */
function withBytes(envelope: Envelope, bytes: unknown): Envelope {
  return { ...envelope, message: { ...envelope.message, bytes } };
}
