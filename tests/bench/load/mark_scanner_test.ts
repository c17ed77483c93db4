import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { MarkScanner } from "./mark_scanner.ts";
import { TextBlock } from "./text_block.ts";

Deno.test("mark scanner: finds each number, however the bytes are split", () => {
  const bytes = new TextBlock("plain", 20, 12).numbered(95);
  const numbers = Array.from({ length: 12 }, (_, i) => 95 + i);
  const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }));
  fc.assert(fc.property(cuts, (cuts) => {
    const found: number[] = [];
    const scanner = new MarkScanner((number) => found.push(number));
    const places = [...cuts, bytes.length].toSorted((a, b) => a - b);
    // A copy that is overwritten afterwards, like a socket's buffer.
    places.forEach((to, i) => {
      const piece = bytes.slice(places[i - 1] ?? 0, to);
      scanner.take(piece);
      piece.fill(0);
    });
    assertEquals(found, numbers);
  }));
});

Deno.test("mark scanner: ignores lines without a mark", () => {
  const found: number[] = [];
  const scanner = new MarkScanner((number) => found.push(number));
  scanner.take(new TextEncoder().encode("System: Bruker 127.0.0.1:59538 har koblet seg til.\n"));
  assertEquals(found, []);
});
