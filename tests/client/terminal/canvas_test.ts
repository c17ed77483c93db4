import { assert, assertEquals } from "@std/assert";
import { type ScreenRow, span } from "../../../client/terminal/screen/ink.ts";
import type { Picture, RowBlock } from "../../../client/terminal/screen/painter.ts";
import { Canvas } from "../../../client/terminal/canvas.ts";
import { TextWriter } from "../../../client/terminal/text_writer.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { Screen } from "../../support/fakes/simulated_terminal.ts";
import { SimulatedWindow } from "../../support/fakes/simulated_window.ts";

/** A canvas on an emulated terminal, with something to show. */
class TestCanvas {
  readonly clock = new FakeClock();
  readonly window = new SimulatedWindow({ columns: 20, rows: 5 });
  readonly stdout = new Screen((text) => this.window.write(text));
  readonly queue = new TextWriter(this.stdout.writable, () => {});
  readonly canvas: Canvas;
  typed = "";
  /** How often it asked for a picture, and reported it as visible. */
  readonly count = { drawn: 0, painted: 0 };
  #added: RowBlock[] = [];

  constructor() {
    this.canvas = new Canvas(
      this.window,
      this.clock,
      this.queue,
      () => this.#draw(),
      () => this.count.painted++,
    );
  }

  say(text: string): void {
    this.#added.push({ key: undefined, mark: undefined, rows: [[span(text)]] });
  }

  #draw(): Picture {
    this.count.drawn++;
    const input: ScreenRow = [span(`> ${this.typed}`)];
    const added = this.#added;
    this.#added = [];
    const foot = { rows: [[span("status")], input], row: 1, before: input };
    return { size: this.window.size(), added, marks: new Map(), foot };
  }
}

Deno.test("canvas: takes the terminal over and gives it back as it was", async () => {
  const { window, stdout, canvas, ...studio } = new TestCanvas();
  canvas.open();
  await settled();
  assertEquals(window.raw, [true]);
  assert(stdout.text.startsWith("\x1b[?2004h\x1b[?1004h"));
  assertEquals(await window.look(), ["status", ">", "", "", ""]);
  await canvas.close();
  assertEquals(window.raw, [true, false]);
  assert(stdout.text.endsWith("\x1b[?1004l\x1b[?2004l"));
  canvas.paint();
  await canvas.painted();
  assertEquals(await window.look(), ["", "", "", "", ""]);
  assertEquals(studio.clock.waiting, 0);
});

Deno.test("canvas: writes nothing if nothing has changed", async () => {
  const { stdout, canvas } = new TestCanvas();
  canvas.paint();
  await settled();
  const { length } = stdout.text;
  canvas.paint();
  await canvas.painted();
  assertEquals(stdout.text.length, length);
});

Deno.test("canvas: skips pictures for a slow terminal", async () => {
  const studio = new TestCanvas();
  const { canvas, stdout, window, count } = studio;
  stdout.hold();
  canvas.paint();
  await settled();
  for (const typed of ["h", "he", "hei"]) {
    studio.typed = typed;
    canvas.paint();
  }
  await settled();
  assertEquals(count, { drawn: 1, painted: 0 });
  stdout.release();
  await settled();
  assertEquals(count, { drawn: 2, painted: 2 });
  assertEquals((await window.look()).slice(0, 2), ["status", "> hei"]);
});

Deno.test("canvas: reports when the current picture is visible", async () => {
  const studio = new TestCanvas();
  const { canvas, stdout, window } = studio;
  stdout.hold();
  canvas.paint();
  await settled();
  studio.say("hei");
  let isPainted = false;
  const painted = canvas.painted().then(() => isPainted = true);
  await settled();
  assert(!isPainted);
  stdout.release();
  await painted;
  assertEquals((await window.look()).slice(0, 3), ["hei", "status", ">"]);
});

Deno.test("canvas: clears the window and paints on", async () => {
  const studio = new TestCanvas();
  const { canvas, window } = studio;
  for (const text of ["1", "2", "3", "4", "5"]) studio.say(text);
  await canvas.painted();
  assertEquals((await window.lookBack()).length, 7);
  canvas.wipe(true);
  await canvas.painted();
  assertEquals(await window.lookBack(), ["status", ">"]);
});

Deno.test("canvas: rings once for all alerts between two paintings", async () => {
  const { canvas, stdout } = new TestCanvas();
  canvas.alert("kari: en");
  canvas.alert("kari: to");
  await canvas.painted();
  canvas.paint();
  await canvas.painted();
  assertEquals(stdout.text.split("\x07").length - 1, 2);
  assert(stdout.text.startsWith("\x07\x1b]9;Tospann: kari: to\x07"));
});

Deno.test("canvas: goes on without a terminal, and nobody waits for it", async () => {
  const { canvas, stdout, count } = new TestCanvas();
  stdout.break();
  canvas.open();
  await canvas.painted();
  await canvas.painted();
  assert(count.drawn >= 2);
  await canvas.close();
});

Deno.test("canvas: does not wait forever for a stuck terminal", async () => {
  const { canvas, clock, stdout, window } = new TestCanvas();
  canvas.open();
  stdout.hold();
  const closed = canvas.close();
  clock.advance(1_000);
  await closed;
  assertEquals(window.raw, [true]);
  stdout.release();
});
