/**
 * A person at a real terminal who starts the client as people do: `deno task client`. It must not
 * know what is tested.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { type RunningServer, startServer } from "./real_process.ts";
import { PROMPT, TmuxTerminal, type WindowSize } from "./tmux.ts";

/** How a person joins. */
export interface PersonOptions {
  readonly name: string;
  readonly port: number;
  /** Where the client saves its seat. */
  readonly stateHome: string;
  readonly size?: WindowSize;
  readonly flags?: readonly string[];
}

const USUAL: WindowSize = { columns: 80, rows: 24 };

/** Only the status line begins with one of these. */
const STATUS = /^[●○] /;

/** A person, their terminal, and the client in it. */
export class TerminalPerson implements AsyncDisposable {
  readonly terminal: TmuxTerminal;
  readonly #sitting: PersonOptions;
  /** The terminal's settings before the client started. */
  readonly #settings: string;

  private constructor(terminal: TmuxTerminal, sitting: PersonOptions, settings: string) {
    this.terminal = terminal;
    this.#sitting = sitting;
    this.#settings = settings;
  }

  /** Opens a terminal without starting the client. */
  static async sitDown(sitting: PersonOptions): Promise<TerminalPerson> {
    const env = { XDG_STATE_HOME: sitting.stateHome };
    const terminal = await TmuxTerminal.open(sitting.size ?? USUAL, env);
    try {
      const settings = await terminal.ask("stty -g");
      await terminal.enter("clear");
      await terminal.until((rows) => rows[0] === PROMPT.trimEnd());
      return new TerminalPerson(terminal, sitting, settings);
    } catch (error) {
      await terminal[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Opens a terminal and joins. */
  static async join(sitting: PersonOptions): Promise<TerminalPerson> {
    const person = await TerminalPerson.sitDown(sitting);
    try {
      await person.start();
      await person.terminal.until(/^● /m);
      return person;
    } catch (error) {
      await person[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Starts the client. */
  async start(): Promise<void> {
    const { name, port, flags = [] } = this.#sitting;
    const args = [`127.0.0.1:${port}`, "--name", name, ...flags];
    await this.terminal.enter(`deno task -q client ${args.join(" ")}`);
  }

  /** Waits until exactly this is being typed. Spaces do not count where rows were broken. */
  async untilTyped(text: string): Promise<readonly string[]> {
    return await this.terminal.until((rows) => unspaced(inputIn(rows)) === unspaced(text));
  }

  /** Sends a signal to the client alone. */
  async signal(signal: Deno.Signal): Promise<void> {
    const client = (await this.terminal.processes()).find(({ command }) =>
      command.includes("main.ts client")
    );
    if (client === undefined) throw new Error("Cannot send a signal: no client runs");
    Deno.kill(client.pid, signal);
  }

  /**
   * Waits until the client has ended, and checks that it restored the terminal.
   *
   * @returns The exit code.
   */
  async untilBack(): Promise<number> {
    const rows = await this.terminal.untilRow(PROMPT.trimEnd());
    const row = rows.findLastIndex((text) => text !== "");
    assertEquals(await this.terminal.cursor(), { column: PROMPT.length, row });
    const foot = (await this.terminal.lines()).filter((line) => isFoot(line));
    assertEquals(foot, [], rows.join("\n"));
    const code = Number(await this.terminal.ask("echo $?"));
    assertEquals(await this.terminal.ask("stty -g"), this.#settings);
    return code;
  }

  /** How many status lines and input lines there are, including the scrollback. */
  async countFoot(): Promise<{ readonly status: number; readonly input: number }> {
    const lines = await this.terminal.lines();
    return {
      status: lines.filter((line) => STATUS.test(line)).length,
      input: lines.filter((line) => line.startsWith(">")).length,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.terminal[Symbol.asyncDispose]();
  }
}

/** What a test starts with, and disposes of. */
export interface TerminalChat extends AsyncDisposable {
  readonly server: RunningServer;
  readonly port: number;
  /** Where the clients save their seats. */
  readonly stateHome: string;
  readonly ola: TerminalPerson;
}

/** Starts a server, and ola's client at a terminal. */
export async function freshTerminalChat(): Promise<TerminalChat> {
  await using stack = new AsyncDisposableStack();
  const stateHome = await Deno.makeTempDir();
  stack.defer(() => Deno.remove(stateHome, { recursive: true }));
  const server = stack.use(await startServer());
  const { port } = server;
  const ola = stack.use(await TerminalPerson.join({ name: "ola", port, stateHome }));
  const moved = stack.move();
  return { server, port, stateHome, ola, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}

/** The status line on a screen. */
export function statusIn(rows: readonly string[]): string {
  return rows.find((row) => STATUS.test(row)) ?? "";
}

/** The text in the rows under the status line. */
function inputIn(rows: readonly string[]): string {
  const status = rows.findLastIndex((row) => STATUS.test(row));
  return rows.slice(status + 1).map((row) => row.slice(2)).join("");
}

function isFoot(line: string): boolean {
  return STATUS.test(line) || line.startsWith(">");
}

function unspaced(text: string): string {
  return text.normalize().replaceAll(/\s/g, "");
}
