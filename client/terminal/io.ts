/**
 * What the client needs of the world, as a thing that is handed in: `system_io.ts` has the real one, the tests have
 * another. It must not know what the client does with it.
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
  /** Lets go of it, whatever is still on its way. May be called again, and does nothing then. */
  readonly close: () => void;
}

/** A seat, as a new run of the client knows it again. */
export interface SeatKey extends ServerAddress {
  readonly room: string;
  readonly name: string;
}

/** Where one seat is kept from one run of the client to the next. Nobody else has it meanwhile. */
export interface SeatFile {
  /** What an earlier run left there. */
  readonly found: string | undefined;
  /** Replaces all that is there; `undefined` takes it away. */
  readonly write: (text: string | undefined) => Promise<void>;
  /** Lets another run have it. */
  readonly close: () => void;
}

/** A file that grows at its end, whatever it held before. */
export interface TranscriptFile {
  readonly writable: WritableStream<Uint8Array>;
  /** Lets go of it, whatever is still on its way. */
  readonly close: () => void;
}

/** The window that a person looks at, and the keys under their hands. */
export interface TerminalWindow {
  /** How the terminal takes what is written to it. */
  readonly coloured: boolean;
  readonly reflow: Reflow;
  /** Whether the window may be another size already, for some 250 ms, when it tells. */
  readonly tellsLate: boolean;
  readonly size: () => Size;
  /** Whether each key comes by itself, as it is pressed, and none does anything of itself; or whole lines, as they were. */
  readonly setRaw: (raw: boolean) => void;
  /**
   * Calls `listener` when the window is another size.
   *
   * @returns Takes it back.
   */
  readonly onResize: (listener: () => void) => () => void;
  /** As `onResize`, when this process goes on after it stood still: another may have had the window meanwhile. */
  readonly onReturn: (listener: () => void) => () => void;
}

/** A wish from outside that the client ends. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The world. */
export interface ClientIo {
  readonly stdin: ReadableStream<Uint8Array>;
  readonly stdout: WritableStream<Uint8Array>;
  readonly stderr: WritableStream<Uint8Array>;
  /** Whether a person sits at standard input, so that one can ask. */
  readonly isTerminal: boolean;
  /** Where the chat can have a screen: a person at both ends, on a terminal that is more than a printer. */
  readonly window: TerminalWindow | undefined;
  readonly clock: Clock;
  /** An environment variable. */
  readonly env: (name: string) => string | undefined;
  /** Something that nobody had before: at most 40 characters. */
  readonly randomId: () => string;
  /** From 0 up to, but not including, 1. */
  readonly random: () => number;
  /** Finds where a seat is kept that no other run has, the one that an earlier run left first; or rejects. */
  readonly openSeatFile: (place: SeatKey) => Promise<SeatFile>;
  /** Opens the file where the person wants a log of what is said, or rejects. */
  readonly openTranscriptFile: (path: string) => Promise<TranscriptFile>;
  /** Connects, or rejects; `signal` ends the attempt. */
  readonly connect: (address: ServerAddress, signal: AbortSignal) => Promise<ServerSocket>;
  /**
   * Calls `listener` for each signal, in place of ending at once.
   *
   * @returns Takes it back.
   */
  readonly onStopSignal: (listener: (signal: StopSignal) => void) => () => void;
}
