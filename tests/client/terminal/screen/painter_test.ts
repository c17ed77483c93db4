import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { plainText, type ScreenRow, span } from "../../../../client/terminal/screen/ink.ts";
import {
  type Foot,
  nothingPainted,
  paint,
  type Painted,
  type Reflow,
  removeFoot,
  type RowBlock,
  type Size,
  type TerminalStyle,
  wipe,
} from "../../../../client/terminal/screen/painter.ts";
import { cut } from "../../../../client/terminal/screen/width.ts";
import { EmulatedTerminal } from "../../../support/fakes/emulated_terminal.ts";

const style: TerminalStyle = { coloured: true, reflow: "all", cuts: true, markColumn: 2 };

const WAITS = span("… ");
const THERE = span("✓✓");

function row(text: string): ScreenRow {
  return [span(text)];
}

function footOf(status: string, typed: string): Foot {
  return { rows: [row(status), row(`> ${typed}`)], row: 1, before: row(`> ${typed}`) };
}

/** A terminal to paint on, and what the painter believes is there. */
class PaintedTerminal {
  readonly #terminal: EmulatedTerminal;
  readonly #style: TerminalStyle;
  #painted: Painted = nothingPainted;
  /** Output that the emulated terminal has not processed yet. It takes a while for each piece. */
  #unseen = "";
  /** The size that the terminal reports, if it differs from its real one. */
  #reported: Size | undefined;

  constructor(columns: number, rows: number, reflow: Reflow = "all", cuts = true) {
    this.#style = { ...style, reflow, cuts };
    this.#terminal = new EmulatedTerminal(columns, rows, { reflowsCursor: reflow === "all" });
  }

  get size(): Size {
    return this.#reported ?? this.#terminal.size;
  }

  /** Changes the size without reporting it yet. */
  async resizeSilently(columns: number, rows: number): Promise<void> {
    this.#reported = this.size;
    (await this.look()).resize(columns, rows);
  }

  reportSize(): void {
    this.#reported = undefined;
  }

  /** The terminal with everything that was painted. */
  async look(): Promise<EmulatedTerminal> {
    const text = this.#unseen;
    this.#unseen = "";
    if (text !== "") await this.#terminal.write(text);
    return this.#terminal;
  }

  write(text: string): void {
    this.#unseen += text;
  }

