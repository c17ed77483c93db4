/**
 * Draws `docs/picture.svg` for the README from real screens: two clients and `nc` in tmux chat over
 * a real server. Run it in the project folder: `deno run -A docs/picture.ts`.
 *
 * @module
 */

import { cells, widthOf } from "../client/terminal/screen/width.ts";
import { startServer } from "../tests/support/processes/real_process.ts";
import { TmuxTerminal, type WindowSize } from "../tests/support/processes/tmux.ts";

/** Pixels. ADVANCE is that of common monospaced fonts at this size; each run is stretched to it. */
const FONT = 14;
const ADVANCE = 8.43;
const LINE = 20;
const PADDING = 16;
const BAR = 34;
const GAP = 18;

/** Dark windows fit light pages and dark ones. */
const GROUND = "#151a23";
const BAR_GROUND = "#1e2531";
const EDGE = "#2e3747";
const TEXT = "#e6eaf0";
const TITLE = "#98a3b5";

/** The first sixteen colours, which each terminal defines itself. The others are those of xterm. */
const BASIC = [
  ..."#1d2330 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #abb2bf".split(" "),
  ..."#5c6370 #ef7d86 #a9d48a #f2d08b #74bdf5 #d28be6 #6cc7d2 #e6eaf0".split(" "),
];

/** The text style: the part of SGR (ECMA-48) that the client uses. */
interface Look {
  readonly colour: string;
  readonly bold: boolean;
}

/** Text in one style, and its position. */
interface Run {
  readonly look: Look;
  readonly text: string;
  readonly row: number;
  readonly column: number;
}

/** The content of a window. */
interface Shot {
  readonly title: string;
  readonly size: WindowSize;
  readonly rows: readonly string[];
  readonly cursor: { readonly column: number; readonly row: number };
}

const plain: Look = { colour: TEXT, bold: false };

const picture = await take();
await Deno.writeTextFile(new URL("picture.svg", import.meta.url), picture);

/** Plays the conversation, and draws the screens in the middle of it. */
async function take(): Promise<string> {
  const stateHome = await Deno.makeTempDir();
  try {
    await using server = await startServer(["--capacity", "3", "--lang", "en"]);
    const half = { columns: 56, rows: 14 };
    const whole = { columns: 2 * half.columns + columnsOf(2 * PADDING + GAP), rows: 7 };
    const env = { XDG_STATE_HOME: stateHome };
    await using nc = await TmuxTerminal.open(whole, env);
    await using ola = await TmuxTerminal.open(half, env);
    await using kari = await TmuxTerminal.open(half, env);

    const join = (flags: string) =>
      `clear; deno task -q client 127.0.0.1:${server.port} --name ${flags}`;
    await ola.enter(join("ola"));
    await ola.until(/^● /m);
    await kari.enter(join("kari --lang en"));
    await ola.until("kari er her");
    await ola.enter("hi! is there blåbærsyltetøy this year?");
    await kari.until("this year?");
    await kari.enter("twelve jars! the whole family picked 👩‍👩‍👧");
    await ola.until("picked");
    await nc.enter(`clear; nc 127.0.0.1 ${server.port}`);
    await ola.until("127.0.0.1");
    await nc.enter("liv: save one for me, I am across the fjord");
    await Promise.all([ola, kari].map((terminal) => terminal.until("the fjord")));
    await kari.enter("liv, we come and get you");
    await nc.until("get you");
    await ola.paste("then we need:\n- a boat\n- bread");
    await ola.until("- bread");
    await ola.press("Enter");
    await nc.until("- bread");
    await ola.untilInk("38;5;31m✓✓\x1b[39m \x1b[1mola\x1b[0m\x1b[39m\x1b[49m: then");
    // Her terminal loses the focus, so the next text is delivered but not read.
    await kari.pressBytes(0x1b, 0x5b, 0x4f);
    await ola.enter("and the tide table 🌊");
    await ola.until(/✓✓ ola: and/);
    await kari.type("I have the boat. See you on Fri");
    await ola.type("rowing is on me");
    await Promise.all([ola.until("kari skriver"), kari.until("ola is typing")]);

    const command = "deno task client 192.168.1.10 --name";
    return svg(
      await shoot(ola, half, `${command} ola`),
      await shoot(kari, half, `${command} kari --lang en`),
      await shoot(nc, whole, "nc 192.168.1.10 65432"),
    );
  } finally {
    await Deno.remove(stateHome, { recursive: true });
  }
}

async function shoot(terminal: TmuxTerminal, size: WindowSize, title: string): Promise<Shot> {
  return { title, size, rows: await terminal.ink(), cursor: await terminal.cursor() };
}

