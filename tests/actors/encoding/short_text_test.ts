import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeText, encodeText } from "../../../actors/encoding/short_text.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes that begin and end characters of each length, and others. */
const edges = fc.constantFrom(0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xef, 0xf0, 0xff);

Deno.test("short text: bytes become the text that the system's decoder makes of them", () => {
  const byte = fc.oneof(edges, fc.nat(0xff), fc.integer({ min: 0x20, max: 0x7e }));
  const bytes = fc.array(byte, { maxLength: 20 }).map((bytes) => Uint8Array.from(bytes));
  const text = anyText().map((text) => encoder.encode(text));
  fc.assert(fc.property(fc.oneof(bytes, text), fc.nat(3), (bytes, from) => {
    const part = bytes.subarray(from);
    assertEquals(decodeText(part), decoder.decode(part));
  }));
});

Deno.test("short text: a text becomes the bytes that the system's encoder makes of it", () => {
  const units = fc.array(fc.nat(0xffff), { maxLength: 8 });
  const text = fc.oneof(anyText(), units.map((units) => String.fromCharCode(...units)));
  fc.assert(fc.property(text, (text) => {
    assertEquals(encodeText(text), encoder.encode(text));
  }));
});

Deno.test("short text: the same of all lengths, and a byte order mark stays", () => {
  for (const unit of ["a", "ø", "漢", "👩", "\ufeff", "\ud800"]) {
    for (const times of [0, 1, 3, 4, 127, 128, 192, 193, 383, 384, 385, 600]) {
      const text = unit.repeat(times);
      assertEquals(encodeText(text), encoder.encode(text));
      assertEquals(decodeText(encoder.encode(text)), text.toWellFormed());
    }
  }
});

Deno.test("short text: bytes stay as they are when more is written", () => {
  const texts = Array.from({ length: 100 }, (_, i) => `nummer ${i} `.repeat(i % 30));
  const bytes = texts.map((text) => encodeText(text));
  assertEquals(bytes.map((bytes) => decoder.decode(bytes)), texts);
});
