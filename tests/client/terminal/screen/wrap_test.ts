import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  plainText,
  rowWidth,
  type ScreenRow,
  span,
} from "../../../../client/terminal/screen/ink.ts";
import { cells } from "../../../../client/terminal/screen/width.ts";
import { wrap } from "../../../../client/terminal/screen/wrap.ts";

const nothing = { first: [], others: 0 };

function wrapped(text: string, columns: number, indent = nothing): readonly string[] {
  return wrap([span(text)], columns, indent).map(plainText);
}

Deno.test("wrap: breaks between words and drops the spaces there", () => {
  assertEquals(wrapped("en to tre fire", 7), ["en to", "tre", "fire"]);
  assertEquals(wrapped("en to   ", 5), ["en to"]);
  assertEquals(wrapped("en     to", 4), ["en", "to"]);
  assertEquals(wrapped("", 5), [""]);
});

Deno.test("wrap: a newline ends a row, and an empty line is a row", () => {
  assertEquals(wrapped("en\n\nto\n", 9), ["en", "", "to", ""]);
  assertEquals(wrapped("  en\n    to", 9), ["  en", "    to"]);
});

Deno.test("wrap: breaks a word that is longer than a row", () => {
  assertEquals(wrapped("se https://example.org/langt", 10), [
    "se",
    "https://ex",
    "ample.org/",
    "langt",
  ]);
});

Deno.test("wrap: breaks a script without spaces between its characters", () => {
  assertEquals(wrapped("漢字漢字漢", 5), ["漢字", "漢字", "漢"]);
  assertEquals(wrapped("👩‍👩‍👧👩‍👩‍👧", 3), ["👩‍👩‍👧", "👩‍👩‍👧"]);
  // Not every wide character allows a break: Hindi has spaces between its words.
  assertEquals(wrapped("जा जाता", 6), ["जा", "जाता"]);
});

Deno.test("wrap: indents all rows but the first", () => {
  const indent = { first: [span("ola: ", "strong")], others: 2 };
  assertEquals(wrap([span("hei på deg")], 9, indent), [
    [span("ola: ", "strong"), span("hei")],
    [span("  "), span("på deg")],
  ]);
  // A word that fits into the next row is not broken because of the indent.
  assertEquals(wrap([span("morgen")], 9, indent).map(plainText), ["ola: ", "  morgen"]);
  assertEquals(wrap([span("morgenfuglene")], 9, indent).map(plainText), [
    "ola: morg",
    "enfuglene",
  ]);
});

Deno.test("wrap: a row inside a word starts at the edge, the next word at the indent", () => {
  const indent = { first: [span("ola: ")], others: 5 };
  assertEquals(wrap([span("se https://example.org/langt ikke sant")], 12, indent).map(plainText), [
    "ola: se",
    "     https:/",
    "/example.org",
    "/langt ikke",
    "     sant",
  ]);
});

Deno.test("wrap: keeps the style of each part", () => {
  assertEquals(wrap([span("en to", "dim"), span(" tre", "alert")], 5, nothing), [
    [span("en to", "dim")],
    [span("tre", "alert")],
  ]);
});

const unit = fc.constantFrom("a", "bæ", " ", " ", "\n", "漢", "👩‍👩‍👧", "e\u0301", "🇳🇴", "\u200b", "…");
const text = fc.array(unit, { maxLength: 40 }).map((parts) => parts.join(""));
const columns = fc.integer({ min: 1, max: 24 });

/** The rows without the first one's indent, and the indent of the others. */
function bodies([first = [], ...more]: readonly ScreenRow[], others: number): readonly ScreenRow[] {
  const indent = " ".repeat(others);
  return [first.slice(1), ...more.map((row) => row.slice(row[0]?.text === indent ? 1 : 0))];
}

Deno.test("wrap: loses only spaces at breaks, and keeps graphemes whole", () => {
  fc.assert(fc.property(text, text, columns, fc.nat(8), (calm, loud, columns, others) => {
    const rows = wrap([span(calm), span(loud, "alert")], columns, {
      first: [span("> ")],
      others,
    });
    const found = bodies(rows, others);
    const whole = calm + loud;
    let at = 0;
    for (const row of found.map(plainText)) {
      while (!whole.startsWith(row, at) && /[ \n]/.test(whole[at] ?? "")) at++;
      assert(whole.startsWith(row, at));
      at += row.length;
    }
    assertEquals(whole.slice(at).trim(), "");
    const characters = (text: string) =>
      cells(text).map(({ text }) => text).filter((text) => text !== " ");
    const spans = found.flat();
    for (const [tint, text] of [["plain", calm], ["alert", loud]] as const) {
      assertEquals(
        spans.filter((span) => span.style === tint).flatMap(({ text }) => characters(text)),
        text.split("\n").flatMap(characters),
      );
    }
  }));
});

Deno.test("wrap: no row is wider than the columns, except for a single character", () => {
  fc.assert(fc.property(text, text, columns, fc.nat(8), (before, text, columns, indent) => {
    const first = span(before.replaceAll("\n", ""));
    const others = Math.min(indent, columns - 1);
    const rows = wrap([span(text)], columns, { first: [first], others });
    const found = bodies(rows, others);
    rows.forEach((row, i) => {
      if (rowWidth(row) <= columns) return;
      const wide = cells(plainText(found[i] ?? [])).filter(({ width }) => width > 0);
      // `wrap` does not cut the indent.
      assertEquals(wide.length, i === 0 && rowWidth([first]) > columns ? 0 : 1);
    });
  }));
});
