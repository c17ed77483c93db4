/**
 * The command line of `deno task bench`. It must not know what a workload does, only which there are.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";

/** How long and how large the runs are. */
export type Extent = "quick" | "usual" | "full";

/** What was asked for. */
export interface BenchOptions {
  /** Names of the workloads to run, in the order in which they run. */
  readonly workloads: readonly string[];
  readonly extent: Extent;
  /** One JSON object a row, instead of the table. */
  readonly json: boolean;
  /** Whether the figures become what later runs are compared with. */
  readonly record: boolean;
  /** The checkout whose server is measured; `undefined`: this one. */
  readonly project: string | undefined;
  /** What the server is started with besides what a workload needs. */
  readonly serverFlags: readonly string[];
}

/** What came of the command line. */
export type ParsedOptions =
  | { readonly type: "run"; readonly options: BenchOptions }
  | { readonly type: "help" }
  /** With one line that says what is wrong and what to do. */
  | { readonly type: "wrong"; readonly message: string };

const VALUE_FLAGS = ["only", "project", "server-flags"] as const;

/**
 * Reads the command line.
 *
 * @param args What follows the task's name.
 * @param known Names of all workloads, in the order in which they run.
 */
export function parseOptions(args: readonly string[], known: readonly string[]): ParsedOptions {
  const unknown: string[] = [];
  const flags = parseArgs(joined(args), {
    string: [...VALUE_FLAGS],
    boolean: ["help", "json", "record", "quick", "full"],
    alias: { help: "h" },
    unknown: (argument) => (unknown.push(argument), false),
  });
  if (flags.help) return { type: "help" };

  const names = flags.only?.split(",").map((name) => name.trim());
  const problem = [
    ...unknown.map(unknownArgument),
    ...VALUE_FLAGS.filter((flag) => flags[flag] === "").map(missingValue),
    ...(names ?? []).filter((name) => !known.includes(name)).map((name) =>
      unknownWorkload(name, known)
    ),
    ...(flags.quick && flags.full ? ["--quick and --full: choose one of them"] : []),
  ][0];
  if (problem !== undefined) return { type: "wrong", message: problem };

  return {
    type: "run",
    options: {
      workloads: known.filter((name) => names?.includes(name) ?? true),
      extent: flags.quick ? "quick" : flags.full ? "full" : "usual",
      json: flags.json,
      record: flags.record,
      project: flags.project,
      serverFlags: flags["server-flags"]?.split(/\s+/).filter((word) => word !== "") ?? [],
    },
  };
}

/**
 * Without the `--` that `deno task` passes on; and `--server-flags "--log json"` as one word, since `parseArgs` takes
 * nothing that begins with a hyphen for a value.
 */
function joined(args: readonly string[]): string[] {
  const words = args.filter((arg) => arg !== "--");
  return words.flatMap((word, i) => {
    if (words[i - 1] === "--server-flags") return [];
    const next = words[i + 1];
    return word === "--server-flags" && next !== undefined ? [`${word}=${next}`] : [word];
  });
}

function unknownArgument(argument: string): string {
  const name = argument.replace(/=.*/s, "");
  if (!argument.startsWith("-")) {
    return `Unexpected argument: ${argument}. --help shows what there is`;
  }
  // `--only=` is a flag of its own to parseArgs.
  const [flag] = VALUE_FLAGS.filter((flag) => `--${flag}` === name);
  return flag !== undefined
    ? missingValue(flag)
    : `Unknown flag: ${name}. --help shows what there is`;
}

function missingValue(flag: string): string {
  return `--${flag} needs a value. --help shows which`;
}

function unknownWorkload(name: string, known: readonly string[]): string {
  return `--only: no workload is called "${name}". There are: ${known.join(", ")}`;
}

/** What `--help` shows. */
export function helpText(workloads: readonly { name: string; about: string }[]): string {
  const rows = (all: readonly (readonly [string, string])[]) =>
    all.map(([name, meaning]) => `  ${name.padEnd(22)}${meaning}`);
  return [
    "deno task bench [flags]: what the parts cost, and what a real server does under load",
    "",
    ...rows([
      ["--only a,b", "these workloads alone"],
      ["--quick", "short runs, some two minutes in all; they vary more"],
      ["--full", "also the big ones: 5,000 rooms, longer streams"],
      ["--json", "one JSON object a row"],
      ["--record", "keep these figures for later runs to be compared with"],
      ["--project DIR", "measure another checkout's server (this one)"],
      ['--server-flags "..."', "more flags for the server"],
      ["--help", "this"],
    ]),
    "",
    "Workloads, in this order:",
    ...rows(workloads.map(({ name, about }) => [name, about])),
  ].join("\n");
}
