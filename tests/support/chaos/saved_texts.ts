/**
 * Reads the unaccepted texts that this machine's clients have saved on disk.
 *
 * @module
 */

import { parseSavedSeat } from "../../../client/connection/saved_seat.ts";

/** Resolves once a seat saved in `folder` holds this text as unaccepted. */
export async function untilSaved(folder: string, text: string): Promise<void> {
  using changes = Deno.watchFs(folder);
  // Look before the first change: the text may already be there.
  if ((await savedTexts(folder)).includes(text)) return;
  for await (const _ of changes) {
    if ((await savedTexts(folder)).includes(text)) return;
  }
}

async function savedTexts(folder: string): Promise<readonly string[]> {
  const files = (await Array.fromAsync(Deno.readDir(folder))).filter(({ name }) =>
    name.endsWith(".json")
  );
  const seats = await Promise.all(files.map(({ name }) => Deno.readTextFile(`${folder}/${name}`)));
  return seats.flatMap((seat) => parseSavedSeat(seat)?.texts ?? []).map(({ text }) => text);
}
