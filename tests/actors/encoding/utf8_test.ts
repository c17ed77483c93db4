import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeUtf8, encodeUtf8, fitsUtf8, utf8Length } from "../../../actors/encoding/utf8.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes that begin and end characters of each length, and others. */
const edges = fc.constantFrom(0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xef, 0xf0, 0xff);

Deno.test("UTF-8: decodes any bytes as TextDecoder does", () => {
  const byte = fc.oneof(edges, fc.nat(0xff), fc.integer({ min: 0x20, max: 0x7e }));
  const bytes = fc.array(byte, { maxLength: 20 }).map((bytes) => Uint8Array.from(bytes));
  const text = anyText().map((text) => encoder.encode(text));
  fc.assert(fc.property(fc.oneof(bytes, text), fc.nat(3), (bytes, from) => {
    const part = bytes.subarray(from);
    assertEquals(decodeUtf8(part), decoder.decode(part));
  }));
});

Deno.test("UTF-8: encodes any text as TextEncoder does", () => {
  const units = fc.array(fc.nat(0xffff), { maxLength: 8 });
  const text = fc.oneof(anyText(), units.map((units) => String.fromCharCode(...units)));
  fc.assert(fc.property(text, (text) => {
    assertEquals(encodeUtf8(text), encoder.encode(text));
  }));
});

Deno.test("UTF-8: codes texts of every length alike, and keeps a byte order mark", () => {
  for (const unit of ["a", "ø", "漢", "👩", "\ufeff", "\ud800"]) {
    for (const times of [0, 1, 3, 4, 127, 128, 192, 193, 383, 384, 385, 600]) {
      const text = unit.repeat(times);
      assertEquals(encodeUtf8(text), encoder.encode(text));
      assertEquals(decodeUtf8(encoder.encode(text)), text.toWellFormed());
    }
  }
});

Deno.test("UTF-8: later calls leave earlier results unchanged", () => {
  const texts = Array.from({ length: 100 }, (_, i) => `nummer ${i} `.repeat(i % 30));
  const bytes = texts.map((text) => encodeUtf8(text));
  assertEquals(bytes.map((bytes) => decoder.decode(bytes)), texts);
});

Deno.test("UTF-8 length: counts one to four bytes a character", () => {
  assertEquals(["", "a", "å", "漢", "😀", "👩‍👩‍👧"].map(utf8Length), [0, 1, 2, 3, 4, 18]);
});

Deno.test("UTF-8 length: counts a lone surrogate as U+FFFD", () => {
  assertEquals(["\ud83d", "\ude00", "\ud83da", "\ude00\ud83d"].map(utf8Length), [3, 3, 4, 6]);
});

Deno.test("UTF-8 length: equals the encoded length of short and long texts", () => {
  const text = fc.tuple(anyText(), fc.constantFrom(1, 2, 5, 100))
    .map(([part, times]) => part.repeat(times));
  fc.assert(fc.property(text, (text) => {
    assertEquals(utf8Length(text), encoder.encode(text).length);
  }));
});

Deno.test("UTF-8 length: equals the encoded length of texts beyond the scratch buffer", () => {
  for (const character of ["a", "å", "漢", "😀", "\ud83d", "\ude00"]) {
    for (const before of ["", "a", "aa", "aaa"]) {
      const text = before + character.repeat(10_000);
      assertEquals(utf8Length(text), encoder.encode(text).length);
    }
  }
});

Deno.test("UTF-8 bound: accepts exactly the texts within it", () => {
  fc.assert(fc.property(anyText(), fc.nat(40), (text, maxBytes) => {
    assertEquals(fitsUtf8(text, maxBytes), utf8Length(text) <= maxBytes);
  }));
});
