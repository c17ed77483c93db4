/**
 * Where the recording is kept: beside the benchmarks, with the code that it was measured of.
 *
 * @module
 */

import { formatRecording, parseRecording, type Recording } from "./recording.ts";

const FILE = new URL("recorded.json", import.meta.url);

/**
 * Reads it; nothing is recorded where there is none yet.
 *
 * @throws {TypeError} If what is there is no recording: to go on would be to overwrite it.
 */
export async function readRecording(): Promise<Recording> {
  let text: string;
  try {
    text = await Deno.readTextFile(FILE);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
  const recording = parseRecording(text);
  if (recording === undefined) {
    throw new TypeError(`Cannot read ${FILE.pathname}: not a recording. Mend it or delete it`);
  }
  return recording;
}

/** Keeps it, in the form that the gate asks of every file. */
export async function writeRecording(recording: Recording): Promise<void> {
  await Deno.writeTextFile(FILE, formatRecording(recording));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", FILE.pathname] }).output();
}
