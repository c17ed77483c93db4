import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

Deno.test("text batch: returns its texts, also empty ones", () => {
  const texts = fc.array(anyText(6).map(cleanText), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(texts, (texts) => assertEquals(fromTextBatch(toTextBatch(texts)), texts)));
});

Deno.test("text batch: of one text is that text", () => {
  for (const text of ["", "hei", "to\nlinjer\t"]) {
    assertEquals([toTextBatch([text]), fromTextBatch(toTextBatch([text]))], [text, [text]]);
  }
});
