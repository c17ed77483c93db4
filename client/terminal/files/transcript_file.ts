/**
 * The file of a person's own log. It must not know what is written to it.
 *
 * @module
 */

import { resolve } from "node:path";
import type { TranscriptFile } from "../io.ts";

/**
 * Opens a file to add to it; where there is none it is made, for nobody else to read. Who may read one that is there
 * already has been decided by its owner.
 *
 * @param path As the person gave it: from where they stand, which `deno task` leaves, and tells of.
 * @throws {Error} If it cannot be opened, in the system's words.
 */
export async function openTranscriptFile(path: string): Promise<TranscriptFile> {
  // `append`: two clients may write to one file, and neither writes over the other's lines.
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
