/**
 * What the terminal client's screen costs: between a key and what is written for it there is nothing else of ours.
 *
 * @module
 */

import { calendar } from "../../client/screen/calendar.ts";
import { draw } from "../../client/screen/picture.ts";
import {
  nothingPainted,
  paint,
  type Painted,
  type TerminalStyle,
} from "../../client/screen/painter.ts";
import {
  emptyScreen,
  hear,
  type Screen,
  shown,
  type as press,
} from "../../client/screen/screen.ts";

const COUNT = 100;
const style: TerminalStyle = { coloured: true, reflow: "all", tellsLate: false, markColumn: 6 };
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
  screen = press(screen, { type: "text", text: "å" }, 0, true).screen;
  if (screen.editor.text.length > 60) {
    screen = press(screen, { type: "press", name: "kill_to_start" }, 0, true).screen;
  }
  show();
});

Deno.bench(`screen: ${COUNT} texts in one painting`, () => {
  for (let j = 0; j < COUNT; j++) screen = say(screen, ++seq);
  show();
});
