/**
 * Any strings that a stranger may send.
 *
 * @module
 */

import fc from "fast-check";

const utf16Unit = fc.oneof(fc.nat(0xff), fc.nat(0xffff)).map((unit) => String.fromCharCode(unit));
const notable = fc.constantFrom(
  "å",
  "漢",
  "👩‍👩‍👧",
  "\ud83d",
  "\ude00",
  "\x1b[31m",
  "\x9d",
  "\r\n",
  ": ",
  "\u202e",
);

/**
 * Any string of at most `maxLength` parts, also with control characters, escape sequences and lone
 * surrogates. (The strings of fast-check have no lone surrogates and are slow to set up.)
 */
export function anyText(maxLength = 24): fc.Arbitrary<string> {
  return fc.array(fc.oneof(utf16Unit, notable), { maxLength }).map((parts) => parts.join(""));
}

/** Short texts of grapheme clusters, and of code points that join with their neighbours. */
export const joinedText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom(
    ..."\u030a|\u200d|👩|🇳|🇳🇴|\n|\r\n|\t|\x1b[31m|漢字|a b|\u0600|\u1161|\ud83d|\u0e33|क्ष".split(
      "|",
    ),
  ),
);

/** The positions where a cursor may stand. */
export function boundariesOf(text: string): readonly number[] {
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  return [...[...segments].map(({ index }) => index), text.length];
}
