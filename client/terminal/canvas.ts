/**
 * Paints pictures into the terminal's window. It asks for the next picture only when the last one
 * is written, so a slow terminal gets fewer pictures instead of late ones. It must not know what a
 * picture shows.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import { MARK_COLUMN } from "./screen/entry_rows.ts";
import {
  nothingPainted,
  paint,
  type Painted,
  type Painting,
  type Picture,
  removeFoot,
  type Size,
  type TerminalStyle,
  wipe,
} from "./screen/painter.ts";
import type { TerminalWindow } from "./io.ts";
import { FINAL_WRITE_MS, within } from "./timeout.ts";
import type { TextWriter } from "./text_writer.ts";

/** Turns on bracketed paste and focus events (xterm's ctlseqs). */
const BEGIN = "\x1b[?2004h\x1b[?1004h";
const END = "\x1b[?1004l\x1b[?2004l";

/**
 * How long to wait after a change of size. While a person drags the window, tmux reports its size
 * only every 250 ms, and a picture would be painted for a window that is no longer so wide.
 */
const SETTLING_MS = 300;

/** Paints on request. */
export class Canvas {
  readonly #window: TerminalWindow;
  readonly #clock: Clock;
  readonly #terminal: TextWriter;
  readonly #draw: () => Picture;
  readonly #onPainted: () => void;
  readonly #style: TerminalStyle;
  #painted: Painted = nothingPainted;
  /** The window's size at the last painting. */
  #size: Size | undefined;
  /** The next painting, while it waits for the last one. */
  #next: Promise<void> | undefined;
  readonly #forget: (() => void)[] = [];
  /** Written before the next painting. */
  #alert = "";
  #isClosed = false;

  /**
   * @param terminal Writes to the terminal.
   * @param draw Draws the current picture.
   * @param onPainted Called once a picture is written.
   */
  constructor(
    window: TerminalWindow,
    clock: Clock,
    terminal: TextWriter,
    draw: () => Picture,
    onPainted: () => void,
  ) {
    this.#window = window;
    this.#clock = clock;
    this.#terminal = terminal;
    this.#draw = draw;
    this.#onPainted = onPainted;
    const { coloured, reflow, reportsLate } = window;
    this.#style = { coloured, reflow, cuts: !reportsLate, markColumn: MARK_COLUMN };
  }

  /** Whether the terminal was given back. Then nothing is painted any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes over the terminal. */
  open(): void {
    this.#window.setRaw(true);
    this.#terminal.write(BEGIN);
    this.#forget.push(
      this.#window.onResize(() => this.paint()),
      this.#window.onReturn(() => this.#comeBack()),
    );
    this.paint();
  }

  /** Gives the terminal back in its first state, with the log but without the foot. */
  async close(): Promise<void> {
    // From here on, waiting paintings are dropped. They would appear under the next program's
    // output.
    this.#isClosed = true;
    for (const forget of this.#forget) forget();
    this.#write(removeFoot(this.#painted, this.#window.size(), this.#style));
    this.#terminal.write(END);
    await within(FINAL_WRITE_MS, this.#clock, this.#terminal.written());
    // With output still waiting, this call would block. The runtime resets the mode at exit anyway.
    if (this.#terminal.pending === 0) this.#window.setRaw(false);
  }

  /** Paints now, or once the last painting is written. */
  paint(): void {
    if (this.#next !== undefined) return;
    if (this.#terminal.pending === 0) this.#paintNow();
    else this.#next = this.#terminal.written().then(() => this.#paintNow());
  }

  /** Resolves once the current picture is visible, or never will be. */
  async painted(): Promise<void> {
    this.paint();
    while (this.#next !== undefined) await this.#next;
    await this.#terminal.written();
  }

  /** Clears the window. */
  wipe(alsoScrollback: boolean): void {
    this.#write(wipe(this.#painted, this.#window.size(), this.#style, alsoScrollback));
    this.paint();
  }

  /**
   * Adds a bell and a desktop notification (OSC 9) to the next painting. Only the last one counts.
   */
  alert(text: string): void {
    // A text that starts with a digit would be a command to some terminals (ConEmu's OSC 9;4 and
    // others).
    this.#alert = `\x07\x1b]9;Tospann: ${text}\x07`;
  }

  /**
   * Another program may have used the terminal while this process was stopped, and left it in any
   * mode.
   */
  #comeBack(): void {
    try {
      this.#window.setRaw(true);
    } catch {
      // The terminal is gone. The keyboard will notice.
      return;
    }
    this.#write(removeFoot(this.#painted, this.#window.size(), this.#style));
    this.#terminal.write(BEGIN);
    this.paint();
  }

  #paintNow(): void {
    this.#next = undefined;
    if (this.#isClosed) return;
    const size = this.#window.size();
    const before = this.#size ?? size;
    this.#size = size;
    const isSettled = size.columns === before.columns && size.rows === before.rows;
    if (this.#window.reportsLate && !isSettled) {
      this.#next = this.#clockPasses(SETTLING_MS).then(() => this.#paintNow());
      return;
    }
    const picture = this.#draw();
    if (this.#alert !== "") this.#terminal.write(this.#alert);
    this.#alert = "";
    this.#write(paint(this.#painted, picture, this.#style));
    this.#terminal.written().then(this.#onPainted);
  }

  #clockPasses(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.schedule(ms, resolve));
  }

  #write({ painted, output }: Painting): void {
    this.#painted = painted;
    if (output !== "") this.#terminal.write(output);
  }
}
