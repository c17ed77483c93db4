/**
 * Light batches as bytes and back: JSON, and behind it the byte arrays that stand in messages. That takes some microseconds where
 * the structured clone of `postMessage` takes tens (`docs/decisions/0013-shared-line.md`); each line here is on the way of each
 * text.
 *
 * @module
 */

/** Bytes that a packed batch has at most: a large read, and what goes with it. */
const CAPACITY = 163_840;

/** Length of the JSON in it at most. Above some thousands the structured clone takes less. */
const MAX_JSON = 16_384;

/** Words in front of all: the batch's number, the length of the JSON, how many byte arrays there are. */
const HEAD = 3;

/** Bytes of a word. */
const WORD = 4;

/** What crosses: plain data, and byte arrays only as the `bytes` of an envelope's message. */
export type Batch = readonly object[];

/** An envelope as it is looked at here. */
type Envelope = { readonly message?: { readonly bytes?: unknown } };

/** A batch that came, and its number. */
export interface Unpacked {
  readonly number: number;
  readonly batch: unknown;
}

const encoder = new TextEncoder();
// What it decodes begins with a bracket, so that it need not look for a byte order mark; asked not to, it is slow.
const decoder = new TextDecoder();

/**
 * Makes a batch one that can be posted: Deno 2.9.6 takes 67 ms to receive a byte array of 256 KiB with `receiveMessageOnPort`, and
 * half a millisecond for its buffer.
 */
export function postable(batch: Batch): Batch {
  return batch.map((envelope: Envelope) => withBytes(envelope, (bytes) => bytes.slice().buffer));
}

/** The batch that was made {@linkcode postable}. */
export function posted(batch: Batch): Batch {
  for (const { message } of batch as readonly { message?: { bytes?: unknown } }[]) {
    if (message?.bytes instanceof ArrayBuffer) message.bytes = new Uint8Array(message.bytes);
  }
  return batch;
}

/** Packs batches, one after the other in the same memory. */
export class Packer {
  readonly #bytes = new Uint8Array(CAPACITY);
  readonly #words = new Int32Array(this.#bytes.buffer);

  /** @returns The packed batch, which is good until the next; `undefined` if it is not light. */
  pack(number: number, batch: Batch): Uint8Array | undefined {
    const arrays: Uint8Array[] = [];
    const lean: Envelope[] = [];
    for (const envelope of batch) {
      if (isHeavy(envelope)) return undefined;
      lean.push(leaner(envelope, arrays));
    }
    const text = JSON.stringify(lean);
    let at = (HEAD + arrays.length) * WORD;
    if (text.length > MAX_JSON) return undefined;
    const { read, written } = encoder.encodeInto(text, this.#bytes.subarray(at));
    if (read < text.length) return undefined;
    this.#words[0] = number;
    this.#words[1] = written;
    this.#words[2] = arrays.length;
    at += written;
    for (let i = 0; i < arrays.length; i++) {
      // There is one: it is within the bounds.
      const array = arrays[i] as Uint8Array;
      if (at + array.length > CAPACITY) return undefined;
      this.#words[HEAD + i] = array.length;
      this.#bytes.set(array, at);
      at += array.length;
    }
    return this.#bytes.subarray(0, at);
  }
}

/**
 * What was packed.
 *
 * @param packed Begins where its buffer does, and may be written over afterwards.
 */
export function unpack(packed: Uint8Array): Unpacked {
  const words = new Int32Array(packed.buffer, 0, HEAD);
  // There are: `pack` has put them there.
  const [number, written, count] = [words[0], words[1], words[2]] as [number, number, number];
  const start = (HEAD + count) * WORD;
  const batch = JSON.parse(decoder.decode(packed.subarray(start, start + written)));
  if (count > 0) giveBack(batch, packed, count, start + written);
  return { number, batch };
}

function giveBack(batch: Batch, packed: Uint8Array, count: number, from: number): void {
  const lengths = new Int32Array(packed.buffer, HEAD * WORD, count);
  let at = from;
  let next = 0;
  for (const { message } of batch as readonly { message?: { bytes?: unknown } }[]) {
    if (message?.bytes !== null) continue;
    // There is one: `leaner` has left it out.
    const length = lengths[next++] as number;
    message.bytes = packed.slice(at, at + length);
    at += length;
  }
}

/** Whether it has more than goes in one by itself: looked at before any work is done for it, and no deeper than costs nothing. */
function isHeavy({ message }: Envelope): boolean {
  for (const key in message) {
    // It is one of its own: plain data has no others.
    const part: unknown = message[key as keyof typeof message];
    if (typeof part === "string" && part.length > MAX_JSON) return true;
  }
  return false;
}

/** The envelope without its message's byte array, in the place of which is `null`: no message has that of itself. */
function leaner(envelope: Envelope, arrays: Uint8Array[]): Envelope {
  return withBytes(envelope, (bytes) => {
    arrays.push(bytes);
    return null;
  });
}

/** The envelope with something else in the place of its message's byte array, if it has one. */
function withBytes(envelope: Envelope, instead: (bytes: Uint8Array) => unknown): Envelope {
  const { message } = envelope;
  if (!(message?.bytes instanceof Uint8Array)) return envelope;
  return { ...envelope, message: { ...message, bytes: instead(message.bytes) } };
}
