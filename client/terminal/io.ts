/**
 * The client's view of the outside world. `system_io.ts` implements it, and tests replace it. It
 * must not know what the client does with it.
 *
 * @module
 */

import type { Clock } from "../../actors/runtime/clock.ts";
import type { ServerAddress } from "../cli/server_address.ts";
import type { Reflow, Size } from "./screen/painter.ts";

/** One TCP connection. */
export interface ServerSocket {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  /** Closes the connection at once. Does nothing the second time. */
  readonly close: () => void;
}

/** What identifies a saved seat. */
export interface SeatKey extends ServerAddress {
  readonly room: string;
  readonly name: string;
}

/** Where one seat is saved between runs. Only one client has it at a time. */
export interface SeatFile {
  /** What an earlier run left. */
  readonly found: string | undefined;
  /** Replaces the contents, or removes them. */
  readonly write: (text: string | undefined) => Promise<void>;
  /** Lets another client have it. */
  readonly close: () => void;
}

/** A file that the client appends to. */
export interface TranscriptFile {
  readonly writable: WritableStream<Uint8Array>;
  /** Closes it at once. */
  readonly close: () => void;
}

/** The person's terminal window. */
export interface TerminalWindow {
  /** How the terminal displays output. */
  readonly coloured: boolean;
  readonly reflow: Reflow;
  /** Whether the window may have changed up to 250 ms before it reports a new size. */
  readonly reportsLate: boolean;
  readonly size: () => Size;
  /** True: each key arrives at once, and the terminal does nothing with it. False: whole lines. */
  readonly setRaw: (raw: boolean) => void;
  /**
   * Calls `listener` when the window changes its size.
   *
   * @returns A function that stops it.
   */
  readonly onResize: (listener: () => void) => () => void;
  /**
   * Calls `listener` when this process continues after a stop, when another program may have used
   * the window.
   */
  readonly onReturn: (listener: () => void) => () => void;
}

/** A signal that asks the client to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The outside world. */
export interface ClientIo {
  readonly stdin: ReadableStream<Uint8Array>;
  readonly stdout: WritableStream<Uint8Array>;
  readonly stderr: WritableStream<Uint8Array>;
  /** Whether a person is at standard input and can answer questions. */
  readonly isTerminal: boolean;
  /** Set if a person is at both ends, on a terminal that can move its cursor. */
  readonly window: TerminalWindow | undefined;
  readonly clock: Clock;
  /** An environment variable. */
  readonly env: (name: string) => string | undefined;
  /** An id that nobody has used, of at most 40 characters. */
  readonly randomId: () => string;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** Opens a saved seat that no other run uses, preferably one with contents. May reject. */
  readonly openSeatFile: (place: SeatKey) => Promise<SeatFile>;
  /** Opens the transcript that the person asked for. May reject. */
  readonly openTranscriptFile: (path: string) => Promise<TranscriptFile>;
  /** Connects, or rejects. `signal` ends the attempt. */
  readonly connect: (address: ServerAddress, signal: AbortSignal) => Promise<ServerSocket>;
  /**
   * Calls `listener` for each signal, instead of ending the process.
   *
   * @returns A function that stops it.
   */
  readonly onStopSignal: (listener: (signal: StopSignal) => void) => () => void;
}
