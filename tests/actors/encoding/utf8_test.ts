import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fitsUtf8, utf8Length } from "../../../actors/encoding/utf8.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

Deno.test("UTF-8 length: counts one to four bytes a character", () => {
  assertEquals(["", "a", "å", "漢", "😀", "👩‍👩‍👧"].map(utf8Length), [0, 1, 2, 3, 4, 18]);
});

Deno.test("UTF-8 length: counts a lone surrogate as U+FFFD", () => {
  assertEquals(["\ud83d", "\ude00", "\ud83da", "\ude00\ud83d"].map(utf8Length), [3, 3, 4, 6]);
});

Deno.test("UTF-8 length: is that of the encoded text, short or long", () => {
  const text = fc.tuple(anyText(), fc.constantFrom(1, 2, 5, 100))
    .map(([part, times]) => part.repeat(times));
  fc.assert(fc.property(text, (text) => {
    assertEquals(utf8Length(text), new TextEncoder().encode(text).length);
  }));
});

Deno.test("UTF-8 length: is that of the encoded text, however much longer it is than what is encoded at once", () => {
  for (const character of ["a", "å", "漢", "😀", "\ud83d", "\ude00"]) {
    for (const before of ["", "a", "aa", "aaa"]) {
      const text = before + character.repeat(10_000);
      assertEquals(utf8Length(text), new TextEncoder().encode(text).length);
    }
  }
});

Deno.test("UTF-8 bound: holds for exactly the texts that are no longer", () => {
  fc.assert(fc.property(anyText(), fc.nat(40), (text, maxBytes) => {
    assertEquals(fitsUtf8(text, maxBytes), utf8Length(text) <= maxBytes);
  }));
});
