/**
 * The folder in which this machine's clients save their seats. Each seat is a file that no other
 * user may read, with a lock file that is released when the process ends. It must not know what the
 * files contain.
 *
 * A person may run two clients under one name. Each needs a slot of its own, or one would take the
 * other's seat.
 *
 * @module
 */

import { join } from "node:path";
import type { SeatFile, SeatKey } from "../io.ts";

/** Clients with one name that can run in one room at once: more windows than anybody opens. */
const MAX_SLOTS = 16;

/** Several times the largest saved seat (256 texts of 8 KiB). A longer file is not ours. */
const MAX_FILE_BYTES = 16 * 1_024 * 1_024;

/**
 * The folder for state that outlives a program, by the XDG base directory specification.
 *
 * @returns Its path, or `undefined` if the environment names no home.
 */
export function stateFolder(): string | undefined {
  const parent = Deno.build.os === "windows" ? Deno.env.get("LOCALAPPDATA") : xdgStateHome();
  return parent ? join(parent, "tospann") : undefined;
}

function xdgStateHome(): string | undefined {
  const stateHome = Deno.env.get("XDG_STATE_HOME");
  // The specification says to ignore relative paths.
  if (stateHome?.startsWith("/")) return stateHome;
  const home = Deno.env.get("HOME");
  return home ? join(home, ".local", "state") : undefined;
}

/**
 * Takes a free slot: the first one with a saved seat, or else the first one.
 *
 * @param folder The folder. It is created if necessary.
 * @param place Identifies the seat.
 * @throws {Error} If there is no folder, or no free slot.
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

/** A hash of 128 bits is safe in any file system, whatever the address, room and name contain. */
async function fileName({ host, port, room, name }: SeatKey): Promise<string> {
  const place = new TextEncoder().encode(JSON.stringify([host.toLowerCase(), port, room, name]));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", place));
  return hash.subarray(0, 16).toHex();
}

/** `undefined` if another process has it. */
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

/** If the process is killed, the file has the old text or the new one, never a part. */
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
