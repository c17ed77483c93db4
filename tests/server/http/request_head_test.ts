import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { headEnd } from "../../../server/http/request_head.ts";
import { bytesOf } from "../../support/arbitraries/bytes.ts";

Deno.test("request head: ends at the first blank line, with either line ending", () => {
  const ends = {
    "GET / HTTP/1.1\r\n\r\n": 18,
    "GET / HTTP/1.1\n\n": 16,
    "GET / HTTP/1.1\r\n\nrest": 17,
    "a\n\r\nb\n\n": 4,
    "a\r\nb: c\r\n\r\nrest\r\n\r\n": 11,
    "a\r\nb: c\r\n": -1,
    "a\r\n\r": -1,
    "": -1,
  };
  for (const [text, end] of Object.entries(ends)) assertEquals(headEnd(bytesOf(text)), end, text);
});

Deno.test("request head: ends in the same place however its bytes arrive", () => {
  const texts = fc.string({ unit: fc.constantFrom("\r", "\n", "a", "\n\r\n"), maxLength: 12 });
  fc.assert(fc.property(texts, (text) => {
    const bytes = bytesOf(text);
    let found = -1;
    for (let length = 1; length <= bytes.length && found === -1; length++) {
      found = headEnd(bytes.subarray(0, length), length - 1);
    }
    assertEquals(found, headEnd(bytes));
  }));
});
