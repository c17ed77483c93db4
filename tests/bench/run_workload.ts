/**
 * One workload from its first server to its last: whatever comes of it, nothing is left running.
 *
 * @module
 */

import type { Figure } from "./figure.ts";
import type { BenchOptions, Extent } from "./options.ts";
import { MeasuredServer } from "./measured_server.ts";
import type { Workload } from "./workload.ts";

/** Minutes that a workload may take: far more than any does, far less than somebody would wait. */
const LIMIT_MINUTES = { quick: 5, usual: 10, full: 20 } as const satisfies Record<Extent, number>;

/** What came of a workload: figures, or what kept them from coming. */
export interface Outcome {
  readonly figures: readonly Figure[];
  readonly problem?: string;
}

/** Runs a workload. It never throws. */
export async function runWorkload(
  workload: Workload,
  { extent, serverFlags }: BenchOptions,
  project: string,
): Promise<Outcome> {
  const servers: MeasuredServer[] = [];
  const minutes = LIMIT_MINUTES[extent];
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    // Whatever the workload waits for, with its server it ends.
    for (const server of servers) server[Symbol.asyncDispose]();
  }, minutes * 60_000);

  async function watched(starting: Promise<MeasuredServer>): Promise<MeasuredServer> {
    const server = await starting;
    servers.push(server);
    return server;
  }

  const startServer = (flags: readonly string[] = []) =>
    watched(MeasuredServer.start(project, [...flags, ...serverFlags]));
  const startRelay = () => watched(MeasuredServer.startRelay());

  function problem(error?: unknown): string | undefined {
    if (isLate) return `given up after ${minutes} minutes`;
    const [crashed] = servers.flatMap(({ crashed }) => crashed ?? []);
    if (crashed !== undefined) return `the server ended in the middle of it, ${crashed}`;
    return error instanceof Error ? error.message : undefined;
  }

  try {
    const figures = await workload.run({ extent, project, startServer, startRelay });
    return outcome(figures, problem());
  } catch (error) {
    return outcome([], problem(error) ?? String(error));
  } finally {
    clearTimeout(timer);
  }
}

/** Figures of what did not go to its end mean nothing. */
function outcome(figures: readonly Figure[], problem: string | undefined): Outcome {
  return problem === undefined ? { figures } : { figures: [], problem };
}
