import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MARK, numberAt, SHORTEST, TextBlock } from "./text_block.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** The texts that a server reads from the bytes. */
function textsOf(bytes: Uint8Array): readonly string[] {
  return decoder.decode(bytes).trimEnd().split("\n").map((line) =>
    line.startsWith("{") ? JSON.parse(line).text : line.slice("ola: ".length)
  );
}

Deno.test("text block: numbers its texts anew in each call", () => {
  const block = new TextBlock("plain", SHORTEST, 3);
  assertEquals(textsOf(block.numbered(9)), ["#00000009.", "#00000010.", "#00000011."]);
  assertEquals(textsOf(block.numbered(99_999_997)), ["#99999997.", "#99999998.", "#99999999."]);
});

Deno.test("text block: gives each frame an id of its own", () => {
  const lines = decoder.decode(new TextBlock("framed", 40, 2).numbered(7)).trimEnd().split("\n");
  assertEquals(lines.map((line) => JSON.parse(line)), [
    { type: "say", id: "00000007", text: "#00000007 blåbærsyltetøy på øya bl." },
    { type: "say", id: "00000008", text: "#00000008 blåbærsyltetøy på øya bl." },
  ]);
});

Deno.test("text block: makes texts of the given length with one mark each", () => {
  const sizes = fc.integer({ min: SHORTEST, max: 300 });
  fc.assert(fc.property(sizes, fc.constantFrom("plain", "framed"), (size, dialect) => {
    const [text = ""] = textsOf(new TextBlock(dialect, size, 1).numbered(5));
    const bytes = new TextEncoder().encode(text);
    assertEquals(bytes.length, size);
    assertEquals(text, text.trim());
    assertEquals(bytes.filter((byte) => byte === MARK).length, 1);
    assertEquals(numberAt(bytes, bytes.indexOf(MARK) + 1), 5);
  }));
});

Deno.test("text block: fills a large write by default", () => {
  for (const size of [10, 100, 8_192]) {
    const block = new TextBlock("framed", size);
    const { length } = block.numbered(0);
    assert(length <= 65_536 && length + length / block.count > 65_536);
  }
});
