/**
 * A terminal or a pipe for the client to run in, with a scripted server at the other end of its connection: no
 * permission, no port, no waiting. It knows nothing of the client but its {@linkcode ClientIo}.
 *
 * @module
 */

import type { ServerAddress } from "../../../client/cli/server_address.ts";
import type { ClientIo, SeatFile, StopSignal } from "../../../client/terminal/io.ts";
import { FakeClock } from "./fake_clock.ts";
import type { ScriptedServer } from "./scripted_server.ts";
import type { SimulatedWindow } from "./simulated_window.ts";

/** What a terminal is like. */
export interface SimulatedTerminalOptions {
  /** Whether a person sits there; otherwise it is a pipe. */
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** One for each time that the client connects; when there are no more, nobody answers. */
  readonly servers?: readonly ScriptedServer[];
  /** What earlier runs kept. */
  readonly disk?: SimulatedSeatFile;
  /** The one file that a log can be written to; without it, none can be opened. */
  readonly log?: Screen;
  /** Where a person looks at what is written, if the chat is to have a screen. */
  readonly window?: SimulatedWindow;
}

/** Where seats are kept, in memory. */
export class SimulatedSeatFile {
  /** What is kept of the one seat there is. */
  text: string | undefined;
  /** What was written, one after the other. */
  readonly writes: (string | undefined)[] = [];
  /** Whether it cannot be opened, or takes nothing. */
  broken: "never" | "opening" | "writing" = "never";
  /** Writes wait for it. */
  #stuck: PromiseWithResolvers<void> | undefined;

  /** Opens the file of the seat. */
  readonly open = (): Promise<SeatFile> => {
    if (this.broken === "opening") return Promise.reject(new Error("Read-only file system"));
    return Promise.resolve({
      found: this.text,
      write: async (text) => {
        await this.#stuck?.promise;
        if (this.broken === "writing") throw new Error("No space left on device");
        this.writes.push(text);
        this.text = text;
      },
      close: () => {},
    });
  };

  /** It is slow, until {@linkcode SimulatedSeatFile.release}. */
  hold(): void {
    this.#stuck = Promise.withResolvers();
  }

  release(): void {
    this.#stuck?.resolve();
  }
}

/** The client's world, and the hands and eyes of the person in it. */
export class SimulatedTerminal {
  readonly clock = new FakeClock();
  readonly stdout: Screen;
  readonly stderr = new Screen();
  /** Where the client wanted to connect to. */
  readonly addresses: ServerAddress[] = [];
  readonly io: ClientIo;
  /** Gives its bytes only when they are asked for, so that one can see whether they are. */
  readonly #stdin = new TransformStream<Uint8Array, Uint8Array>({}, {}, { highWaterMark: 0 });
  readonly #keyboard = this.#stdin.writable.getWriter();
  readonly #signalListeners = new Set<(signal: StopSignal) => void>();

  constructor(
    { isTerminal = false, env = {}, servers = [], disk = new SimulatedSeatFile(), log, window }:
      SimulatedTerminalOptions = {},
  ) {
    this.stdout = new Screen((text) => window?.write(text));
    const waiting = [...servers];
    this.io = {
      stdin: this.#stdin.readable,
      stdout: this.stdout.writable,
      stderr: this.stderr.writable,
      isTerminal,
      window,
      clock: this.clock,
      env: (name) => env[name],
      randomId: () => "test",
      random: () => 0,
      openSeatFile: disk.open,
      openTranscriptFile: () =>
        log === undefined
          ? Promise.reject(new Error("Permission denied"))
          : Promise.resolve({ writable: log.writable, close: () => {} }),
      connect: (address) => {
        this.addresses.push(address);
        const server = waiting.shift();
        return server === undefined
          ? Promise.reject(new Error("Cannot connect: nobody listens"))
          : Promise.resolve(server.socket);
      },
      onStopSignal: (listener) => {
        this.#signalListeners.add(listener);
        return () => this.#signalListeners.delete(listener);
      },
    };
  }

  /** Types or pipes in `text`; resolves when it is read. */
  async type(text: string): Promise<void> {
    await this.#keyboard.write(new TextEncoder().encode(text));
  }

  /** Ctrl-D, or the pipe's end. */
  async endInput(): Promise<void> {
    await this.#keyboard.close();
  }

  signal(signal: StopSignal): void {
    for (const listener of this.#signalListeners) listener(signal);
  }
}

/** What has been written, as one can read it. */
export class Screen {
  #text = "";
  #broken = false;
  #stuck: PromiseWithResolvers<void> | undefined;
  readonly #show: (text: string) => void;

  readonly writable = new WritableStream<Uint8Array>({
    write: async (bytes) => {
      await this.#stuck?.promise;
      if (this.#broken) throw new Error("Broken pipe");
      const text = new TextDecoder().decode(bytes);
      this.#text += text;
      this.#show(text);
    },
  });

  /** @param show Gets each piece as it is written. */
  constructor(show: (text: string) => void = () => {}) {
    this.#show = show;
  }

  get text(): string {
    return this.#text;
  }

  get lines(): readonly string[] {
    return this.#text.split("\n").slice(0, -1);
  }

  /** Whoever read it is gone. */
  break(): void {
    this.#broken = true;
  }

  /** Nobody reads it, until {@linkcode Screen.release}. */
  hold(): void {
    this.#stuck = Promise.withResolvers();
  }

  release(): void {
    this.#stuck?.resolve();
  }
}
