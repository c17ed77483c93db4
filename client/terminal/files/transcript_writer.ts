/**
 * Adds what is said to a person's own log as it is said; the chat does not wait for it. It must not know what is worth
 * recording, nor where the log is.
 *
 * @module
 */

import type { ConnectionEvent } from "../../connection/connection_events.ts";
import type { OutgoingText } from "../../connection/outbox.ts";
import {
  localStamp,
  recordEvent,
  type Stamp,
  startTranscript,
  type Transcript,
} from "../../chat/transcript.ts";
import type { TranscriptFile } from "../io.ts";
import { WriteQueue } from "../write_queue.ts";

/** What one needs to know of the chat to record it. */
export interface TranscriptWriterOptions {
  readonly file: TranscriptFile;
  /** One's own, until the server says otherwise. */
  readonly name: string;
  /** What an earlier run left unsent. */
  readonly waiting: readonly OutgoingText[];
}

/** Writes one log. */
export class TranscriptWriter {
  readonly #queue: WriteQueue;
  readonly #stamp: Stamp;
  #recorder: Transcript;

  /**
   * @param onFailed Told once, when something could not be written. A part of it may have been: nothing more is
   * written, or a line would go on in the middle of another.
   */
  constructor(
    { file, name, waiting }: TranscriptWriterOptions,
    onFailed: (error: unknown) => void,
  ) {
    this.#queue = new WriteQueue(file.writable, onFailed);
    this.#stamp = localStamp();
    this.#recorder = startTranscript(name, waiting);
  }

  /** UTF-16 units that are not written yet. */
  get pending(): number {
    return this.#queue.pending;
  }

  /** Takes what the connection tells at `now`, in milliseconds since 1970. */
  add(event: ConnectionEvent, now: number): void {
    const { transcript: recorder, text } = recordEvent(this.#recorder, event, now, this.#stamp);
    this.#recorder = recorder;
    if (text !== "") this.#queue.write(text);
  }

  /** Resolves when all that came so far is written, or will never be. */
  written(): Promise<void> {
    return this.#queue.written();
  }
}
