/**
 * A worker that tries what no worker of the server may do, and reports how each attempt went.
 *
 * @module
 */

import type { Address } from "../../../actors/runtime/actor.ts";
import { runWorker } from "../../../actors/runtime/threads/threads.ts";

/** Asks it to try. */
export interface Try {
  readonly replyTo: Address<readonly string[]>;
}

const attempts: readonly (() => unknown)[] = [
  () => Deno.readTextFileSync("/etc/passwd"),
  () => Deno.writeTextFileSync("/tmp/tospann", ""),
  () => Deno.listen({ port: 0 }),
  () => Deno.env.get("PATH"),
  () => Deno.networkInterfaces(),
  () => new Deno.Command("true").outputSync(),
  () => Deno.dlopen("libc.so.6", {}),
];

function outcome(attempt: () => unknown): string {
  try {
    attempt();
    return "done";
  } catch (error) {
    return error instanceof Error ? error.name : "thrown";
  }
}

runWorker<{ curious: { init: null; message: Try } }>({
  curious: () => (context) => ({
    receive: ({ replyTo }) => context.send(replyTo, attempts.map(outcome)),
  }),
});
