/**
 * What is measured on, and what of.
 *
 * @module
 */

import type { Machine } from "./recording.ts";

/** This machine. */
export async function thisMachine(): Promise<Machine> {
  return {
    cpu: await cpuModel(),
    cores: navigator.hardwareConcurrency,
    memory: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    deno: Deno.version.deno,
  };
}

/** The commit that a checkout is at, with a `+` if it was changed since; `unknown` outside of git. */
export async function commitOf(project: string): Promise<string> {
  const commit = await git(project, "rev-parse", "--short", "HEAD");
  if (commit === undefined) return "unknown";
  const changed = await git(project, "status", "--porcelain");
  return changed === "" ? commit : `${commit}+`;
}

async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const command = new Deno.Command("git", { args: ["-C", folder, ...args], stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    // No git on this machine.
    return undefined;
  }
}

async function cpuModel(): Promise<string> {
  try {
    const text = await Deno.readTextFile("/proc/cpuinfo");
    return /^model name\s*: (.*)$/m.exec(text)?.[1] ?? Deno.build.arch;
  } catch {
    // Not Linux.
    return Deno.build.arch;
  }
}
