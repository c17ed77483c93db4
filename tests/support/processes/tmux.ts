/**
 * A real terminal: a shell in tmux. A test presses its keys and reads its screen. Tests wait for
 * the screen by looking again, never by sleeping. It must not know what runs in the shell.
 *
 * Each terminal is a tmux server of its own, on a socket of its own.
 *
 * @module
 */

import { lookUntil, run } from "./commands.ts";
import { missing } from "./real_process.ts";

/** Whether this run may open terminals, and the machine has the programs for it. */
export const mayOpenTerminals = !missing("tmux", "bash", "ps") &&
  Deno.permissions.querySync({ name: "write" }).state === "granted";

/** The shell's prompt. */
export const PROMPT = "$ ";

/** Variables of the person who runs the tests that would change the result. */
const UNWANTED =
  /^(?:TOSPANN_|TMUX|NO_COLOR$|TERM_PROGRAM|XTERM_VERSION$|LC_|LANG|PROMPT_COMMAND$)/;

/** A terminal's window. */
export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** A program that runs in a terminal. */
export interface TerminalProcess {
  readonly pid: number;
  readonly command: string;
}

const folder = new URL("../../../", import.meta.url).pathname;

/** A shell in tmux, in the project's folder. */
export class TmuxTerminal implements AsyncDisposable {
  readonly #socket = `tospann-test-${crypto.randomUUID()}`;

  #isClosed = false;

  private constructor() {}

