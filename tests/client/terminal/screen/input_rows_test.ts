import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { plainText } from "../../../../client/terminal/screen/ink.ts";
import { type InputRows, inputRows } from "../../../../client/terminal/screen/input_rows.ts";
import { cells, widthOf } from "../../../../client/terminal/screen/width.ts";

/** The rows, with a mark for the cursor. */
function seen({ rows, row, before }: InputRows): readonly string[] {
  return rows.map(plainText).map((text, i) => {
    if (i !== row) return text;
    const { length } = plainText(before);
    return `${text.slice(0, length)}|${text.slice(length)}`;
  });
}

Deno.test("input rows: a row has prompt, text and cursor", () => {
  assertEquals(seen(inputRows("hei", 3, 20, 5)), ["> hei|"]);
  assertEquals(seen(inputRows("hei", 0, 20, 5)), ["> |hei"]);
  assertEquals(seen(inputRows("漢字", 1, 20, 5)), ["> 漢|字"]);
});

Deno.test("input rows: an empty line shows the placeholder", () => {
  assertEquals(seen(inputRows("", 0, 20, 5, "Skriv noe")), ["> |Skriv noe"]);
  assertEquals(seen(inputRows("", 0, 10, 5, "Skriv noe")), ["> |Skriv …"]);
  assertEquals(seen(inputRows("a", 1, 20, 5, "Skriv noe")), ["> a|"]);
});

Deno.test("input rows: wraps long lines, each by itself", () => {
  assertEquals(seen(inputRows("en to tre", 4, 9, 5)), ["> en t|o ", "  tre"]);
  assertEquals(seen(inputRows("en\nto\n", 6, 20, 5)), ["> en", "  to", "  |"]);
  assertEquals(seen(inputRows("漢字漢", 3, 8, 5)), ["> 漢字", "  漢|"]);
});

Deno.test("input rows: a full row leaves its last column to the cursor", () => {
  assertEquals(seen(inputRows("abcd", 4, 7, 5)), ["> abcd|"]);
  assertEquals(seen(inputRows("abcde", 5, 7, 5)), ["> abcd", "  e|"]);
});

Deno.test("input rows: show the part of a long text around the cursor", () => {
  const text = "1\n2\n3\n4\n5\n6";
  assertEquals(seen(inputRows(text, 0, 20, 3)), ["> |1", "  2", "↓ 3"]);
  assertEquals(seen(inputRows(text, 6, 20, 3)), ["↑ 3", "  |4", "↓ 5"]);
  assertEquals(seen(inputRows(text, text.length, 20, 3)), ["↑ 4", "  5", "  6|"]);
  assertEquals(seen(inputRows(text, 4, 20, 1)), ["↑ |3"]);
});

const unit = fc.constantFrom("a", "bæ", " ", "\n", "\t", "漢", "👩‍👩‍👧", "e\u0301", "🇳🇴");
const typed = fc.array(unit, { maxLength: 40 })
  .chain((units) =>
    fc.nat(units.length).map((at) => ({
      text: units.join(""),
      cursor: units.slice(0, at).join("").length,
    }))
  );
const columns = fc.integer({ min: 8, max: 30 });

/** The text as it appears when the rows are joined again. */
function dense(text: string): string {
  return text.replaceAll("\t", "    ").replaceAll("\n", "");
}

Deno.test("input rows: together they are the text, with the cursor in its place", () => {
  fc.assert(fc.property(typed, columns, ({ text, cursor }, columns) => {
    const { rows, row, before } = inputRows(text, cursor, columns, Infinity);
    const bodies = rows.map((row) => plainText(row).slice(2));
    assertEquals(bodies.join(""), dense(text));
    assert(rows.length >= text.split("\n").length);
    const untilCursor = [...bodies.slice(0, row), plainText(before).slice(2)].join("");
    assertEquals(untilCursor, dense(text.slice(0, cursor)));
    assert(rows.every((row) => widthOf(plainText(row)) < columns));
    assertEquals(bodies.flatMap(cells), text.split("\n").flatMap(cells));
  }));
});

Deno.test("input rows: never exceed the limit, and always include the cursor", () => {
  fc.assert(
    fc.property(
      typed,
      columns,
      fc.integer({ min: 1, max: 6 }),
      ({ text, cursor }, columns, most) => {
        const all = inputRows(text, cursor, columns, Infinity);
        const { rows, row, before } = inputRows(text, cursor, columns, most);
        assertEquals(rows.length, Math.min(most, all.rows.length));
        assert(plainText(rows[row] ?? []).startsWith(plainText(before)));
        assertEquals(plainText(before).slice(2), plainText(all.before).slice(2));
        const bodies = (rows: InputRows["rows"]) => rows.map((row) => plainText(row).slice(2));
        const first = all.row - row;
        assertEquals(bodies(rows), bodies(all.rows.slice(first, first + most)));
        assertEquals(plainText(rows[0] ?? []).startsWith(first === 0 ? "> " : "↑ "), true);
        const isEnded = first + rows.length === all.rows.length;
        if (most > 1) assertEquals(plainText(rows.at(-1) ?? []).startsWith("↓ "), !isEnded);
      },
    ),
  );
});