  paint(foot: Foot, added: readonly RowBlock[] = [], marks = new Map()): string {
    const { size } = this;
    const picture = { size, added, marks, foot };
    const { painted, output } = paint(this.#painted, picture, this.#style);
    this.#painted = painted;
    this.write(output);
    return output;
  }

  takeDown(): void {
    this.write(removeFoot(this.#painted, this.size, this.#style).output);
  }

  wipe(): void {
    const { painted, output } = wipe(this.#painted, this.size, this.#style, true);
    this.#painted = painted;
    this.write(output);
  }
}

function block(key: number, ...texts: readonly string[]): RowBlock {
  return {
    key,
    mark: WAITS,
    rows: texts.map((text, i) => row(i === 0 ? `${key} … ${text}` : text)),
  };
}

Deno.test("painter: writes the log above the foot", async () => {
  const canvas = new PaintedTerminal(20, 5);
  canvas.paint(footOf("status", "he"));
  canvas.paint(footOf("status", "hei"), [block(1, "hallo"), block(2, "du", "der")]);
  const terminal = await canvas.look();
  assertEquals(terminal.visible, ["1 … hallo", "2 … du", "der", "status", "> hei"]);
  assertEquals(terminal.cursor, { row: 4, column: 5 });
});

Deno.test("painter: does not rewrite what has not changed", () => {
  const canvas = new PaintedTerminal(20, 5);
  canvas.paint(footOf("status", "hei"));
  assertEquals(canvas.paint(footOf("status", "hei")), "");
});

Deno.test("painter: replaces a mark in place", async () => {
  const canvas = new PaintedTerminal(20, 6);
  const foot = footOf("status", "hei");
  canvas.paint(foot, [block(1, "hallo"), block(2, "du", "der")]);
  canvas.paint(foot, [], new Map([[1, THERE], [2, THERE]]));
  const terminal = await canvas.look();
  assertEquals(terminal.visible, ["1 ✓✓hallo", "2 ✓✓du", "der", "status", "> hei", ""]);
  assertEquals(terminal.cursor, { row: 4, column: 5 });
});

Deno.test("painter: leaves a mark that may have scrolled out", async () => {
  const canvas = new PaintedTerminal(20, 4);
  const foot = footOf("status", "hei");
  canvas.paint(foot, [block(1, "a"), block(2, "b"), block(3, "c")]);
  canvas.paint(foot, [], new Map([1, 2, 3].map((key) => [key, THERE])));
  const terminal = await canvas.look();
  assertEquals(terminal.lines, ["1 … a", "2 ✓✓b", "3 ✓✓c", "status", "> hei"]);
});

Deno.test(
  "painter: a window that reports its new size late loses no row of the log",
  async () => {
    const canvas = new PaintedTerminal(30, 12, "all", false);
    const foot = footOf("a status line of this length", "hei");
    canvas.paint(foot, [block(1, "first")]);
    await canvas.resizeSilently(20, 12);
    canvas.paint(foot, [block(2, "second, longer than it can be"), block(3, "third")]);
    canvas.reportSize();
    canvas.paint(footOf("short", "hei"), [block(4, "fourth")]);
    const { lines } = await canvas.look();
    // A row of the foot may be left behind, and the terminal takes the next row for the rest of it.
    const keys = [...lines.join("\n").matchAll(/\d(?= …)/g)].flat();
    assertEquals(keys, ["1", "2", "3", "4"]);
  },
);

Deno.test("painter: taking down leaves no trace of the foot", async () => {
  const canvas = new PaintedTerminal(20, 5);
  canvas.paint(footOf("status", "hei"), [block(1, "hallo")]);
  canvas.takeDown();
  canvas.write("$ ");
  const terminal = await canvas.look();
  assertEquals(terminal.visible, ["1 … hallo", "$", "", "", ""]);
});

Deno.test("painter: wiping leaves only the foot, at the top", async () => {
  const canvas = new PaintedTerminal(20, 4);
  const foot = footOf("status", "hei");
  canvas.paint(foot, [1, 2, 3, 4, 5].map((key) => block(key, "hallo")));
  canvas.wipe();
  canvas.paint(foot);
  const terminal = await canvas.look();
  assertEquals(terminal.lines, ["status", "> hei", "", ""]);
});

const text = fc.string({ unit: fc.constantFrom("a", "å", "ø", " ", "漢", "b"), maxLength: 40 })
  .map((text) => text.trim());

/** What can happen to a screen. */
const happening = fc.oneof(
  fc.record({
    type: fc.constant("say" as const),
    texts: fc.array(text, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant("type" as const), status: text, typed: text }),
  fc.record({ type: fc.constant("mark" as const), key: fc.nat(12) }),
  fc.record({
    type: fc.constant("resize" as const),
    columns: fc.integer({ min: 12, max: 40 }),
    rows: fc.integer({ min: 6, max: 14 }),
  }),
);

const reflow = fc.constantFrom<Reflow>("all", "all_but_the_cursors");

Deno.test(
  "painter: any events leave each row once and in order, with the foot below",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 20 }),
        reflow,
        async (happenings, reflow) => {
          const canvas = new PaintedTerminal(30, 10, reflow);
          const said: string[] = [];
          // The longest row, with a place left for the cursor.
          const fit = (text: string) => cut(text, canvas.size.columns - 6);
          let foot = footOf("status", "");
          let key = 0;
          canvas.paint(foot);
          for (const happening of happenings) {
            switch (happening.type) {
              case "say": {
                const added = block(key++, ...happening.texts.map(fit));
                said.push(...added.rows.map(plainText));
                canvas.paint(foot, [added]);
                break;
              }
              case "type":
                foot = footOf(fit(happening.status), fit(happening.typed));
                canvas.paint(foot);
                break;
              case "mark":
                canvas.paint(foot, [], new Map([[happening.key, THERE]]));
                break;
              case "resize":
                (await canvas.look()).resize(happening.columns, happening.rows);
                foot = footOf(fit("status"), fit(plainText(foot.before).slice(2)));
                canvas.paint(foot);
                break;
            }
          }
          const terminal = await canvas.look();
          // The terminal leaves an empty column if a wide character does not fit, so spaces do not
          // count.
          const dense = (line: string) => line.replaceAll(" ", "");
          const there = terminal.lines.map((line) => dense(line.replace("✓✓", "…")));
          while (there.at(-1) === "") there.pop();
          assertEquals(there, [...said, ...foot.rows.map(plainText)].map(dense));
          terminal.close();
        },
      ),
      { numRuns: 25 },
    );
  },
);
