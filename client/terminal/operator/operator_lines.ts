/**
 * The operator's console if only standard input is a terminal. The terminal edits the lines itself,
 * and the server's lines go to standard output. It must not know what a line means.
 *
 * @module
 */

import type { OperatorConsole, OperatorInput } from "../../../actors/messages/operator_console.ts";
import { MAX_LINE_BYTES } from "../../../actors/protocol/limits.ts";
import { texts } from "../../../actors/languages/languages.ts";
import type { ClientIo } from "../io.ts";
import { type Lines, readLines } from "../line_reader.ts";
import { FINAL_WRITE_MS, within } from "../timeout.ts";
import { WaitingLines } from "./waiting_lines.ts";
import { TextWriter } from "../text_writer.ts";

/** Lines per write. The rest waits where the oldest can be dropped if the reader is stuck. */
const MAX_LINES_AT_ONCE = 1_000;

/** Reads and prints whole lines. */
export class OperatorLines implements OperatorConsole {
  readonly #clock: ClientIo["clock"];
  readonly #output: TextWriter;
  readonly #lines: WaitingLines;
  readonly #closed = Promise.withResolvers<undefined>();

  constructor(
    input: OperatorInput,
    { stdin, stdout, clock }: Pick<ClientIo, "stdin" | "stdout" | "clock">,
  ) {
    this.#clock = clock;
    this.#output = new TextWriter(stdout, () => {});
    this.#lines = new WaitingLines(texts[input.language].server.operator.leftOut);
    this.#read(readLines(stdin, MAX_LINE_BYTES), input);
  }

  readonly print = (line: string): void => {
    this.#lines.push(line);
    this.#write();
  };

  readonly close = (): Promise<void> => {
    this.#closed.resolve(undefined);
    return within(FINAL_WRITE_MS, this.#clock, this.#written());
  };

  /** Reads until the end of input or `close`. A read that is under way ends with the process. */
  async #read(lines: Lines, input: OperatorInput): Promise<void> {
    for (;;) {
      const next = await Promise.race([this.#closed.promise, lines.next()]);
      if (next?.value === undefined) return;
      input.typed(next.value);
    }
  }

  #write(): void {
    if (this.#output.pending > 0 || this.#lines.isEmpty) return;
    const lines = this.#lines.take(MAX_LINES_AT_ONCE);
    this.#output.write(lines.map((line) => `${line}\n`).join(""));
    this.#output.written().then(() => this.#write());
  }

  async #written(): Promise<void> {
    while (this.#output.pending > 0 || !this.#lines.isEmpty) await this.#output.written();
  }
}
