/**
 * What the terminal client's screen costs: between a key and what is written for it there is nothing else of ours.
 *
 * @module
 */

import { MAX_TEXT_BYTES } from "../../actors/protocol/limits.ts";
import { MAX_EDITED_LENGTH } from "../../client/terminal/editor/line_editor.ts";
import { calendar } from "../../client/languages/calendar.ts";
import { draw } from "../../client/terminal/screen/picture.ts";
import {
  nothingPainted,
  paint,
  type Painted,
  type TerminalStyle,
} from "../../client/terminal/screen/painter.ts";
import {
  emptyScreen,
  hear,
  pressKey,
  type Screen,
  shown,
} from "../../client/terminal/screen/screen.ts";

const COUNT = 100;
const style: TerminalStyle = { coloured: true, reflow: "all", cuts: true, markColumn: 6 };
const surroundings = {
  size: { columns: 80, rows: 24 },
  address: "localhost:65432",
  now: 0,
  waiting: 0,
  calendar: calendar("nb", "UTC"),
  day: undefined,
};

function say(screen: Screen, seq: number): Screen {
  const from = { id: "m2", name: "kari" };
  const text = `melding ${seq} blåbærsyltetøy på øya`;
  const at = "2026-11-23T00:00:00.000Z";
  return hear(screen, { type: "said", seq, id: `k${seq}`, from, at, text }, 0).screen;
}

let screen = emptyScreen("nb", "ola");
let painted: Painted = nothingPainted;
let seq = 0;

function show(): void {
  const { picture, count } = draw(screen, surroundings);
  screen = shown(screen, count);
  painted = paint(painted, picture, style).painted;
}

for (let i = 0; i < 5; i++) {
  for (let j = 0; j < COUNT; j++) screen = say(screen, ++seq);
  show();
}

Deno.bench("screen: a key, and its echo", () => {
  screen = pressKey(screen, { type: "text", text: "å" }, 0, true).screen;
  if (screen.editor.text.length > 60) {
    screen = pressKey(screen, { type: "press", name: "kill_to_start" }, 0, true).screen;
  }
  show();
});

Deno.bench(`screen: ${COUNT} texts in one painting`, () => {
  for (let j = 0; j < COUNT; j++) screen = say(screen, ++seq);
  show();
});

const mixed = "Hei på deg, 漢字 og 👩‍👩‍👧 til é slutt. ".repeat(MAX_EDITED_LENGTH);

for (const length of [MAX_TEXT_BYTES, MAX_EDITED_LENGTH]) {
  let full = emptyScreen("nb", "ola");
  full = pressKey(full, { type: "paste", text: mixed.slice(0, length - 1) }, 0, true).screen;

  Deno.bench(`screen: a key after ${length} units in one line`, () => {
    const { screen } = pressKey(full, { type: "text", text: "å" }, 0, true);
    paint(nothingPainted, draw(screen, surroundings).picture, style);
  });
}
