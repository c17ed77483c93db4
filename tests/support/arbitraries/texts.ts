/**
 * Strings of every kind that a stranger may send. It knows nothing of what they are sent as.
 *
 * @module
 */

import fc from "fast-check";

const utf16Unit = fc.oneof(fc.nat(0xff), fc.nat(0xffff)).map((unit) => String.fromCharCode(unit));
const telling = fc.constantFrom(
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
 * Any string at all, of at most so many parts: control characters, escape sequences and lone surrogates too. (The
 * strings of fast-check have no lone surrogates, and take a second to set up.)
 */
export function anyText(maxLength = 24): fc.Arbitrary<string> {
  return fc.array(fc.oneof(utf16Unit, telling), { maxLength }).map((parts) => parts.join(""));
}

/** Short texts of what a person sees as one character, and of what joins its neighbours to one, or is cut from them. */
export const joinedText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom(
    ..."\u030a|\u200d|👩|🇳|🇳🇴|\n|\r\n|\t|\x1b[31m|漢字|a b|\u0600|\u1161|\ud83d|\u0e33|क्ष".split(
      "|",
    ),
  ),
);

/** Where a cursor may stand. */
export function boundariesOf(text: string): readonly number[] {
  const segments = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
  return [...[...segments].map(({ index }) => index), text.length];
}
