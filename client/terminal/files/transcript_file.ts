/**
 * The file of a person's transcript. It must not know what is written to it.
 *
 * @module
 */

import { resolve } from "node:path";
import type { TranscriptFile } from "../io.ts";

/**
 * Opens a file to append to it. A new file is readable only by its owner. An existing one keeps its
 * permissions.
 *
 * @param path Relative to the folder where the person started `deno task`.
 * @throws {Error} If it cannot be opened, in the system's words.
 */
export async function openTranscriptFile(path: string): Promise<TranscriptFile> {
  // With `append`, two clients can write to one file without overwriting each other's lines.
  const file = await Deno.open(resolve(Deno.env.get("INIT_CWD") ?? "", path), {
    append: true,
    create: true,
    mode: 0o600,
  });
  return {
    writable: new WritableStream({ write: (bytes) => writeAll(file, bytes) }),
    close: () => file.close(),
  };
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await file.write(rest));
}
