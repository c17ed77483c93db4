/**
 * The lines of standard input, one when one is asked for. It must not know what they mean.
 *
 * @module
 */

import {
  decodeLines,
  emptyLines,
  type Line,
  takeRest,
} from "../../actors/encoding/line_decoder.ts";

/** Lines as they are asked for. Nothing is read ahead but the rest of the bytes that brought the last line. */
export type Lines = AsyncIterator<Line, void, void>;

/**
 * Reads lines until the stream ends or breaks. When it is returned early, somebody else may read the stream on from
 * where the last read ended: at a terminal that is the end of a line.
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
    // A terminal that went away (EIO) will not say more than one that closed.
  }
  const { line } = takeRest(state);
  if (line !== undefined) yield line;
}
