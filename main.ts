/**
 * Tospann: a chat for two. `deno task server` hosts it, `deno task client` joins.
 *
 * @module
 */

const [command, ...args] = Deno.args;

switch (command) {
  case "server": {
    const { buildStalePage } = await import("./client/web/build.ts");
    await buildStalePage();
    const { runServer } = await import("./server/run.ts");
    Deno.exit(await runServer(args, await openOperatorConsole()));
    break;
  }
  case "client": {
    const { runClient } = await import("./client/client.ts");
    const { terminalIo } = await import("./client/terminal/system_io.ts");
    Deno.exit(await runClient(args, terminalIo()));
    break;
  }
  default:
    console.error("Usage: deno task server [flags] | deno task client [ADDRESS[:PORT]] [flags]");
    Deno.exit(2);
}

/** The console of the operator. Its code is loaded only on a terminal. */
async function openOperatorConsole() {
  if (!Deno.stdin.isTerminal()) return undefined;
  const { isInForeground } = await import("./client/terminal/terminal_window.ts");
  if (!await isInForeground()) return () => "background" as const;
  const { operatorConsole } = await import("./client/terminal/operator/operator_screen.ts");
  const { terminalIo } = await import("./client/terminal/system_io.ts");
  return operatorConsole(terminalIo());
}
