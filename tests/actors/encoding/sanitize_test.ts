import { assert, assertEquals, assertFalse, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { cleanLine, cleanText } from "../../../actors/encoding/sanitize.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

/** Characters that must never reach a terminal. */
const FORBIDDEN = /(?![\t\n])\p{Cc}|[\u2028-\u202e\u2066-\u2069]/u;

/** Texts in which removable sequences are likely, also nested. */
const hostile = fc.array(
  fc.oneof(
    fc.constantFrom("\x1b", "\x1b[", "\x1b]", "\x1bP", "\x1b\\", "\x9b", "\x9d", "\x9c", "\x07"),
    fc.constantFrom("31m", "0;tittel", "\r", "\n", "\t", "hei", "\u202e", "\u2028", "\u2066"),
    fc.constantFrom("\ud83d", "\ude00", "👩‍👩‍👧", "\u200f"),
    anyText(3),
  ),
  { maxLength: 20 },
).map((parts) => parts.join(""));

Deno.test("clean text: returns a clean text unchanged", () => {
  const text = "Blåbærsyltetøy på øya,\n\t漢字 👩‍👩‍👧 ❤️ 🇳🇴 שלום\u200f \u200e";
  assertStrictEquals(cleanText(text), text);
});

const removals: [what: string, given: string, expected: string][] = [
  ["C0 but tab and newline", "a\x00\x01\b\t\v\f\x1fb\n", "a\tb\n"],
  ["DEL and C1", "a\x7f\x80\x85\x9fb", "ab"],
  ["carriage returns", "a\r\nb\rc", "a\nbc"],
  ["CSI", "\x1b[1;31mrød\x1b[0m \x1b[?25l\x1b[2 q\x9b4mund", "rød und"],
  ["CSI without its final letter", "a\x1b[31", "a"],
  ["OSC with its payload, ended by BEL", "a\x1b]0;tittel\x07b", "ab"],
  ["OSC with its payload, ended by ST", "a\x1b]8;;http://x\x1b\\b\x1b]8;;\x9cc", "abc"],
  ["DCS, SOS, PM and APC", "a\x1bPq\x1b\\b\x1bXq\x1b\\c\x1b^q\x1b\\d\x1b_q\x1b\\e", "abcde"],
  ["8-bit string sequences", "a\x90q\x9cb\x9dq\x07c\x9eq\x1b\\d\x98q\x9c\x9fq\x9ce", "abcde"],
  ["only the introducer of a string that never ends", "a\x1b]0;hei\nb\x9dc", "a0;hei\nbc"],
  ["only the introducer of a string that is broken off", "a\x1b]b\x18c\x07d", "abcd"],
  ["other escape sequences", "a\x1bc\x1b(B\x1b7\x1b=b\x1b", "ab"],
  ["an escape sequence inside another", "a\x1b\x1b[31m[31mb", "a[31mb"],
  ["bidirectional control", "a\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069b", "ab"],
];
for (const [what, given, expected] of removals) {
  Deno.test(`clean text: removes ${what}`, () => assertEquals(cleanText(given), expected));
}

Deno.test("clean text: turns line and paragraph separators into spaces", () => {
  assertEquals(cleanText("a\u2028b\u2029c"), "a b c");
});

Deno.test("clean text: turns lone surrogates into U+FFFD, after the removals", () => {
  assertEquals(cleanText("a\ud83db\udc00"), "a\ufffdb\ufffd");
  assertEquals(cleanText("\ud83d\x07\ude00"), "😀");
});

Deno.test("clean text: lets nothing forbidden through, and is idempotent", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const once = cleanText(text);
      assertFalse(FORBIDDEN.test(once));
      assert(once.isWellFormed());
      assertEquals(cleanText(once), once);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("clean text: leaves printable characters alone", () => {
  // fast-check counts U+2028 and U+2029 as printable; cleanText() turns them into spaces.
  const printable = fc.string({ unit: "grapheme" }).filter((text) => !/[\u2028\u2029]/.test(text));
  fc.assert(fc.property(printable, (text) => {
    assertEquals(cleanText(text), text);
  }));
});

Deno.test("clean line: turns newlines into spaces", () => {
  assertEquals(cleanLine("a\r\nb\n\x07c"), "a b c");
  assertEquals(cleanLine("a\tb"), "a\tb");
});

Deno.test("clean line: returns one line, and is idempotent", () => {
  fc.assert(fc.property(hostile, (text) => {
    const once = cleanLine(text);
    assertFalse(once.includes("\n"));
    assertEquals(cleanLine(once), once);
  }));
});
