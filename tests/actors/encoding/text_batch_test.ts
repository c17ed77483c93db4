import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

Deno.test("column: gives back the texts that were put in, the empty ones too", () => {
  const texts = fc.array(anyText(6).map(cleanText), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(texts, (texts) => assertEquals(fromTextBatch(toTextBatch(texts)), texts)));
});

Deno.test("column: one text is itself", () => {
  for (const text of ["", "hei", "to\nlinjer\t"]) {
    assertEquals([toTextBatch([text]), fromTextBatch(toTextBatch([text]))], [text, [text]]);
  }
});
