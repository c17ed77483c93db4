/**
 * An operator at the server's terminal. It knows nothing of the server.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { Line } from "../../../actors/encoding/line_decoder.ts";
import type { OperatorConsole } from "../../../actors/messages/operator_console.ts";
import { operatorConsole } from "../../../client/terminal/operator/operator_screen.ts";
import { settled } from "./settled.ts";
import { SimulatedTerminal } from "./simulated_terminal.ts";
import { SimulatedWindow } from "./simulated_window.ts";

/** An operator who types, and looks at the screen. */
export class TestOperator {
  readonly window: SimulatedWindow | undefined;
  readonly terminal: SimulatedTerminal;
  readonly console: OperatorConsole;
  /** Lines that the server got. */
  readonly typed: Line[] = [];
  interruptions = 0;
  /** How many lines the operator began. */
  begun = 0;
  /** Whether the server takes a typed line, so that the console clears it. */
  takes = true;
  /** Names that Tab completes. */
  names: readonly string[] = [];

  /** @param hasWindow Otherwise only standard input is a terminal. */
  constructor(hasWindow = true) {
    this.window = hasWindow ? new SimulatedWindow({ columns: 30, rows: 6 }) : undefined;
    const window = this.window === undefined ? {} : { window: this.window };
    this.terminal = new SimulatedTerminal({ isTerminal: true, ...window });
    const opened = operatorConsole(this.terminal.io)({
      language: "nb",
      commands: ["hvem", "kast", "stopp"],
      names: () => this.names,
      begun: () => this.begun++,
      typed: (line) => {
        this.typed.push(line);
        return this.takes;
      },
      interrupted: () => this.interruptions++,
    });
    assert(opened !== undefined && opened !== "background");
    this.console = opened;
  }

  async press(bytes: string): Promise<void> {
    await this.terminal.type(bytes);
    await settled();
  }

  async look(): Promise<readonly string[]> {
    await settled();
    return (await this.window?.look() ?? []).filter((row) => row !== "");
  }

  async close(): Promise<void> {
    await this.console.close();
  }
}