  /**
   * Opens a terminal and waits for its prompt.
   *
   * @param size The window's size.
   * @param env Additions to this process's environment.
   */
  static async open(
    { columns, rows }: WindowSize,
    env: Readonly<Record<string, string>> = {},
  ): Promise<TmuxTerminal> {
    const terminal = new TmuxTerminal();
    const own = Object.entries(Deno.env.toObject()).filter(([name]) => !UNWANTED.test(name));
    const size = ["-x", `${columns}`, "-y", `${rows}`];
    // Given as one word, tmux would run it in another shell, which removes PS1.
    const shell = ["bash", "--norc", "--noprofile", "-i"];
    await terminal.#run(["-f", "/dev/null", "new-session", "-d", ...size, "-c", folder, ...shell], {
      clearEnv: true,
      env: {
        ...Object.fromEntries(own),
        LC_ALL: "C.UTF-8",
        TERM: "xterm-256color",
        PS1: PROMPT,
        // Keeps these lines out of anybody's history.
        HISTFILE: "",
        ...env,
      },
    });
    try {
      await terminal.untilRow(PROMPT.trimEnd());
      return terminal;
    } catch (error) {
      await terminal[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Types text as it is. */
  async type(text: string): Promise<void> {
    // tmux takes a semicolon at the end for its own.
    await this.#run(["send-keys", "-l", "--", text.replace(/;$/, "\\;")]);
  }

  /** Presses keys by their tmux names: `Enter`, `BSpace`, `C-c`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#run(["send-keys", ...keys]);
  }

  /** Sends bytes for keys without a name in tmux. */
  async pressBytes(...bytes: readonly number[]): Promise<void> {
    await this.#run(["send-keys", "-H", ...bytes.map((byte) => byte.toString(16))]);
  }

  /** Types a line. */
  async enter(line: string): Promise<void> {
    await this.type(line);
    await this.press("Enter");
  }

  /** Pastes text, as a bracketed paste if the program asked for it. */
  async paste(text: string): Promise<void> {
    await this.#run(["load-buffer", "-"], {}, text);
    await this.#run(["paste-buffer", "-p", "-d"]);
  }

  /**
   * Changes the size, and waits until the program can know. tmux changes at once, but reports only
   * every 250 ms.
   */
  async resize({ columns, rows }: WindowSize): Promise<void> {
    await this.#run(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
    const file = await this.#ask("#{pane_tty}");
    const told = () => run("sh", ["-c", 'stty size < "$0"', file]);
    await lookUntil(told, (size) => size.trim() === `${rows} ${columns}`, `${columns}x${rows}`);
  }

  /** Drags the window: changes its size several times without waiting. */
  async drag(sizes: readonly WindowSize[]): Promise<void> {
    for (const { columns, rows } of sizes) {
      await this.#run(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
    }
  }

  /** The window's rows, without spaces at their ends. */
  async screen(): Promise<readonly string[]> {
    return (await this.#run(["capture-pane", "-p"])).split("\n").slice(0, -1);
  }

  /**
   * All rows including the scrollback, without empty rows at the end. A wrapped row is joined with
   * the next one.
   */
  async lines(): Promise<readonly string[]> {
    const text = await this.#run(["capture-pane", "-p", "-J", "-S", "-"]);
    return text.trimEnd().split("\n").map((line) => line.trimEnd());
  }

  /** The window's rows with their escape codes (ECMA-48, SGR). */
  async ink(): Promise<readonly string[]> {
    return (await this.#run(["capture-pane", "-p", "-e"])).split("\n").slice(0, -1);
  }

  /** Waits until a row contains `wanted`, escape codes included. */
  async untilInk(wanted: string): Promise<readonly string[]> {
    const isIt = (rows: readonly string[]) => rows.some((row) => row.includes(wanted));
    return await lookUntil(() => this.ink(), isIt, JSON.stringify(wanted));
  }

  /** The cursor's place in the window, from 0. */
  async cursor(): Promise<{ readonly column: number; readonly row: number }> {
    const [column, row] = (await this.#ask("#{cursor_x} #{cursor_y}")).split(" ").map(Number);
    return { column: column ?? NaN, row: row ?? NaN };
  }

  /**
   * Waits for the screen.
   *
   * @param wanted Text in some row, a pattern for all rows, or a condition.
   * @throws {Error} If it takes too long, with the last screen.
   */
  async until(
    wanted: string | RegExp | ((rows: readonly string[]) => boolean),
  ): Promise<readonly string[]> {
    const isIt = typeof wanted === "function"
      ? wanted
      : typeof wanted === "string"
      ? (rows: readonly string[]) => rows.some((row) => row.includes(wanted))
      : (rows: readonly string[]) => wanted.test(rows.join("\n"));
    return await lookUntil(() => this.screen(), isIt, `${wanted}`);
  }

  /** Waits until the last row with text is `wanted`. */
  untilRow(wanted: string): Promise<readonly string[]> {
    return this.until((rows) => rows.findLast((row) => row !== "") === wanted);
  }

  /** Runs a command at the prompt. Returns its output. */
  async ask(command: string): Promise<string> {
    const mark = `<${crypto.randomUUID().slice(0, 8)}>`;
    // The screen also shows the command itself, which must not contain the whole mark.
    await this.enter(`${command}; echo '${mark.slice(0, 2)}''${mark.slice(2)}'`);
    await this.until((rows) => rows.includes(mark));
    const lines = await this.lines();
    const end = lines.indexOf(mark);
    const begin = lines.findLastIndex((line, i) => i < end && line.startsWith(PROMPT));
    return lines.slice(begin + 1, end).join("\n");
  }

  /** The processes in the terminal: the shell first, parents before children. */
  async processes(): Promise<readonly TerminalProcess[]> {
    const shell = Number(await this.#ask("#{pane_pid}"));
    const table = (await run("ps", ["-e", "-o", "pid=,ppid=,args="])).split("\n").map((line) => {
      const [, pid = "", parent = "", command = ""] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command };
    });
    const below = (pid: number): readonly TerminalProcess[] =>
      table.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
    return [...table.filter(({ pid }) => pid === shell), ...below(shell)];
  }

  /** From now on, copies all output to a file. */
  async record(file: string): Promise<void> {
    await this.#run(["pipe-pane", `exec cat > '${file}'`]);
  }

  /** The window's title, which programs may set. */
  title(): Promise<string> {
    return this.#ask("#{pane_title}");
  }

  /** Closes the window and ends what runs in it. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const socket = await this.#ask("#{socket_path}");
    await this.#run(["kill-server"]);
    // tmux leaves its socket behind.
    await Deno.remove(socket).catch(() => {});
  }

  async #ask(format: string): Promise<string> {
    return (await this.#run(["display-message", "-p", format])).trim();
  }

  #run(args: readonly string[], options: Deno.CommandOptions = {}, input = ""): Promise<string> {
    return run("tmux", ["-L", this.#socket, "-u", ...args], options, input);
  }
}
