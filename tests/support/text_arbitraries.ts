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
