/**
 * Real processes and real sockets, for the tests that need them: what they print is awaited, never slept for.
 *
 * @module
 */

/** Milliseconds after which what is awaited is taken never to come: a loaded machine is slow, not dead. */
const DEADLINE = 30_000;

/** Whether this run may do all that a real server takes: a bare `deno test` may not. */
export const mayRun = ([
  { name: "run" },
  { name: "read" },
  { name: "env" },
  { name: "net", host: "127.0.0.1" },
] as const).every((permission) => Deno.permissions.querySync(permission).state === "granted");

/** Whether the test's own files or the machine lack something. */
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

/** Text that comes bit by bit, and whoever waits for some of it. */
export class Transcript {
  text = "";
  #ended = false;
  #changed = Promise.withResolvers<void>();

  /** Gathers all that a stream brings. */
  async gather(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of stream) this.add(decoder.decode(bytes, { stream: true }));
    } catch {
      // A reset: nothing more comes.
    }
    this.end();
  }

  /** Adds text. */
  add(text: string): void {
    this.text += text;
    this.#wake();
  }

  /** Nothing more comes. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Resolves once the text holds `wanted`. */
  async until(wanted: string | RegExp | ((text: string) => boolean)): Promise<string> {
    const found = () => {
      if (typeof wanted === "string") return this.text.includes(wanted);
      return typeof wanted === "function" ? wanted(this.text) : wanted.test(this.text);
    };
    await this.#wait(found, `${wanted}`);
    return this.text;
  }

  /** Resolves once nothing more comes. */
  async untilEnd(): Promise<string> {
    await this.#wait(() => this.#ended, "the end");
    return this.text;
  }

  async #wait(done: () => boolean, wanted: string): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`Waited for ${wanted}: ${this.text}`)),
      DEADLINE,
    );
    try {
      while (!done()) {
        if (this.#ended) throw new Error(`Waited for ${wanted}, ended with: ${this.text}`);
        await Promise.race([this.#changed.promise, late]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** A program that runs. */
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

  /** Ends it, if it runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.endInput();
    if (this.#running) this.#child.kill("SIGKILL");
    await this.status;
    await this.#gathered;
  }
}

/** The same server where a process may have only so many files open. */
export async function startServerWithFiles(files: number): Promise<RunningServer> {
  const server = `"${Deno.execPath()}" run -A "${MAIN}" server --host 127.0.0.1 --port 0`;
  const program = new RunningProgram("sh", ["-c", `ulimit -n ${files}; exec ${server}`], {
    TOSPANN_DATA: ":memory:",
  });
  return await listening(program);
}

const MAIN = new URL("../../../main.ts", import.meta.url).pathname;

/** Where the clients of this run keep their seats: not where those of the person do who runs the tests. */
const STATE_HOME = `/tmp/tospann-tests-${Deno.pid}`;

/** `deno task server` or `client`, with the permissions that the task gives it. */
export async function startTospann(
  command: "server" | "client",
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningProgram> {
  const config = JSON.parse(
    await Deno.readTextFile(new URL("../../../deno.json", import.meta.url)),
  );
  const [, ...words] = String(config.tasks[command].command).split(" ");
  const variables: Record<string, string> = {
    XDG_STATE_HOME: STATE_HOME,
    // A folder is one server's: whoever wants a store says where.
    TOSPANN_DATA: ":memory:",
    ...env,
  };
  const flags = words.filter((word) => word.startsWith("--"))
    .map((flag) =>
      flag.replace(
        "--allow-read=actors",
        `--allow-read=${new URL("../../../actors", import.meta.url).pathname}`,
      ).replaceAll('"', "").replaceAll(/\$(\w+)/g, (_, name) => variables[name] ?? "")
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

/** A client on a real socket. */
export class RealClient implements Disposable {
  readonly received = new Transcript();
  readonly #conn: Deno.TcpConn;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.#readOn();
  }

  /** Connects to a port of this machine. */
  static async connect(port: number): Promise<RealClient> {
    return new RealClient(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Joins with frames, and waits for the welcome. */
  static async join(port: number, name: string, room = "main"): Promise<RealClient> {
    const client = await RealClient.connect(port);
    try {
      await client.send(JSON.stringify({ type: "hello", version: 1, name, room }) + "\n");
      await client.received.until(`"type":"welcome"`);
      return client;
    } catch (error) {
      client[Symbol.dispose]();
      throw error;
    }
  }

  /** This end's address, as the server shows it. */
  get address(): string {
    const { hostname, port } = this.#conn.localAddr as Deno.NetAddr;
    return `${hostname}:${port}`;
  }

  /** Sends bytes or text. */
  async send(what: string | Uint8Array): Promise<void> {
    let bytes = typeof what === "string" ? new TextEncoder().encode(what) : what;
    while (bytes.length > 0) bytes = bytes.subarray(await this.#conn.write(bytes));
  }

  /** Sends no more. */
  async end(): Promise<void> {
    await this.#conn.closeWrite();
  }

  [Symbol.dispose](): void {
    try {
      this.#conn.close();
    } catch {
      // Closed by its end.
    }
  }

  async #readOn(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const decoder = new TextDecoder();
    try {
      for (let count; (count = await this.#conn.read(buffer)) !== null;) {
        this.received.add(decoder.decode(buffer.subarray(0, count), { stream: true }));
      }
    } catch {
      // A reset, or our own close.
    }
    this.received.end();
  }
}
