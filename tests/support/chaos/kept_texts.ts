/**
 * What the clients of this machine keep of their seats, as one finds it on the disk.
 *
 * @module
 */

import { parseSavedSeat } from "../../../client/connection/saved_seat.ts";

/** Resolves once a seat is kept in `folder` with this text, which is not accepted yet. */
export async function untilKept(folder: string, text: string): Promise<void> {
  using changes = Deno.watchFs(folder);
  // What is there already changes no more.
  if ((await keptTexts(folder)).includes(text)) return;
  for await (const _ of changes) {
    if ((await keptTexts(folder)).includes(text)) return;
  }
}

async function keptTexts(folder: string): Promise<readonly string[]> {
  const files = (await Array.fromAsync(Deno.readDir(folder))).filter(({ name }) =>
    name.endsWith(".json")
  );
  const seats = await Promise.all(files.map(({ name }) => Deno.readTextFile(`${folder}/${name}`)));
  return seats.flatMap((seat) => parseSavedSeat(seat)?.texts ?? []).map(({ text }) => text);
}
