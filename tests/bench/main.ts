/**
 * `deno task bench`: runs the workloads one after another, and prints one table.
 *
 * @module
 */

import { tableHead, tableRow } from "./figures/table.ts";
import { helpText, parseOptions } from "./options.ts";
import { connect } from "./workloads/connect.ts";
import { firehose } from "./workloads/firehose.ts";
import { latency } from "./workloads/latency.ts";
import { rooms } from "./workloads/rooms.ts";
import type { Workload } from "./workloads/workload.ts";

const WORKLOADS: readonly Workload[] = [connect, latency, firehose, rooms];

/** @returns The exit code: 0, or 1 if a workload failed. */
async function runAll(workloads: readonly Workload[]): Promise<number> {
  let exitCode = 0;
  console.log(tableHead());
  for (const { name, run } of workloads) {
    try {
      for (const figure of await run()) console.log(tableRow(name, figure));
    } catch (error) {
      exitCode = 1;
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return exitCode;
}

async function main(): Promise<number> {
  const options = parseOptions(Deno.args, WORKLOADS.map(({ name }) => name));
  switch (options.type) {
    case "help":
      console.log(helpText(WORKLOADS));
      return 0;
    case "wrong":
      console.error(options.message);
      return 2;
    case "run":
      return await runAll(WORKLOADS.filter(({ name }) => options.workloads.includes(name)));
  }
}

Deno.exit(await main());
