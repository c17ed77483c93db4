/**
 * This process's terminal. It must not know what is shown on it.
 *
 * @module
 */

import type { Reflow, Size } from "./screen/painter.ts";
import type { TerminalWindow } from "./io.ts";

/** The environment variables that tell about a terminal. */
export const TERMINAL_VARIABLES: readonly string[] = [
  "NO_COLOR",
  "STY",
  "TERM",
  "TERM_PROGRAM",
  "TMUX",
  "XTERM_VERSION",
];

/** What terminals have been since the VT100. */
const USUAL: Size = { columns: 80, rows: 24 };

/** The terminal that this process was started in; `undefined` where it is none, or one that cannot move its cursor. */
export function terminalWindow(): TerminalWindow | undefined {
  const isThere = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (!isThere || ["", "dumb"].includes(Deno.env.get("TERM") ?? windowsTerm())) return undefined;
  return {
    // https://no-color.org: whatever it is set to, but not to nothing.
    coloured: !Deno.env.get("NO_COLOR"),
    reflow: reflow(),
    tellsLate: isInTmux(),
    size,
    setRaw,
    onResize: (listener) => onSignal("SIGWINCH", listener),
    onReturn: (listener) => onSignal("SIGCONT", listener),
  };
}

function size(): Size {
  try {
    const { columns, rows } = Deno.consoleSize();
    // `script` and containers make terminals that nobody has told their size.
    return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
  } catch {
    // The window is gone: what is still written to it, nobody sees.
    return USUAL;
  }
}

function setRaw(raw: boolean): void {
  try {
    Deno.stdin.setRaw(raw);
  } catch (error) {
    // A window that is gone needs not be given back.
    if (raw) throw error;
  }
}

/** Windows has no TERM, and its terminals know all that is needed. */
function windowsTerm(): string {
  return Deno.build.os === "windows" ? "windows" : "";
}

/** Also at the other end of an ssh from within it. */
function isInTmux(): boolean {
  return Deno.env.has("TMUX") || /^tmux/.test(Deno.env.get("TERM") ?? "");
}

function reflow(): Reflow {
  if (isInTmux()) return "all";
  if (Deno.env.get("TERM_PROGRAM") === "vscode") return "all_but_the_cursors";
  // xterm and GNU screen say so themselves; the others, by their names, break nothing either.
  const breaksNothing = Deno.env.has("XTERM_VERSION") || Deno.env.has("STY") ||
    /^(?:linux|screen|st|putty|rxvt)(?:-|$)/.test(Deno.env.get("TERM") ?? "");
  return breaksNothing ? "none" : "all";
}

function onSignal(signal: "SIGWINCH" | "SIGCONT", listener: () => void): () => void {
  if (Deno.build.os === "windows") return () => {};
  Deno.addSignalListener(signal, listener);
  return () => Deno.removeSignalListener(signal, listener);
}

/**
 * Whether what is typed at the terminal is for this process: a job in the background that so much as looks is stopped
 * by the system (SIGTTOU, SIGTTIN), and Deno has no other way to ask than `ps`. Where that is missing too, it is.
 */
export async function isInForeground(): Promise<boolean> {
  if (Deno.build.os === "windows") return true;
  try {
    const ps = new Deno.Command("ps", { args: ["-o", "stat=", "-p", `${Deno.pid}`] });
    const { stdout } = await ps.output();
    return new TextDecoder().decode(stdout).includes("+");
  } catch {
    return true;
  }
}
