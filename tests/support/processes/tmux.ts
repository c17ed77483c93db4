/**
 * A real terminal that nobody sits at: a shell in tmux, whose keys a test presses and whose screen it reads. What is to
 * appear is awaited by looking again, never slept for. It must not know what runs in it.
 *
 * Each terminal is a tmux server of its own, on a socket of its own, and ends with it.
 *
 * @module
 */

import { lookUntil, run } from "./commands.ts";
import { missing } from "./real_process.ts";

/** Whether this run may open terminals, and the machine has what it takes. */
export const mayOpenTerminals = !missing("tmux", "bash", "ps") &&
  Deno.permissions.querySync({ name: "write" }).state === "granted";

/** What the prompt is, so that a test can see where it stands. */
export const PROMPT = "$ ";

/** Variables of whoever runs the tests that would change what is tested. */
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
   * Opens one and waits for the prompt.
   *
   * @param size Its window.
   * @param env What the shell's environment has besides that of this process.
   */
  static async open(
    { columns, rows }: WindowSize,
    env: Readonly<Record<string, string>> = {},
  ): Promise<TmuxTerminal> {
    const terminal = new TmuxTerminal();
    const own = Object.entries(Deno.env.toObject()).filter(([name]) => !UNWANTED.test(name));
    const size = ["-x", `${columns}`, "-y", `${rows}`];
    // Word by word: given as one, tmux would have a shell run it, which takes PS1 away.
    const shell = ["bash", "--norc", "--noprofile", "-i"];
    await terminal.#run(["-f", "/dev/null", "new-session", "-d", ...size, "-c", folder, ...shell], {
      clearEnv: true,
      env: {
        ...Object.fromEntries(own),
        LC_ALL: "C.UTF-8",
        TERM: "xterm-256color",
        PS1: PROMPT,
        // What is typed here is nobody's history.
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
    // A semicolon at the end would be tmux's own.
    await this.#run(["send-keys", "-l", "--", text.replace(/;$/, "\\;")]);
  }

  /** Presses keys by tmux' names: `Enter`, `BSpace`, `C-c`. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#run(["send-keys", ...keys]);
  }

  /** Sends bytes as a terminal would, for what tmux has no name for. */
  async pressBytes(...bytes: readonly number[]): Promise<void> {
    await this.#run(["send-keys", "-H", ...bytes.map((byte) => byte.toString(16))]);
  }

  /** Types a line. */
  async enter(line: string): Promise<void> {
    await this.type(line);
    await this.press("Enter");
  }

  /** Pastes text, in brackets where the program asked for them. */
  async paste(text: string): Promise<void> {
    await this.#run(["load-buffer", "-"], {}, text);
    await this.#run(["paste-buffer", "-p", "-d"]);
  }

  /**
   * Makes the window another size, and waits until what runs in it can know: tmux itself is the new size at once, but
   * tells only every 250 ms.
   */
  async resize({ columns, rows }: WindowSize): Promise<void> {
    await this.#run(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
    const file = await this.#ask("#{pane_tty}");
    const told = () => run("sh", ["-c", 'stty size < "$0"', file]);
    await lookUntil(told, (size) => size.trim() === `${rows} ${columns}`, `${columns}x${rows}`);
  }

  /** Pulls at the window's corner: each size follows at once, whether what runs in it knows or not. */
  async drag(sizes: readonly WindowSize[]): Promise<void> {
    for (const { columns, rows } of sizes) {
      await this.#run(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
    }
  }

  /** The rows in the window, without spaces at their ends. */
  async screen(): Promise<readonly string[]> {
    return (await this.#run(["capture-pane", "-p"])).split("\n").slice(0, -1);
  }

  /**
   * Everything there is, also what was scrolled out; what went on in the next row for want of room is one line. Empty
   * rows below the last are left out.
   */
  async lines(): Promise<readonly string[]> {
    const text = await this.#run(["capture-pane", "-p", "-J", "-S", "-"]);
    return text.trimEnd().split("\n").map((line) => line.trimEnd());
  }

  /** The rows in the window with their colours, as a terminal takes them (ECMA-48, SGR). */
  async ink(): Promise<readonly string[]> {
    return (await this.#run(["capture-pane", "-p", "-e"])).split("\n").slice(0, -1);
  }

  /** Waits until some row holds `wanted`, colours and all. */
  async untilInk(wanted: string): Promise<readonly string[]> {
    const isIt = (rows: readonly string[]) => rows.some((row) => row.includes(wanted));
    return await lookUntil(() => this.ink(), isIt, JSON.stringify(wanted));
  }

  /** Where the cursor is in the window, from 0. */
  async cursor(): Promise<{ readonly column: number; readonly row: number }> {
    const [column, row] = (await this.#ask("#{cursor_x} #{cursor_y}")).split(" ").map(Number);
    return { column: column ?? NaN, row: row ?? NaN };
  }

  /**
   * Waits until the screen is as it should.
   *
   * @param wanted Text that is to be in a row, a pattern for the whole, or what to ask of the rows.
   * @throws {Error} If it never is, with the last screen.
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

  /** Waits until the last row that is not empty is `wanted`. */
  untilRow(wanted: string): Promise<readonly string[]> {
    return this.until((rows) => rows.findLast((row) => row !== "") === wanted);
  }

  /** Runs a command in the shell, which stands at its prompt, and takes what it prints. */
  async ask(command: string): Promise<string> {
    const mark = `<${crypto.randomUUID().slice(0, 8)}>`;
    // The command itself is on the screen too, and must not hold the mark as it is printed.
    await this.enter(`${command}; echo '${mark.slice(0, 2)}''${mark.slice(2)}'`);
    await this.until((rows) => rows.includes(mark));
    const lines = await this.lines();
    const end = lines.indexOf(mark);
    const begin = lines.findLastIndex((line, i) => i < end && line.startsWith(PROMPT));
    return lines.slice(begin + 1, end).join("\n");
  }

  /** What runs in it, the shell first and each before those it started. */
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

  /** From now on, whatever is written to it goes to a file too, as it is. */
  async record(file: string): Promise<void> {
    await this.#run(["pipe-pane", `exec cat > '${file}'`]);
  }

  /** What the window's title is, as programs may set it. */
  title(): Promise<string> {
    return this.#ask("#{pane_title}");
  }

  /** Closes the window, whatever runs in it, if it is open. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const socket = await this.#ask("#{socket_path}");
    await this.#run(["kill-server"]);
    // tmux leaves it behind.
    await Deno.remove(socket).catch(() => {});
  }

  async #ask(format: string): Promise<string> {
    return (await this.#run(["display-message", "-p", format])).trim();
  }

  #run(args: readonly string[], options: Deno.CommandOptions = {}, input = ""): Promise<string> {
    return run("tmux", ["-L", this.#socket, "-u", ...args], options, input);
  }
}
