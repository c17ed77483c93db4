/**
 * A real terminal without a window: xterm.js, as VS Code has it. What is written to it can be looked at, scrolled back,
 * and its window made narrower and wider. It knows nothing of the client.
 *
 * @module
 */

import xterm from "@xterm/headless";

/** A terminal, and the eyes of whoever sits at it. */
export class EmulatedTerminal {
  readonly #terminal: xterm.Terminal;

  /** @param options Whether the cursor's row too goes on in the next where the window becomes too narrow for it. */
  constructor(columns: number, rows: number, options = { reflowsCursor: true }) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 10_000,
      reflowCursorLine: options.reflowsCursor,
      allowProposedApi: true,
    });
  }

  /** Writes, and waits until it can be seen. */
  write(text: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(text, resolve));
  }

  /** Makes the window another size, as a person does who pulls at its corner. */
  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
    this.#tidyUp();
  }

  get size(): { readonly columns: number; readonly rows: number } {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }

  /** The rows in the window, without spaces at their ends. */
  get visible(): readonly string[] {
    const { baseY } = this.#terminal.buffer.active;
    return this.#rows(baseY).map(({ text }) => text.trimEnd());
  }

  /** Everything there is, also what was scrolled out; what went on in the next row for want of room is one line. */
  get lines(): readonly string[] {
    const lines: string[] = [];
    for (const { text, goesOn } of this.#rows(0)) {
      if (goesOn) lines.push((lines.pop() ?? "") + text);
      else lines.push(text);
    }
    return lines.map((line) => line.trimEnd());
  }

  /** Where the cursor is in the window, from 0. */
  get cursor(): { readonly column: number; readonly row: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { column: cursorX, row: cursorY };
  }

  /** Lets go of it. */
  close(): void {
    this.#terminal.dispose();
  }

  /** After a change of its size, xterm.js tidies its memory up in timers that nobody could wait for: does it now. */
  #tidyUp(): void {
    // Private, as it is in 6.0.0; a version that has it no more has nothing to be done here, or fails the sanitizer.
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
      // A row that goes on in the next keeps the spaces at its end.
      return {
        text: line?.translateToString(next?.isWrapped !== true) ?? "",
        goesOn: line?.isWrapped ?? false,
      };
    });
  }
}
