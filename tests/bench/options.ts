/**
 * The command line of `deno task bench`.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";

/** What the command line asks for. `wrong` has one line that says what is wrong. */
export type Options =
  | { readonly type: "run"; readonly workloads: readonly string[] }
  | { readonly type: "help" }
  | { readonly type: "wrong"; readonly message: string };

/**
 * Reads the command line.
 *
 * @param args The arguments after the task's name.
 * @param known The names of all workloads, in the order in which they run.
 */
export function parseOptions(args: readonly string[], known: readonly string[]): Options {
  const unknown: string[] = [];
  // `deno task` passes a `--` on.
  const flags = parseArgs(args.filter((arg) => arg !== "--"), {
    string: ["only"],
    boolean: ["help"],
    unknown: (argument) => (unknown.push(argument), false),
  });
  if (flags.help) return { type: "help" };
  const [argument] = unknown;
  if (argument !== undefined) {
    return { type: "wrong", message: `Unknown argument: ${argument}. --help lists the flags` };
  }
  const names = flags.only?.split(",").map((name) => name.trim()) ?? known;
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    const message = `--only: no workload is called "${wrong}". There are: ${known.join(", ")}`;
    return { type: "wrong", message };
  }
  return { type: "run", workloads: known.filter((name) => names.includes(name)) };
}

/** The text that `--help` shows. */
export function helpText(workloads: readonly { name: string; about: string }[]): string {
  return [
    "deno task bench [--only NAME,NAME]: measures a real server under load",
    "",
    ...workloads.map(({ name, about }) => `  ${name.padEnd(10)}${about}`),
  ].join("\n");
}
