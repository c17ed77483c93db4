import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  NAME_COLOURS,
  nameStyle,
  plainText,
  rowWidth,
  span,
  type Style,
  toAnsi,
} from "../../../../client/terminal/screen/ink.ts";

const tints: readonly Style[] = ["plain", "dim", "strong", "alert", "well", { person: 3 }];

Deno.test("ink: each style ends with its text", () => {
  const row = [span("12:03 ", "dim"), span("ola", { person: 0 }), span(": hei")];
  assertEquals(toAnsi(row, true), "\x1b[38;5;244m12:03 \x1b[m\x1b[1;38;5;166mola\x1b[m: hei");
  assertEquals(toAnsi([span("", "alert")], true), "");
  assertEquals([plainText(row), rowWidth(row)], ["12:03 ola: hei", 14]);
});

Deno.test("ink: without colours only weight remains", () => {
  const sgr = tints.map((tint) => toAnsi([span("a", tint)], false));
  assertEquals(sgr, ["a", "a", ...Array(4).fill("\x1b[1ma\x1b[m")]);
});

Deno.test("ink: a name always has the same colour, and names use all of them", () => {
  assertEquals(nameStyle("kari"), nameStyle("kari"));
  assertNotEquals(nameStyle("kari"), nameStyle("ola"));
  const used = new Set(
    Array.from({ length: 200 }, (_, i) => JSON.stringify(nameStyle(`navn ${i}`))),
  );
  assertEquals(used.size, NAME_COLOURS.length);
});

Deno.test("ink: every colour is readable on black and on white", () => {
  const fixed = (["dim", "alert", "well"] as const).map((tint) =>
    Number(/38;5;(\d+)m/.exec(toAnsi([span("a", tint)], true))?.[1])
  );
  for (const colour of [...NAME_COLOURS, ...fixed]) {
    const light = luminance(colour);
    // WCAG 2.2, contrast ratio.
    const contrasts = [(light + 0.05) / 0.05, 1.05 / (light + 0.05)];
    assert(Math.min(...contrasts) >= 3.5, `${colour}: ${contrasts}`);
  }
});

/**
 * The relative luminance of a colour of xterm's 256 (WCAG 2.2): a cube of 6 × 6 × 6, and 24 greys.
 */
function luminance(colour: number): number {
  const level = (step: number) => step === 0 ? 0 : 55 + 40 * step;
  const cube = colour - 16;
  const rgb = colour >= 232
    ? Array<number>(3).fill(8 + 10 * (colour - 232))
    : [cube / 36, cube / 6 % 6, cube % 6].map((step) => level(Math.floor(step)));
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
