import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { calendar } from "../../../../client/languages/calendar.ts";
import { plainText, rowWidth } from "../../../../client/terminal/screen/ink.ts";
import {
  type DrawnPicture,
  drawPicture,
  nextChange,
  type PictureContext,
} from "../../../../client/terminal/screen/picture.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";
import { cleanText } from "../../../../actors/encoding/sanitize.ts";
import { kari, NOON, TestScreen, welcomed } from "../../../support/fakes/test_screen.ts";

const DAY_MS = 86_400_000;
const norwegian = calendar("nb", "UTC");

function drawn(screen: TestScreen, changed: Partial<PictureContext> = {}): DrawnPicture {
  return drawPicture(screen.screen, {
    size: { columns: 60, rows: 24 },
    address: "localhost:65432",
    now: screen.at,
    waiting: 0,
    calendar: norwegian,
    day: norwegian.day(NOON),
    ...changed,
  });
}

function log({ picture }: DrawnPicture): readonly string[] {
  return picture.added.flatMap(({ rows }) => rows).map(plainText);
}

function foot({ picture }: DrawnPicture): readonly string[] {
  return picture.foot.rows.map(plainText);
}

function among(...names: readonly string[]): TestScreen {
  return new TestScreen().receive(welcomed("ola", names.map((name) => ({ name }))));
}

Deno.test("picture: adds new entries above the status line and the input", () => {
  const drawing = drawn(among("kari").show().says("hei").type("ha"));
  assertEquals(log(drawing), ["12:00    kari: hei"]);
  assertEquals(foot(drawing), ["● kari er her · main", "> ha"]);
  assertEquals([drawing.picture.foot.row, plainText(drawing.picture.foot.before)], [1, "> ha"]);
  assertEquals(drawing.count, 1);
});

Deno.test("picture: a row announces another day", () => {
  const screen = among("kari").show().says("a").pass(DAY_MS).says("b").says("c");
  const drawing = drawn(screen);
  assertEquals(log(drawing), [
    "12:00    kari: a",
    "── tirsdag 24. november 2026 ──",
    "12:00    kari: b",
    "12:00    kari: c",
  ]);
  assertEquals(drawing.day, "tirsdag 24. november 2026");
  assertEquals(log(drawn(screen, { day: "en annen dag" }))[0], "── mandag 23. november 2026 ──");
});

Deno.test("picture: without new entries it adds nothing and keeps the day", () => {
  const drawing = drawn(among("kari").show(), { day: "en dag" });
  assertEquals([drawing.picture.added, drawing.count, drawing.day], [[], 0, "en dag"]);
});

Deno.test("picture: takes a limited number of entries at once", () => {
  const screen = among("kari").show();
  for (let i = 0; i < 250; i++) screen.says(`${i}`);
  const drawing = drawn(screen);
  assertEquals([drawing.count, log(drawing).length], [200, 200]);
  assertEquals(log(drawing).at(-1), "12:00    kari: 199");
});

Deno.test("picture: gives the marks of the person's own texts by key", () => {
  const screen = among("kari").show().said("a").says("b").said("c", "accepted", "delivered");
  const { picture } = drawn(screen);
  const blocks = picture.added.map(({ key, mark }) => [key, mark?.text]);
  // Progress made before a text was drawn is drawn with it.
  assertEquals(blocks, [[1, "… "], [2, "  "], [3, "✓✓"]]);
  assertEquals(log(drawn(screen)).at(-1), "12:00 ✓✓ ola: c");
  assertEquals([...picture.marks].map(([key, { text }]) => [key, text]), [[1, "… "], [3, "✓✓"]]);
});

Deno.test("picture: shows a placeholder until someone has said something", () => {
  assertEquals(foot(drawn(among("kari")))[1], "> Skriv en melding, eller /hjelp");
  assertEquals(foot(drawn(among("kari").says("hei")))[1], "> ");
});

Deno.test("picture: a long input leaves most of the window to the log", () => {
  const screen = among("kari").key({
    type: "paste",
    text: "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12",
  });
  const heights = [50, 24, 12, 8, 4, 1].map((rows) =>
    foot(drawn(screen, { size: { columns: 60, rows } })).length
  );
  assertEquals(heights, [11, 11, 6, 4, 2, 2]);
  assertEquals(foot(drawn(screen, { size: { columns: 60, rows: 8 } })).slice(1), [
    "↑ 10",
    "  11",
    "  12",
  ]);
});

Deno.test("picture: a hint gives way to the status line after its time", () => {
  const screen = among("kari").press("interrupt");
  assertEquals(foot(drawn(screen))[0], "● Ctrl-C en gang til for å gå");
  assertEquals(nextChange(screen.screen, screen.at), 4_000);
  assertEquals(foot(drawn(screen.pass(4_000)))[0], "● kari er her · main");
  assertEquals(nextChange(screen.screen, screen.at), undefined);
});

Deno.test("picture: the countdown changes each second", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 15_000 }), fc.nat(16_000), (wait, passed) => {
    const screen = among("kari").receive({ type: "disconnected" }, {
      type: "retrying",
      at: NOON + wait,
    }).pass(passed);
    const now = foot(drawn(screen))[0];
    const change = nextChange(screen.screen, screen.at);
    if (change === undefined) {
      assertEquals(foot(drawn(screen.pass(60_000)))[0], now);
      return;
    }
    assert(change > 0);
    assertEquals(foot(drawn(screen.pass(change - 1)))[0], now);
    assertNotEquals(foot(drawn(screen.pass(1)))[0], now);
  }));
});

const happening = fc.oneof(
  anyText().map((text) => (screen: TestScreen) => screen.says(cleanText(text))),
  anyText().map((text) => (screen: TestScreen) => screen.said(cleanText(text), "accepted")),
  anyText().map((text) => (screen: TestScreen) => screen.type(text)),
  fc.constant((screen: TestScreen) => screen.press("tab", "left")),
  fc.boolean().map((active) => (screen: TestScreen) =>
    screen.receive({ type: "typing", from: kari, active })
  ),
);

Deno.test("picture: no row is wider than the window, and the cursor is inside", () => {
  fc.assert(
    fc.property(
      fc.array(happening, { maxLength: 8 }),
      fc.integer({ min: 12, max: 80 }),
      (happenings, columns) => {
        const screen = among("kari");
        for (const happen of happenings) happen(screen);
        const { added, foot } = drawn(screen, { size: { columns, rows: 10 } }).picture;
        for (const row of [...added.flatMap(({ rows }) => rows), ...foot.rows]) {
          assert(rowWidth(row) <= columns, plainText(row));
        }
        assert(rowWidth(foot.before) < columns);
        assert(plainText(foot.rows[foot.row] ?? []).startsWith(plainText(foot.before).trimEnd()));
      },
    ),
  );
});
