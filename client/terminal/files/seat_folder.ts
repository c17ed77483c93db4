/**
 * The folder where this machine's clients keep their seats: a file for each, which no other user may read, and beside
 * it a lock, which goes with the process that has it. It must not know what is in the files.
 *
 * A person may have two clients of one name open at once. Each has a slot of its own, or one would throw the other out
 * of its seat.
 *
 * @module
 */

import { join } from "node:path";
import type { SeatFile, SeatKey } from "../io.ts";

/** Clients of one name, in one room, that can be open at once: as many windows as nobody has. */
const MAX_SLOTS = 16;

/** Several times the longest that is kept (256 texts of 8 KiB): what is longer was not written here. */
const MAX_FILE_BYTES = 16 * 1_024 * 1_024;

/**
 * The folder, as the XDG base directory specification has it for what outlives a program but is no document.
 *
 * @returns Its path; `undefined` where the environment names no home.
 */
export function stateFolder(): string | undefined {
  const parent = Deno.build.os === "windows" ? Deno.env.get("LOCALAPPDATA") : xdgStateHome();
  return parent ? join(parent, "tospann") : undefined;
}

function xdgStateHome(): string | undefined {
  const stateHome = Deno.env.get("XDG_STATE_HOME");
  // The specification has a path that is not absolute passed over.
  if (stateHome?.startsWith("/")) return stateHome;
  const home = Deno.env.get("HOME");
  return home ? join(home, ".local", "state") : undefined;
}

/**
 * Takes a slot that nobody has: the first where an earlier run left something, else the first of all.
 *
 * @param folder Where; it is made if it is not there.
 * @param place Whose seat.
 * @throws {Error} If there is no folder to be had, or every slot is taken.
 */
export async function openSeatFile(
  folder: string | undefined,
  place: SeatKey,
): Promise<SeatFile> {
  if (folder === undefined) throw new Error("HOME is not set");
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const name = await fileName(place);
  const paths = Array.from({ length: MAX_SLOTS }, (_, i) => join(folder, `${name}-${i + 1}`));
  for (const path of paths) {
    if (await sizeOf(fileOf(path)) === undefined) continue;
    const slot = await takeSlot(path);
    if (slot?.found !== undefined) return slot;
    slot?.close();
  }
  for (const path of paths) {
    const slot = await takeSlot(path);
    if (slot !== undefined) return slot;
  }
  throw new Error(`All ${MAX_SLOTS} slots in ${folder} are taken`);
}

/** Safe in any file system, whatever an address, a room or a name holds: 128 bits of a hash. */
async function fileName({ host, port, room, name }: SeatKey): Promise<string> {
  const place = new TextEncoder().encode(JSON.stringify([host.toLowerCase(), port, room, name]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", place));
  return hash.subarray(0, 16).toHex();
}

/** `undefined` where another process has it. */
async function takeSlot(path: string): Promise<SeatFile | undefined> {
  const lock = await Deno.open(`${path}.lock`, { create: true, write: true, mode: 0o600 });
  try {
    if (await lock.tryLock(true)) {
      const file = fileOf(path);
      return {
        found: await readIfThere(file),
        write: (text) => text === undefined ? removeIfThere(file) : replace(file, text),
        close: () => lock.close(),
      };
    }
  } catch (error) {
    lock.close();
    throw error;
  }
  lock.close();
  return undefined;
}

function fileOf(path: string): string {
  return `${path}.json`;
}

async function readIfThere(path: string): Promise<string | undefined> {
  const size = await sizeOf(path);
  return size === undefined || size > MAX_FILE_BYTES ? undefined : await Deno.readTextFile(path);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Whoever is killed in the middle of this leaves the old text or the new one, never a part. */
async function replace(path: string, text: string): Promise<void> {
  const next = `${path}.new`;
  await Deno.writeTextFile(next, text, { mode: 0o600 });
  await Deno.rename(next, path);
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
