/**
 * `deno task bench`: runs the workloads one after the other, and shows each figure beside the one recorded.
 *
 * @module
 */

import { compare } from "./comparison.ts";
import { commitOf, thisMachine } from "./machine.ts";
import { checkOpenFiles } from "./open_files.ts";
import { type BenchOptions, helpText, parseOptions } from "./options.ts";
import { notes, type Recording, recordRun, type RunHead } from "./recording.ts";
import { readRecording, writeRecording } from "./recording_file.ts";
import { runWorkload } from "./run_workload.ts";
import { jsonRow, tableHead, tableRow } from "./table.ts";
import type { Workload } from "./workload.ts";
import { connect } from "./workloads/connect.ts";
import { firehose } from "./workloads/firehose.ts";
import { floor } from "./workloads/floor.ts";
import { idle } from "./workloads/idle.ts";
import { latency } from "./workloads/latency.ts";
import { loud } from "./workloads/loud.ts";
import { pure } from "./workloads/pure.ts";
import { rooms, scale } from "./workloads/rooms.ts";
import { size } from "./workloads/size.ts";
import { stalled } from "./workloads/stalled.ts";
import { start } from "./workloads/start.ts";

const WORKLOADS: readonly Workload[] = [
  pure,
  start,
  idle,
  connect,
  latency,
  firehose,
  size,
  rooms,
  scale,
  floor,
  loud,
  stalled,
];

const encoder = new TextEncoder();

const THIS_CHECKOUT = new URL("../..", import.meta.url).pathname;

function chosen({ workloads }: BenchOptions): readonly Workload[] {
  return WORKLOADS.filter(({ name }) => workloads.includes(name));
}

/** Runs what was asked for; the process's exit code: 0 done, 1 something could not be measured. */
async function runAll(options: BenchOptions, project: string, beside: Recording): Promise<number> {
  const head: RunHead = {
    date: new Date().toISOString(),
    commit: await commitOf(project),
    machine: await thisMachine(),
    extent: options.extent,
    serverFlags: options.serverFlags.join(" "),
  };
  let recording = beside;
  let failures = 0;
  if (!options.json) console.log(`${describe(head, project)}\n\n${tableHead()}`);
  showProgress("page ...");
  await buildPage(project);
  for (const workload of chosen(options)) {
    showProgress(`${workload.name} ...`);
    const outcome = await runWorkload(workload, options, project);
    showProgress("");
    for (const figure of outcome.figures) {
      const row = compare(workload.name, figure, beside[workload.name]?.figures);
      console.log(options.json ? jsonRow(row) : tableRow(row));
    }
    if (outcome.problem !== undefined) {
      failures++;
      console.error(`${workload.name}: ${outcome.problem}`);
    } else if (options.record) {
      recording = recordRun(recording, workload.name, head, outcome.figures);
      // After each, so that a run that is broken off keeps what it has.
      await writeRecording(recording);
    }
  }
  if (!options.json) console.log(`\n${notes(head, beside, options.workloads).join("\n")}`);
  return failures === 0 ? 0 : 1;
}

/** Builds the page first. Otherwise the first measured server would build it while it starts. */
async function buildPage(project: string): Promise<void> {
  const args = ["task", "--quiet", "build"];
  await new Deno.Command(Deno.execPath(), { args, cwd: project, stderr: "null" }).output();
}

/** Says what runs, to whoever watches; the next words take its place. */
function showProgress(words: string): void {
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(encoder.encode(`\r\x1b[K${words}`));
}

function describe({ date, commit, machine, extent, serverFlags }: RunHead, project: string) {
  const { cpu, cores, memory, deno } = machine;
  const flags = serverFlags === "" ? "" : `, server flags ${serverFlags}`;
  return `${project} at ${commit}, ${date.slice(0, 16)}Z, a ${extent} run${flags}\n` +
    `${cpu}, ${cores} cores, ${memory} GB, deno ${deno}; server and load share them`;
}

/** @throws {Error} If there is no checkout. */
async function findCheckout(folder: string): Promise<string> {
  try {
    await Deno.stat(`${folder}/deno.json`);
    return await Deno.realPath(folder);
  } catch {
    throw new Error(`Cannot find a checkout in ${folder}: it has no deno.json`);
  }
}

async function main(): Promise<number> {
  const parsed = parseOptions(Deno.args, WORKLOADS.map(({ name }) => name));
  if (parsed.type === "help") {
    console.log(helpText(WORKLOADS));
    return 0;
  }
  if (parsed.type === "wrong") {
    console.error(parsed.message);
    return 2;
  }
  const { options } = parsed;
  try {
    await checkOpenFiles(chosen(options), options.extent);
    const project = await findCheckout(options.project ?? THIS_CHECKOUT);
    return await runAll(options, project, await readRecording());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

Deno.exit(await main());
