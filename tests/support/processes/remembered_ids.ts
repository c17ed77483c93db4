/**
 * Prints the bytes of a seat's answers if its client repeats hundreds of ids with each new one. Run
 * with `--v8-flags=--expose-gc`.
 *
 * @module
 */

import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import { answerAll, noAnswers } from "../../../actors/room/answered_ids.ts";

// With `--expose-gc`.
const { gc } = globalThis as unknown as { readonly gc: () => void };

const idOf = (n: number) => String(1e9 - n).padStart(64, "x");
const repeats = Array.from({ length: 600 }, (_, n) => idOf(n));

let answers = noAnswers;
function answer(ids: readonly string[]): void {
  ({ answers } = answerAll(answers, toTextBatch(ids), { seq: 1, at: 0, to: 1 }));
}

answer(repeats);
gc();
const before = Deno.memoryUsage().heapUsed;
for (let n = 0; n < 500; n++) answer([idOf(1_000 + n), ...repeats]);
gc();
// Reading the answers keeps them alive.
console.log(Deno.memoryUsage().heapUsed - before + answers.latest.length);
