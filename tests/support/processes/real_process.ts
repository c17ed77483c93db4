/**
 * Real processes, for tests that need them. The tests wait for output and never sleep.
 *
 * @module
 */

import { Transcript } from "./transcript.ts";

/** Whether this run has the permissions for a real server. A bare `deno test` has not. */
export const mayRun = ([
  { name: "run" },
  { name: "read" },
  { name: "env" },
  { name: "net", host: "127.0.0.1" },
] as const).every((permission) => Deno.permissions.querySync(permission).state === "granted");

/** Whether permissions or programs are missing. */
export function missing(...programs: readonly string[]): boolean {
  if (!mayRun) return true;
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return programs.some((program) => !folders.some((folder) => isFile(`${folder}/${program}`)));
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A running program. */
export class RunningProgram implements AsyncDisposable {
  readonly output = new Transcript();
  readonly errors = new Transcript();
  readonly status: Promise<Deno.CommandStatus>;
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #gathered: Promise<unknown>;
  #running = true;

  constructor(command: string, args: readonly string[], env: Record<string, string> = {}) {
    this.#child = new Deno.Command(command, {
      args: [...args],
      env,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.#input = this.#child.stdin.getWriter();
    this.#gathered = Promise.all([
      this.output.gather(this.#child.stdout),
      this.errors.gather(this.#child.stderr),
    ]);
    this.status = this.#child.status.then((status) => {
      this.#running = false;
      return status;
    });
  }

  /** Writes to its standard input. */
  async type(text: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(text));
  }

  /** Ends its standard input. */
  async endInput(): Promise<void> {
    await this.#input.close().catch(() => {});
  }

  /** Sends a signal. */
  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Kills the program if it runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.endInput();
    if (this.#running) this.#child.kill("SIGKILL");
    await this.status;
    await this.#gathered;
  }
}

/** Starts a server that may have only so many files open. */
export async function startServerWithFiles(files: number): Promise<RunningServer> {
  const server = `"${Deno.execPath()}" run -A "${MAIN}" server --host 127.0.0.1 --port 0`;
  const program = new RunningProgram("sh", ["-c", `ulimit -n ${files}; exec ${server}`], {
    TOSPANN_DATA: ":memory:",
  });
  return await listening(program);
}

const MAIN = new URL("../../../main.ts", import.meta.url).pathname;

/**
 * The folder for the seats of this run's clients, apart from those of the person at the machine.
 */
const STATE_HOME = `/tmp/tospann-tests-${Deno.pid}`;

/** Starts the server or the client with the permissions and flags of its task. */
export async function startTospann(
  command: "server" | "client",
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningProgram> {
  const config = JSON.parse(
    await Deno.readTextFile(new URL("../../../deno.json", import.meta.url)),
  );
  const [, ...words] = String(config.tasks[`${command}:run`].command).split(" ");
  const variables: Record<string, string> = {
    XDG_STATE_HOME: STATE_HOME,
    // Two servers cannot share a folder, so a test that needs a store names one.
    TOSPANN_DATA: ":memory:",
    ...env,
  };
  const flags = words.filter((word) => word.startsWith("--")).map((flag) =>
    flag.replaceAll('"', "").replaceAll(/\$(\w+)/g, (_, name) => variables[name] ?? "")
  );
  return new RunningProgram(
    Deno.execPath(),
    ["run", ...flags, MAIN, command, ...args],
    variables,
  );
}

/** A server on a free port of this machine. */
export interface RunningServer extends AsyncDisposable {
  readonly program: RunningProgram;
  readonly port: number;
}

/** Starts a server and waits until it listens. */
export async function startServer(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<RunningServer> {
  const program = await startTospann(
    "server",
    ["--host", "127.0.0.1", "--port", "0", ...args],
    env,
  );
  return await listening(program);
}

async function listening(program: RunningProgram): Promise<RunningServer> {
  try {
    const lines = await program.output.until(/127\.0\.0\.1:\d+/);
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(lines)?.[1]);
    return { program, port, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
  } catch (error) {
    await program[Symbol.asyncDispose]();
    throw new Error(`Cannot start a server: ${program.errors.text}`, { cause: error });
  }
}

/** Starts a server whose log is read up to its address and no further. */
export async function startUnread() {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN, "server", "--host", "127.0.0.1", "--port", "0", "--show-messages"],
    env: { TOSPANN_DATA: ":memory:" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const log = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/127\.0\.0\.1:\d+\n/.test(text)) text += (await log.read()).value ?? "";
  return { process, log, port: Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1]) };
}
