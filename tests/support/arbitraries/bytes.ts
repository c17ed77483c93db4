/**
 * Bytes in pieces, cut anywhere as a network may cut them.
 *
 * @module
 */

import fc from "fast-check";

const encoder = new TextEncoder();

/** Encodes a text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The two halves for every possible cut, empty halves too. */
export function everyCut(whole: Uint8Array): [Uint8Array, Uint8Array][] {
  return Array.from(
    { length: whole.length + 1 },
    (_, at) => [whole.subarray(0, at), whole.subarray(at)],
  );
}

/** The same bytes, one by one. */
export function byteByByte(whole: Uint8Array): Uint8Array[] {
  return Array.from(whole, (byte) => Uint8Array.of(byte));
}

/** The same bytes in any number of pieces, some of them empty. */
export function inPieces(whole: Uint8Array): fc.Arbitrary<Uint8Array[]> {
  return fc.array(fc.nat(whole.length), { maxLength: 12 }).map((cuts) => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
    return places.slice(1).map((end, i) => whole.slice(places[i], end));
  });
}