/** Two windows side by side, and the third below. */
function svg(left: Shot, right: Shot, below: Shot): string {
  const width = widthOfWindow(left) + GAP + widthOfWindow(right);
  const upper = heightOfWindow(left);
  const height = upper + GAP + heightOfWindow(below);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>Two of this project's clients, one in Norwegian and one in English, and nc, in one chat</title>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}" xml:space="preserve">
${window(left, { x: 0, y: 0, width: widthOfWindow(left) })}
${window(right, { x: widthOfWindow(left) + GAP, y: 0, width: widthOfWindow(right) })}
${window(below, { x: 0, y: upper + GAP, width })}
</g>
</svg>
`;
}

/** The position of a window, in pixels. */
interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function window(shot: Shot, { x, y, width }: Frame): string {
  const height = heightOfWindow(shot);
  const { column, row } = shot.cursor;
  const edge = `rx="9" stroke="${EDGE}"`;
  return [
    `<g transform="translate(${x} ${y})">`,
    `<rect x=".5" y=".5" width="${width - 1}" height="${
      height - 1
    }" ${edge} fill="${BAR_GROUND}"/>`,
    `<path d="M1 ${BAR}h${width - 2}v${height - BAR - 10}a9 9 0 0 1-9 9h-${
      width - 20
    }a9 9 0 0 1-9-9z"`,
    ` fill="${GROUND}"/>`,
    ...[0, 1, 2].map((i) => `<circle cx="${18 + 17 * i}" cy="${BAR / 2}" r="5" fill="${EDGE}"/>`),
    `<text x="72" y="${BAR / 2 + 5}" font-size="${FONT - 1}" fill="${TITLE}">${
      escape(shot.title)
    }</text>`,
    `<rect x="${place(column)}" y="${
      baseline(row) - 14
    }" width="${ADVANCE}" height="18" fill="${TITLE}"/>`,
    ...runsOf(shot.rows).map(draw),
    `</g>`,
  ].join("\n");
}

function draw({ text, row, column, look }: Run): string {
  const weight = look.bold ? ` font-weight="700"` : "";
  // Keeps columns aligned in any font. An emoji keeps its own width.
  const width = widthOf(text);
  const stretch = text.length === width && width > 1
    ? ` textLength="${pixels(width * ADVANCE)}"`
    : "";
  return `<text x="${place(column)}" y="${
    baseline(row)
  }" fill="${look.colour}"${weight}${stretch}>${escape(text)}</text>`;
}

/** Splits rows by style, and at characters that are not one column wide, to keep them in place. */
function runsOf(rows: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  // A row starts in the style that the row above ended with.
  let look = plain;
  for (const [row, ink] of rows.entries()) {
    let column = 0;
    // deno-lint-ignore no-control-regex -- Escape sequences are what is read here.
    for (const [, sgr, text = ""] of ink.matchAll(/\x1b\[([\d;]*)m|([^\x1b]+)/g)) {
      if (sgr !== undefined) look = after(look, sgr.split(";").map(Number));
      for (const cell of cells(text)) {
        const last = runs.at(-1);
        const goesOn = last?.row === row && last.look === look && cell.text.length === 1 &&
          cell.width === 1 && column === last.column + last.text.length;
        if (goesOn) runs[runs.length - 1] = { ...last, text: last.text + cell.text };
        else runs.push({ look, text: cell.text, row, column });
        column += cell.width;
      }
    }
  }
  return runs.map(trim).filter(({ text }) => text !== "");
}

/** Removes spaces at the ends: viewers may drop them. */
function trim(run: Run): Run {
  const text = run.text.trimStart();
  return { ...run, text: text.trimEnd(), column: run.column + run.text.length - text.length };
}

function after(look: Look, codes: readonly number[]): Look {
  const [code = 0, kind, number = 0] = codes;
  if (code === 38 && kind === 5) return { ...look, colour: colourOf(number) };
  const next = code === 0
    ? plain
    : code === 1
    ? { ...look, bold: true }
    : code === 22
    ? { ...look, bold: false }
    : code === 39
    ? { ...look, colour: TEXT }
    : code >= 30 && code <= 37
    ? { ...look, colour: colourOf(code - 30) }
    : code >= 90 && code <= 97
    ? { ...look, colour: colourOf(code - 82) }
    : look;
  return codes.length > 1 ? after(next, codes.slice(1)) : next;
}

/** One of 256 colours of xterm: sixteen, a cube of 6 by 6 by 6, and 24 greys. */
function colourOf(number: number): string {
  const basic = BASIC[number];
  if (basic !== undefined) return basic;
  if (number >= 232) return hex([8 + 10 * (number - 232)].flatMap((grey) => [grey, grey, grey]));
  const step = (i: number) => i === 0 ? 0 : 55 + 40 * i;
  const cube = number - 16;
  return hex([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(step));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function widthOfWindow({ size }: Shot): number {
  return Math.ceil(size.columns * ADVANCE) + 2 * PADDING;
}

function heightOfWindow({ size }: Shot): number {
  return BAR + size.rows * LINE + PADDING;
}

function columnsOf(pixels: number): number {
  return Math.floor(pixels / ADVANCE);
}

function place(column: number): number {
  return pixels(PADDING + column * ADVANCE);
}

function baseline(row: number): number {
  return BAR + LINE * (row + 1) + 2;
}

function pixels(number: number): number {
  return Math.round(number * 100) / 100;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
