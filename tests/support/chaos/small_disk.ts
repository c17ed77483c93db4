/**
 * A small disk for tests: a tmpfs, where the machine lets the test mount one.
 *
 * @module
 */

/** Enough for the store's database and a few hundred texts. */
const SIZE = "2m";

/** Whether this run may mount a tmpfs. The trial mount is in a namespace of its own. */
export function mayMount(): boolean {
  if (
    Deno.build.os !== "linux" || Deno.permissions.querySync({ name: "run" }).state !== "granted"
  ) {
    return false;
  }
  try {
    const probe = new Deno.Command("unshare", {
      args: ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"],
      stdout: "null",
      stderr: "null",
    });
    return probe.outputSync().success;
  } catch {
    return false;
  }
}

/** Creates a folder and mounts a small disk on it. Disposing unmounts the disk. */
export async function mountSmallDisk(folder: string): Promise<AsyncDisposable> {
  await Deno.mkdir(folder);
  await run("mount", "-t", "tmpfs", "-o", `size=${SIZE}`, "tmpfs", folder);
  return { [Symbol.asyncDispose]: () => run("umount", "--lazy", folder) };
}

/** Grows a file until the disk is full. */
export async function fillUp(path: string): Promise<void> {
  using file = await Deno.open(path, { create: true, write: true });
  const bytes = new Uint8Array(4_096);
  try {
    for (;;) await file.write(bytes);
  } catch (error) {
    if (!/no space/i.test(String(error))) throw error;
  }
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  if (!success) throw new Error(`Cannot ${program}: ${new TextDecoder().decode(stderr)}`);
}
