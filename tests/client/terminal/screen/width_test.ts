import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanLine } from "../../../../actors/encoding/sanitize.ts";
import { cells, cut, widthOf } from "../../../../client/terminal/screen/width.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";

const line = anyText().map(cleanLine);

Deno.test("width: gives each character the columns that terminals give it", () => {
  const widths: readonly (readonly [text: string, columns: number])[] = [
    ["", 0],
    ["blåbær", 6],
    ["…✓✗·●", 5],
    ["漢字", 4],
    ["ｶﾅ", 2],
    ["한", 2],
    ["👩‍👩‍👧", 2],
    ["👍🏽", 2],
    ["🇳🇴", 2],
    ["❤", 1],
    ["❤️", 2],
    ["1️⃣", 2],
    ["a\u030a", 1],
    ["क्ष", 2],
    ["जाता", 4],
    ["น้ำ", 2],
    ["\u1112\u1161\u11ab", 2],
    ["\u1161", 1],
    ["\u200b", 0],
    ["\t", 4],
  ];
  assertEquals(widths.map(([text]) => [text, widthOf(text)]), widths.map(([...row]) => row));
});

Deno.test("width: cells are whole graphemes of the text, a tab four spaces", () => {
  assertEquals(cells("a\t👩‍👩‍👧").map(({ text }) => text), ["a", " ", " ", " ", " ", "👩‍👩‍👧"]);
  fc.assert(fc.property(line, (text) => {
    const taken = cells(text);
    assertEquals(taken.map(({ text }) => text).join(""), text.replaceAll("\t", "    "));
    assertEquals(taken.reduce((sum, { width }) => sum + width, 0), widthOf(text));
    assert(taken.every(({ text, width }) => width >= 0 && width <= 2 * [...text].length));
  }));
});

Deno.test("width: cut text fits, ends with … and starts like the whole", () => {
  assertEquals(cut("hallo", 5), "hallo");
  assertEquals(cut("hallo", 4), "hal…");
  assertEquals(cut("漢字漢字", 6), "漢字…");
  assertEquals(cut("👩‍👩‍👧👩‍👩‍👧", 3), "👩‍👩‍👧…");
  assertEquals(cut("hallo", 1), "…");
  assertEquals(cut("hallo", 0), "");
  fc.assert(fc.property(line, fc.integer({ min: -1, max: 30 }), (text, columns) => {
    const short = cut(text, columns);
    assert(widthOf(short) <= Math.max(columns, 0));
    if (short !== text) assert(text.replaceAll("\t", "    ").startsWith(short.slice(0, -1)));
    assertEquals(cut(short, columns), short);
  }));
});
