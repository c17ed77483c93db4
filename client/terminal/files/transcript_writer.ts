/**
 * Appends to a person's transcript as the chat goes on. The chat does not wait for it. It must not
 * know what is worth recording, or where the transcript is.
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
import { TextWriter } from "../text_writer.ts";

/** How to start a transcript. */
export interface TranscriptWriterOptions {
  readonly file: TranscriptFile;
  /** The person's name, until the server gives another one. */
  readonly name: string;
  /** Texts that an earlier run did not get accepted. */
  readonly waiting: readonly OutgoingText[];
}

/** Writes one transcript. */
export class TranscriptWriter {
  readonly #output: TextWriter;
  readonly #stamp: Stamp;
  #recorder: Transcript;

  /**
   * @param onFailed Called once, at the first failure. The writer then stops, because it may have
   * written a part of a line.
   */
  constructor(
    { file, name, waiting }: TranscriptWriterOptions,
    onFailed: (error: unknown) => void,
  ) {
    this.#output = new TextWriter(file.writable, onFailed);
    this.#stamp = localStamp();
    this.#recorder = startTranscript(name, waiting);
  }

  /** UTF-16 units that are not written yet. */
  get pending(): number {
    return this.#output.pending;
  }

  /** Records an event that happened at `now`, in milliseconds since 1970. */
  add(event: ConnectionEvent, now: number): void {
    const { transcript: recorder, text } = recordEvent(this.#recorder, event, now, this.#stamp);
    this.#recorder = recorder;
    if (text !== "") this.#output.write(text);
  }

  /** Resolves when everything so far is written, or never will be. */
  written(): Promise<void> {
    return this.#output.written();
  }
}
