/**
 * What can be wrong with a store, as plain data that crosses threads, and in the host's words. It knows SQLite's words
 * for it, and nothing of when they come.
 *
 * @module
 */

import { type Language, texts } from "../../actors/languages/languages.ts";
import { describeError } from "../../actors/runtime/actor.ts";

/** Why the store cannot be opened, or nothing can be kept. */
export type StoreProblem =
  /** Another server has it. */
  | { readonly type: "inUse" }
  /** A newer server wrote it. */
  | { readonly type: "newer" }
  /** Its file is damaged, or another program's. */
  | { readonly type: "damaged" }
  /** There is no room on the disk. */
  | { readonly type: "full" }
  /** The folder or its file cannot be made, read or written. */
  | { readonly type: "unwritable"; readonly reason: string };

/** SQLite's words. Deno 2.9.6 gives most of its errors no number to know them by. */
const SIGNS: readonly (readonly [RegExp, StoreProblem])[] = [
  [/database (?:table )?is locked/, { type: "inUse" }],
  [/file is not a database|disk image is malformed/, { type: "damaged" }],
  [/database or disk is full|no space left|ENOSPC/i, { type: "full" }],
];

/** What an error of the database or of its files means. */
export function problemOf(error: unknown): StoreProblem {
  const reason = describeError(error);
  const [, problem] = SIGNS.find(([sign]) => sign.test(reason)) ?? [];
  return problem ?? { type: "unwritable", reason };
}

/** Tells the host what is wrong, and what to do. */
export function describeProblem(
  problem: StoreProblem,
  folder: string,
  language: Language,
): string {
  const words = texts[language].server.storeProblems;
  return problem.type === "unwritable"
    ? words.unwritable(folder, problem.reason)
    : words[problem.type](folder);
}
