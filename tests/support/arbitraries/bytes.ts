/**
 * Bytes as a network brings them: in pieces, cut anywhere. It knows nothing of what is in them.
 *
 * @module
 */

import fc from "fast-check";

const encoder = new TextEncoder();

/** UTF-8, written short. */
export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Several pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Each of the two halves that a cut between two bytes may give, the empty ones too. */
export function everyCut(whole: Uint8Array): [Uint8Array, Uint8Array][] {
  return Array.from(
    { length: whole.length + 1 },
    (_, at) => [whole.subarray(0, at), whole.subarray(at)],
  );
}

/** The same bytes, one at a time. */
export function oneByOne(whole: Uint8Array): Uint8Array[] {
  return Array.from(whole, (byte) => Uint8Array.of(byte));
}

/** `whole` in any number of pieces, empty ones among them. */
export function chopped(whole: Uint8Array): fc.Arbitrary<Uint8Array[]> {
  return fc.array(fc.nat(whole.length), { maxLength: 12 }).map((cuts) => {
    const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
    return places.slice(1).map((end, i) => whole.slice(places[i], end));
  });
}
