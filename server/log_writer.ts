/**
 * Writes the log's lines without making the server wait: a slow reader loses lines, and a reader
 * that is gone loses all of them. It must not know what the lines say.
 *
 * @module
 */

/** UTF-16 units that may wait. A line that shows a message may be as long as a page. */
const MAX_WAITING = 8_388_608;

/** Lines on their way to a stream. */
export interface LogWriter {
  /** Writes a line behind the others, or drops it if too much waits already. */
  readonly print: (line: string) => void;
  /** Resolves when nothing waits. It may take as long as the reader does. */
  readonly written: () => Promise<void>;
}

/**
 * Starts to write a log.
 *
 * @param write Writes some of the bytes, and resolves with how many; rejects when nobody reads
 *   them.
 * @param describeLeftOut The line that stands for lines that were dropped.
 */
export function logWriter(
  write: (bytes: Uint8Array) => Promise<number>,
  describeLeftOut: (count: number) => string,
): LogWriter {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let length = 0;
  let leftOut = 0;
  let closed = false;
  let writing: Promise<void> | undefined;

  function push(line: string): void {
    waiting.push(line);
    length += line.length;
  }

  async function writeAll(): Promise<void> {
    try {
      while (waiting.length > 0) {
        let left = encoder.encode(waiting.join("\n") + "\n");
        waiting = [];
        while (left.length > 0) left = left.subarray(await write(left));
        length = waiting.reduce((sum, line) => sum + line.length, 0);
        if (leftOut > 0) push(describeLeftOut(leftOut));
        leftOut = 0;
      }
    } catch {
      closed = true;
      waiting = [];
    } finally {
      writing = undefined;
    }
  }

  return {
    print(line) {
      if (closed) return;
      if (length + line.length > MAX_WAITING) {
        leftOut++;
        return;
      }
      push(line);
      writing ??= writeAll();
    },
    written: async () => await writing,
  };
}
