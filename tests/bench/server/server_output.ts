/**
 * Reads what the measured server prints: its port on stdout, and its errors on stderr.
 *
 * @module
 */

/** Milliseconds until a server must listen. It may have to bundle the page first. */
const START_TIMEOUT = 60_000;

/** Characters of stderr that are kept. */
const MAX_ERROR_LENGTH = 2_000;

/**
 * Waits for the line with the port. It reads all later output too, so that the pipe never fills.
 *
 * @returns `undefined` if the server ends first, or does not listen in time.
 */
export function portIn(stdout: ReadableStream<Uint8Array>): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const timer = setTimeout(() => resolve(undefined), START_TIMEOUT);
  async function readAll(): Promise<void> {
    const decoder = new TextDecoder();
    let text: string | undefined = "";
    for await (const bytes of stdout) {
      if (text === undefined) continue;
      text += decoder.decode(bytes, { stream: true });
      const [, port] = /127\.0\.0\.1:(\d+)\s/.exec(text) ?? [];
      if (port === undefined) continue;
      resolve(Number(port));
      text = undefined;
    }
    resolve(undefined);
  }
  readAll();
  return promise.finally(() => clearTimeout(timer));
}

/** The end of stderr, once the server has closed it. */
export async function errorsIn(stderr: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stderr) {
    text = (text + decoder.decode(bytes, { stream: true })).slice(-MAX_ERROR_LENGTH);
  }
  return text.trim();
}
