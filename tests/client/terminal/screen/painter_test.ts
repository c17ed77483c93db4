import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { plainText, type ScreenRow, span } from "../../../../client/terminal/screen/ink.ts";
import {
  type Foot,
  nothingPainted,
  paint,
  type Painted,
  type Reflow,
  type RowBlock,
  type Size,
  takeDown,
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

/** A terminal that is painted on, and what the painter believes of it. */
class Easel {
  readonly #terminal: EmulatedTerminal;
  readonly #style: TerminalStyle;
  #painted: Painted = nothingPainted;
  /** What was written and not looked at yet: the terminal takes a while for each piece, however short. */
  #unseen = "";
  /** What the terminal says it is, where that is not what it is. */
  #told: Size | undefined;

  constructor(columns: number, rows: number, reflow: Reflow = "all", cuts = true) {
    this.#style = { ...style, reflow, cuts };
    this.#terminal = new EmulatedTerminal(columns, rows, { reflowsCursor: reflow === "all" });
  }

  get size(): Size {
    return this.#told ?? this.#terminal.size;
  }

  /** The window is another already, and does not tell yet. */
  async resizeUntold(columns: number, rows: number): Promise<void> {
    this.#told = this.size;
    (await this.look()).resize(columns, rows);
  }

  tell(): void {
    this.#told = undefined;
  }

  /** The terminal, with all on it that was painted. */
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
    this.write(takeDown(this.#painted, this.size, this.#style).output);
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

Deno.test("painter: what is said stands above what is typed", async () => {
  const easel = new Easel(20, 5);
  easel.paint(footOf("status", "he"));
  easel.paint(footOf("status", "hei"), [block(1, "hallo"), block(2, "du", "der")]);
  const terminal = await easel.look();
  assertEquals(terminal.visible, ["1 … hallo", "2 … du", "der", "status", "> hei"]);
  assertEquals(terminal.cursor, { row: 4, column: 5 });
});

Deno.test("painter: what has not changed is not written again", () => {
  const easel = new Easel(20, 5);
  easel.paint(footOf("status", "hei"));
  assertEquals(easel.paint(footOf("status", "hei")), "");
});

Deno.test("painter: a mark becomes another where it stands", async () => {
  const easel = new Easel(20, 6);
  const foot = footOf("status", "hei");
  easel.paint(foot, [block(1, "hallo"), block(2, "du", "der")]);
  easel.paint(foot, [], new Map([[1, THERE], [2, THERE]]));
  const terminal = await easel.look();
  assertEquals(terminal.visible, ["1 ✓✓hallo", "2 ✓✓du", "der", "status", "> hei", ""]);
  assertEquals(terminal.cursor, { row: 4, column: 5 });
});

Deno.test("painter: a mark that was scrolled out stays as it was", async () => {
  const easel = new Easel(20, 4);
  const foot = footOf("status", "hei");
  easel.paint(foot, [block(1, "a"), block(2, "b"), block(3, "c")]);
  easel.paint(foot, [], new Map([1, 2, 3].map((key) => [key, THERE])));
  const terminal = await easel.look();
  assertEquals(terminal.lines, ["1 … a", "2 ✓✓b", "3 ✓✓c", "status", "> hei"]);
});

Deno.test(
  "painter: a window that tells late that it is narrower loses no row of the log",
  async () => {
    const easel = new Easel(30, 12, "all", false);
    const foot = footOf("a status line of this length", "hei");
    easel.paint(foot, [block(1, "first")]);
    await easel.resizeUntold(20, 12);
    easel.paint(foot, [block(2, "second, longer than it can be"), block(3, "third")]);
    easel.tell();
    easel.paint(footOf("short", "hei"), [block(4, "fourth")]);
    const { lines } = await easel.look();
    // A row of the foot may be left behind, and the terminal takes what follows for the rest of it.
    const keys = [...lines.join("\n").matchAll(/\d(?= …)/g)].flat();
    assertEquals(keys, ["1", "2", "3", "4"]);
  },
);

Deno.test("painter: taken down, the foot leaves no trace", async () => {
  const easel = new Easel(20, 5);
  easel.paint(footOf("status", "hei"), [block(1, "hallo")]);
  easel.takeDown();
  easel.write("$ ");
  const terminal = await easel.look();
  assertEquals(terminal.visible, ["1 … hallo", "$", "", "", ""]);
});

Deno.test("painter: wiped, there is only the foot, at the top", async () => {
  const easel = new Easel(20, 4);
  const foot = footOf("status", "hei");
  easel.paint(foot, [1, 2, 3, 4, 5].map((key) => block(key, "hallo")));
  easel.wipe();
  easel.paint(foot);
  const terminal = await easel.look();
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
  "painter: whatever happens, each row is there once and in order, and the foot under it",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 20 }),
        reflow,
        async (happenings, reflow) => {
          const easel = new Easel(30, 10, reflow);
          const said: string[] = [];
          // As long as a row may be, and what is typed leaves a place for the cursor.
          const fit = (text: string) => cut(text, easel.size.columns - 6);
          let foot = footOf("status", "");
          let key = 0;
          easel.paint(foot);
          for (const happening of happenings) {
            switch (happening.type) {
              case "say": {
                const added = block(key++, ...happening.texts.map(fit));
                said.push(...added.rows.map(plainText));
                easel.paint(foot, [added]);
                break;
              }
              case "type":
                foot = footOf(fit(happening.status), fit(happening.typed));
                easel.paint(foot);
                break;
              case "mark":
                easel.paint(foot, [], new Map([[happening.key, THERE]]));
                break;
              case "resize":
                (await easel.look()).resize(happening.columns, happening.rows);
                foot = footOf(fit("status"), fit(plainText(foot.before).slice(2)));
                easel.paint(foot);
                break;
            }
          }
          const terminal = await easel.look();
          // Where a wide character did not fit any more, the terminal left a column empty: spaces say nothing here.
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
