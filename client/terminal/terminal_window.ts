/**
 * This process's terminal. It must not know what it shows.
 *
 * @module
 */

import type { Reflow, Size } from "./screen/painter.ts";
import type { TerminalWindow } from "./io.ts";

/** The usual size since the VT100. */
const USUAL: Size = { columns: 80, rows: 24 };

/** This process's terminal. `undefined` if there is none, or if it cannot move its cursor. */
export function terminalWindow(): TerminalWindow | undefined {
  const isThere = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (!isThere || ["", "dumb"].includes(Deno.env.get("TERM") ?? windowsTerm())) return undefined;
  return {
    // https://no-color.org: any value counts except an empty one.
    coloured: !Deno.env.get("NO_COLOR"),
    reflow: reflow(),
    reportsLate: isInTmux(),
    size,
    setRaw,
    onResize: (listener) => onSignal("SIGWINCH", listener),
    onReturn: (listener) => onSignal("SIGCONT", listener),
  };
}

function size(): Size {
  try {
    const { columns, rows } = Deno.consoleSize();
    // `script` and containers create terminals without a size.
    return { columns: columns || USUAL.columns, rows: rows || USUAL.rows };
  } catch {
    // The window is gone, and nobody sees the output.
    return USUAL;
  }
}

function setRaw(raw: boolean): void {
  try {
    Deno.stdin.setRaw(raw);
  } catch (error) {
    // A window that is gone need not be restored.
    if (raw) throw error;
  }
}

/** Windows has no TERM variable, and its terminals can do everything we need. */
function windowsTerm(): string {
  return Deno.build.os === "windows" ? "windows" : "";
}

/** Includes a shell reached by ssh from inside tmux. */
function isInTmux(): boolean {
  return Deno.env.has("TMUX") || /^tmux/.test(Deno.env.get("TERM") ?? "");
}

function reflow(): Reflow {
  if (isInTmux()) return "all";
  if (Deno.env.get("TERM_PROGRAM") === "vscode") return "all_but_the_cursors";
  // These terminals do not reflow. xterm and GNU screen set a variable, the others have a known
  // TERM.
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
 * Whether this process may use the terminal. The system stops a background job that tries to
 * (SIGTTOU, SIGTTIN). Deno offers no way to ask, so this runs `ps`, and says yes if there is no
 * `ps`.
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
