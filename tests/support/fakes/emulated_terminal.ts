/**
 * A real terminal without a window: xterm.js, as in VS Code. A test can read it, scroll back, and
 * change its size. It knows nothing of the client.
 *
 * @module
 */

import xterm from "@xterm/headless";

/** A terminal that a test can read. */
export class EmulatedTerminal {
  readonly #terminal: xterm.Terminal;

  /**
   * @param options Whether the terminal also reflows the cursor's row when its window gets
   * narrower.
   */
  constructor(columns: number, rows: number, options = { reflowsCursor: true }) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 10_000,
      reflowCursorLine: options.reflowsCursor,
      allowProposedApi: true,
    });
  }

  /** Writes, and waits until the text is visible. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(text, resolve));
  }

  /** Changes the window's size. */
  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#tidyUp();
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** The window's rows, without spaces at their ends. */
  get visible(): readonly string[] {
    const { baseY } = this.#terminal.buffer.active;
    return this.#rows(baseY).map(({ text }) => text.trimEnd());
  }

  /** All rows including the scrollback. A wrapped row is joined with the next one. */
  get lines(): readonly string[] {
    const lines: string[] = [];
    for (const { text, goesOn } of this.#rows(0)) {
      if (goesOn) lines.push((lines.pop() ?? "") + text);
      else lines.push(text);
    }
    return lines.map((line) => line.trimEnd());
  }

  /** The cursor's place in the window, from 0. */
  get cursor(): { readonly column: number; readonly row: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { column: cursorX, row: cursorY };
  }

  /** Disposes of it. */
  close(): void {
    this.#terminal.dispose();
  }

  /**
   * Runs xterm.js's cleanup after a change of size now. It would use timers that nobody can wait
   * for.
   */
  #tidyUp(): void {
    // A private field of xterm.js 6.0.0. In a version without it, there is nothing to do, or the
    // sanitizer fails.
    const { _core } = this.#terminal as unknown as {
      readonly _core?: {
        readonly buffers?: {
          readonly normal?: { readonly _memoryCleanupQueue?: { flush(): void } };
        };
      };
    };
    _core?.buffers?.normal?._memoryCleanupQueue?.flush();
  }

  #rows(from: number): readonly { readonly text: string; readonly goesOn: boolean }[] {
    const buffer = this.#terminal.buffer.active;
    return Array.from({ length: buffer.length - from }, (_, i) => {
      const line = buffer.getLine(from + i);
      const next = buffer.getLine(from + i + 1);
      // A wrapped row keeps the spaces at its end.
      return {
        text: line?.translateToString(next?.isWrapped !== true) ?? "",
        goesOn: line?.isWrapped ?? false,
      };
    });
  }
}
