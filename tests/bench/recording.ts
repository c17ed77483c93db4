/**
 * What was measured earlier, for later runs to be compared with: each workload with its own date, so that one can be
 * recorded without the others. It must not know where it is kept.
 *
 * @module
 */

import type { Figure } from "./figure.ts";
import type { Extent } from "./options.ts";

/** What something was measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly deno: string;
}

/** When and how a run was made. */
export interface RunHead {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly extent: Extent;
  readonly serverFlags: string;
}

/** A workload's last recorded run. */
export interface RecordedRun extends RunHead {
  readonly figures: readonly Figure[];
}

/** The last recorded run of each workload, by its name. */
export type Recording = Readonly<Record<string, RecordedRun>>;

/**
 * Reads a recording.
 *
 * @returns `undefined` if it is none.
 */
export function parseRecording(text: string): Recording | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || !Object.values(value).every(isRun)) return undefined;
    // Each of its values was just looked at.
    return value as Recording;
  } catch {
    return undefined;
  }
}

/** As it is kept: a line a figure, so that a change of one shows as one. */
export function formatRecording(recording: Recording): string {
  const runs = Object.entries(recording).map(([workload, { figures, ...head }]) => {
    const rows = figures.map((figure) => `      ${JSON.stringify(figure)}`).join(",\n");
    const fields = Object.entries(head).map(([key, value]) =>
      `    ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`
    );
    const list = rows === "" ? "[]" : `[\n${rows}\n    ]`;
    return `  ${JSON.stringify(workload)}: {\n${fields.join("")}    "figures": ${list}\n  }`;
  });
  return `{\n${runs.join(",\n")}\n}\n`;
}

/** With this run in place of the workload's last. */
export function recordRun(
  recording: Recording,
  workload: string,
  head: RunHead,
  figures: readonly Figure[],
): Recording {
  // Noise has no business in a diff: four digits are more than any of it holds.
  const rounded = figures.filter(({ value }) => Number.isFinite(value))
    .map((figure) => ({ ...figure, value: Number(figure.value.toPrecision(4)) }));
  return { ...recording, [workload]: { ...head, figures: rounded } };
}

/**
 * What a reader has to know of the recording that a run stands beside: when it was made, and what was otherwise.
 *
 * @param workloads Those that were run.
 * @returns A line for each thing to know, with the workloads it is true of.
 */
export function notes(
  now: RunHead,
  recording: Recording,
  workloads: readonly string[],
): readonly string[] {
  const found = new Map<string, string[]>();
  for (const workload of workloads) {
    const then = recording[workload];
    const lines = then === undefined
      ? ["nothing recorded"]
      : [`recorded ${then.date.slice(0, 10)} at ${then.commit}`, ...differences(now, then)];
    for (const line of lines) found.set(line, [...found.get(line) ?? [], workload]);
  }
  return [...found].map(([line, names]) => `${line}: ${names.join(", ")}`);
}

function differences(now: RunHead, then: RunHead): readonly string[] {
  const on = ({ machine: { cpu, cores, memory } }: RunHead) =>
    `on ${cpu}, ${cores} cores, ${memory} GB`;
  const sides = [
    [`in a ${now.extent} run`, `in a ${then.extent} run`],
    [on(now), on(then)],
    [`with deno ${now.machine.deno}`, `with deno ${then.machine.deno}`],
    [`with server flags "${now.serverFlags}"`, `with server flags "${then.serverFlags}"`],
  ] as const;
  return sides.filter(([a, b]) => a !== b).map(([a, b]) => `recorded ${b}, now ${a}`);
}

function isRun(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.machine) || !Array.isArray(value.figures)) return false;
  const { date, commit, extent, serverFlags, figures } = value;
  return [date, commit, extent, serverFlags].every((field) => typeof field === "string") &&
    figures.every(isFigure);
}

function isFigure(value: unknown): boolean {
  return isRecord(value) && typeof value.what === "string" && typeof value.value === "number" &&
    typeof value.unit === "string" && (value.better === "lower" || value.better === "higher");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
