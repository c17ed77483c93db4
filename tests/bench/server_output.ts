/**
 * What the measured server prints: where it listens, and why it ended.
 *
 * @module
 */

/** Milliseconds in which a server has to listen: it may first have to bundle the page. */
const STARTS_WITHIN = 120_000;

/** Of what it prints on stderr, so much is kept. */
const LAST_WORDS = 2_000;

/**
 * Waits for the line with the port. All that is printed later is read and let go, so that the pipe is never full.
 *
 * @returns `undefined` if it ends without it, or does not come to it.
 */
export function portIn(stdout: ReadableStream<Uint8Array>): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const timer = setTimeout(() => resolve(undefined), STARTS_WITHIN);
  async function readOn(): Promise<void> {
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
  readOn();
  return promise.finally(() => clearTimeout(timer));
}

/** The end of what it prints, once it has ended. */
export async function lastWords(stderr: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stderr) {
    text = (text + decoder.decode(bytes, { stream: true })).slice(-LAST_WORDS);
  }
  return text;
}
