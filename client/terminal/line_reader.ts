/**
 * Reads standard input line by line, on demand. It must not know what the lines mean.
 *
 * @module
 */

import {
  decodeLines,
  emptyLines,
  type Line,
  takeRest,
} from "../../actors/encoding/line_decoder.ts";

/** Lines on demand. The reader looks ahead no further than the bytes that brought the last line. */
export type Lines = AsyncIterator<Line, void, void>;

/**
 * Reads lines until the stream ends or breaks. After an early return, somebody else may read on
 * from where the last read ended. At a terminal, that is the end of a line.
 *
 * @param stream The bytes.
 * @param maxBytes The longest line to keep.
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Line, void, void> {
  let state = emptyLines;
  try {
    for await (const bytes of stream.values({ preventCancel: true })) {
      const decoded = decodeLines(state, bytes, maxBytes);
      state = decoded.state;
      yield* decoded.lines;
    }
  } catch {
    // A terminal that is gone (EIO) counts as closed.
  }
  const { line } = takeRest(state);
  if (line !== undefined) yield line;
}
