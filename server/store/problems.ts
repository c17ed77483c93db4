/**
 * What can be wrong with the store: as plain data that crosses threads, and in the operator's
 * language. It recognizes SQLite's messages.
 *
 * @module
 */

import { type Language, texts } from "../../actors/languages/languages.ts";
import { describeError } from "../../actors/runtime/actor.ts";

/** Why the store cannot open its database or write to it. */
export type StoreProblem =
  /** Another server uses it. */
  | { readonly type: "inUse" }
  /** A newer server wrote it. */
  | { readonly type: "newer" }
  /** Its file is damaged, or another program's. */
  | { readonly type: "damaged" }
  /** There is no room on the disk. */
  | { readonly type: "full" }
  /** The folder or its file cannot be made, read or written. */
  | { readonly type: "unwritable"; readonly reason: string };

/** SQLite's messages. Most of its errors have no code in Deno 2.9.6. */
const SIGNS: readonly (readonly [RegExp, StoreProblem])[] = [
  [/database (?:table )?is locked/, { type: "inUse" }],
  [/file is not a database|disk image is malformed/, { type: "damaged" }],
  [/database or disk is full|no space left|ENOSPC/i, { type: "full" }],
];

/** Thrown when a database cannot be opened for a reason that is known. */
export class StoreError extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem) {
    super(`Cannot open the database: ${problem.type}`);
    this.problem = problem;
  }
}

/** The problem behind an error of the database or of its files. */
export function problemOf(error: unknown): StoreProblem {
  if (error instanceof StoreError) return error.problem;
  const reason = describeError(error);
  const [, problem] = SIGNS.find(([sign]) => sign.test(reason)) ?? [];
  return problem ?? { type: "unwritable", reason };
}

/** Tells the operator what is wrong, and what to do. */
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
