import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Graphemes } from "../../../../client/terminal/editor/graphemes.ts";
import { boundariesOf, joinedText } from "../../../support/arbitraries/texts.ts";

Deno.test("graphemes: the quick answers agree with Intl.Segmenter", () => {
  fc.assert(fc.property(fc.array(joinedText, { maxLength: 6 }), (parts) => {
    const text = parts.join("").replaceAll("\r", "");
    const graphemes = new Graphemes(text);
    const boundaries = boundariesOf(text);
    for (const [index, boundary] of boundaries.entries()) {
      assertEquals(graphemes.before(boundary), boundaries[index - 1] ?? 0);
      assertEquals(graphemes.after(boundary), boundaries[index + 1] ?? text.length);
    }
    for (let at = 0; at <= text.length; at++) {
      assertEquals(graphemes.atOrBefore(at), boundaries.findLast((boundary) => boundary <= at));
      assertEquals(graphemes.atOrAfter(at), boundaries.find((boundary) => boundary >= at));
    }
  }));
});
