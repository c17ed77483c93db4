/**
 * The real outside world: this process's streams, environment and signals. It must not know what
 * the client does with them.
 *
 * @module
 */

import { systemClock } from "../../actors/runtime/system_clock.ts";
import type { ClientIo, StopSignal } from "./io.ts";
import { openTranscriptFile } from "./files/transcript_file.ts";
import { openSeatFile, stateFolder } from "./files/seat_folder.ts";
import { connectTcp } from "./socket.ts";
import { terminalWindow } from "./terminal_window.ts";

/** The outside world of this process. */
export function terminalIo(): ClientIo {
  return {
    stdin: Deno.stdin.readable,
    stdout: Deno.stdout.writable,
    stderr: Deno.stderr.writable,
    isTerminal: Deno.stdin.isTerminal(),
    window: terminalWindow(),
    clock: systemClock,
    env: (name) => Deno.env.get(name),
    randomId: () => crypto.randomUUID(),
    random: () => Math.random(),
    openSeatFile: (place) => openSeatFile(stateFolder(), place),
    openTranscriptFile,
    connect: connectTcp,
    onStopSignal,
  };
}

function onStopSignal(listener: (signal: StopSignal) => void): () => void {
  // Windows has no SIGTERM.
  const signals: StopSignal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  const listeners = signals.map((signal) => ({ signal, run: () => listener(signal) }));
  for (const { signal, run } of listeners) Deno.addSignalListener(signal, run);
  return () => {
    for (const { signal, run } of listeners) Deno.removeSignalListener(signal, run);
  };
}
