/**
 * The terminal's window as something to paint on: a picture is asked for when the one before it is written, so that a
 * slow terminal gets fewer of them rather than late ones. It must not know what is in a picture.
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
  type Size,
  takeDown,
  type TerminalStyle,
  wipe,
} from "./screen/painter.ts";
import type { TerminalWindow } from "./io.ts";
import type { WriteQueue } from "./write_queue.ts";

/** Bracketed paste, and to be told of the focus (xterm's ctlseqs). */
const BEGIN = "\x1b[?2004h\x1b[?1004h";
const END = "\x1b[?1004l\x1b[?2004l";

/** All has been shown before: a terminal that has not taken the few bytes that are left by then stands still. */
const LAST_WRITE_MS = 1_000;

/**
 * How long after one change of its size a window is left alone: while it is dragged, tmux tells only every 250 ms, and
 * what is painted meanwhile is painted for a window that is no longer so wide.
 */
const SETTLING_MS = 300;

/** Paints what it is asked to show. */
export class Canvas {
  readonly #window: TerminalWindow;
  readonly #clock: Clock;
  readonly #queue: WriteQueue;
  readonly #draw: () => Picture;
  readonly #onPainted: () => void;
  readonly #style: TerminalStyle;
  #painted: Painted = nothingPainted;
  /** The size that was painted for last. */
  #size: Size | undefined;
  /** Resolves when what was asked for is painted, or is to wait longer. */
  #next: Promise<void> | undefined;
  readonly #forget: (() => void)[] = [];
  /** What is to be written before the next painting. */
  #alert = "";
  #isClosed = false;

  /**
   * @param queue To the terminal.
   * @param draw What is to be seen now.
   * @param onPainted Called when it can be.
   */
  constructor(
    window: TerminalWindow,
    clock: Clock,
    queue: WriteQueue,
    draw: () => Picture,
    onPainted: () => void,
  ) {
    this.#window = window;
    this.#clock = clock;
    this.#queue = queue;
    this.#draw = draw;
    this.#onPainted = onPainted;
    const { coloured, reflow, tellsLate } = window;
    this.#style = { coloured, reflow, cuts: !tellsLate, markColumn: MARK_COLUMN };
  }

  /** Whether the terminal was given back: nothing is painted any more. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Takes the terminal over. */
  open(): void {
    this.#window.setRaw(true);
    this.#queue.write(BEGIN);
    this.#forget.push(
      this.#window.onResize(() => this.paint()),
      this.#window.onReturn(() => this.#comeBack()),
    );
    this.paint();
  }

  /** Gives it back as it was, without what was painted below the log. */
  async close(): Promise<void> {
    // Whoever still waits for a painting gets none: it would stand below what the next program writes.
    this.#isClosed = true;
    for (const forget of this.#forget) forget();
    this.#write(takeDown(this.#painted, this.#window.size(), this.#style));
    this.#queue.write(END);
    const { promise: patience, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.schedule(LAST_WRITE_MS, resolve);
    await Promise.race([this.#queue.written(), patience]);
    cancel();
    // While the terminal has not taken what was written, this would wait for it too: the runtime does it at the exit.
    if (this.#queue.pending === 0) this.#window.setRaw(false);
  }

  /** Something may look otherwise: paints now, or as soon as the last painting is written. */
  paint(): void {
    if (this.#next !== undefined) return;
    if (this.#queue.pending === 0) this.#paintNow();
    else this.#next = this.#queue.written().then(() => this.#paintNow());
  }

  /** Resolves when what there is to see now can be seen, or never will be. */
  async painted(): Promise<void> {
    this.paint();
    while (this.#next !== undefined) await this.#next;
    await this.#queue.written();
  }

  /** Empties the window. */
  wipe(alsoScrollback: boolean): void {
    this.#write(wipe(this.#painted, this.#window.size(), this.#style, alsoScrollback));
    this.paint();
  }

  /**
   * With the next painting, a bell, and a note where the system shows such (OSC 9), for whoever looks elsewhere. Of
   * several, the last.
   */
  alert(text: string): void {
    // With a digit at its beginning it would be a command to some terminals (ConEmu's OSC 9;4 and others).
    this.#alert = `\x07\x1b]9;Tospann: ${text}\x07`;
  }

  /** Whoever had the terminal while this process stood still may have left it in any mode, and below our foot. */
  #comeBack(): void {
    try {
      this.#window.setRaw(true);
    } catch {
      // It is gone, and whoever reads its keys will find that out.
      return;
    }
    this.#write(takeDown(this.#painted, this.#window.size(), this.#style));
    this.#queue.write(BEGIN);
    this.paint();
  }

  #paintNow(): void {
    this.#next = undefined;
    if (this.#isClosed) return;
    const size = this.#window.size();
    const before = this.#size ?? size;
    this.#size = size;
    const isSettled = size.columns === before.columns && size.rows === before.rows;
    if (this.#window.tellsLate && !isSettled) {
      this.#next = this.#clockPasses(SETTLING_MS).then(() => this.#paintNow());
      return;
    }
    const picture = this.#draw();
    if (this.#alert !== "") this.#queue.write(this.#alert);
    this.#alert = "";
    this.#write(paint(this.#painted, picture, this.#style));
    this.#queue.written().then(this.#onPainted);
  }

  #clockPasses(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.schedule(ms, resolve));
  }

  #write({ painted, output }: Painting): void {
    this.#painted = painted;
    if (output !== "") this.#queue.write(output);
  }
}
