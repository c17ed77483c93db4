/**
 * Runs short commands, and waits for what they show. It must not know what they are for.
 *
 * @module
 */

/** A loaded machine is slow. After this many milliseconds, the test fails. */
const DEADLINE = 30_000;

/** Milliseconds between two looks. */
const LOOK_AGAIN = 20;

/**
 * Looks again and again until what it sees is right.
 *
 * @throws {Error} If that takes too long, with what it saw last.
 */
export async function lookUntil<Seen extends string | readonly string[]>(
  look: () => Promise<Seen>,
  isIt: (seen: Seen) => boolean,
  wanted: string,
): Promise<Seen> {
  const late = performance.now() + DEADLINE;
  for (;;) {
    const seen = await look();
    if (isIt(seen)) return seen;
    if (performance.now() > late) {
      throw new Error(`Waited for ${wanted}:\n${[seen].flat().join("\n")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

/**
 * Runs a command to its end.
 *
 * @returns What it wrote to standard output.
 * @throws {Error} If it fails, with what it wrote to standard error.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: Deno.CommandOptions = {},
  input = "",
): Promise<string> {
  const child = new Deno.Command(command, {
    ...options,
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const [{ success, stdout, stderr }] = await Promise.all([
    child.output(),
    // A command that reads no input may have ended.
    writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {}),
  ]);
  if (success) return new TextDecoder().decode(stdout);
  throw new Error(`Cannot run ${command} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}
