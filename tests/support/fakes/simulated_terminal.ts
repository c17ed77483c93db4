/**
 * A terminal or a pipe for the client, with a scripted server behind its connection. It needs no
 * permission, no port and no waiting, and knows only the client's {@linkcode ClientIo}.
 *
 * @module
 */

import type { ServerAddress } from "../../../client/cli/server_address.ts";
import type { ClientIo, SeatFile, StopSignal } from "../../../client/terminal/io.ts";
import { FakeClock } from "./fake_clock.ts";
import type { ScriptedServer } from "./scripted_server.ts";
import type { SimulatedWindow } from "./simulated_window.ts";

/** What the terminal is like. */
export interface SimulatedTerminalOptions {
  /** Whether a person is there. Otherwise it is a pipe. */
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** One for each attempt to connect. When there are no more, connecting fails. */
  readonly servers?: readonly ScriptedServer[];
  /** What earlier runs saved. */
  readonly disk?: SimulatedSeatFile;
  /** The log file. Without it, opening one fails. */
  readonly log?: Screen;
  /** The window, if the chat has a screen. */
  readonly window?: SimulatedWindow;
}

/** A saved seat in memory. */
export class SimulatedSeatFile {
  /** The saved seat's text. */
  text: string | undefined;
  /** All writes in order. */
  readonly writes: (string | undefined)[] = [];
  /** When it fails. */
  broken: "never" | "opening" | "writing" = "never";
  /** Writes wait for this. */
  #stuck: PromiseWithResolvers<void> | undefined;

  /** Opens the seat's file. */
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

  /** Makes writes hang until {@linkcode SimulatedSeatFile.release}. */
  hold(): void {
    this.#stuck = Promise.withResolvers();
  }

  release(): void {
    this.#stuck?.resolve();
  }
}

/** The client's outside world, and the person in it. */
export class SimulatedTerminal {
  readonly clock = new FakeClock();
  readonly stdout: Screen;
  readonly stderr = new Screen();
  /** The addresses that the client connected to. */
  readonly addresses: ServerAddress[] = [];
  readonly io: ClientIo;
  /** Gives bytes only on demand, so that a test can see whether the client reads. */
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

  /** Types or pipes in `text`. Resolves when the client has read it. */
  async type(text: string): Promise<void> {
    await this.#keyboard.write(new TextEncoder().encode(text));
  }

  /** Ctrl-D, or the end of the pipe. */
  async endInput(): Promise<void> {
    await this.#keyboard.close();
  }

  signal(signal: StopSignal): void {
    for (const listener of this.#signalListeners) listener(signal);
  }
}

/** Records what was written. */
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

  /** Makes writes fail, as without a reader. */
  break(): void {
    this.#broken = true;
  }

  /** Makes writes hang until {@linkcode Screen.release}. */
  hold(): void {
    this.#stuck = Promise.withResolvers();
  }

  release(): void {
    this.#stuck?.resolve();
  }
}
