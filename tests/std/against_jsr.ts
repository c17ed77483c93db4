/**
 * `deno task std:jsr`: type-checks the project and runs these tests against the packages of JSR, in
 * place of the stand-ins in `vendor/std`. If both succeed, that folder and `links` may go.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);

const { imports, links: _, tasks: __, ...config } = JSON.parse(
  await Deno.readTextFile(new URL("deno.json", ROOT)),
);
const packages = Object.values<string>(imports).filter((to) => to.startsWith("jsr:"));
const folder = await Deno.makeTempDir({ prefix: "tospann-jsr-" });
try {
  const file = `${folder}/deno.json`;
  await Deno.writeTextFile(file, JSON.stringify({ ...config, imports }));
  Deno.exitCode = await tryPackages(file);
} finally {
  await Deno.remove(folder, { recursive: true });
}

/** The exit code: 0 only if all of it succeeds. */
async function tryPackages(configFile: string): Promise<number> {
  const settings = ["--config", configFile, "--no-lock"];
  if (!await succeeds("cache", ...settings, ...packages)) {
    console.error(`Cannot get ${packages.join(", ")} from JSR: nothing was tried.`);
    return 1;
  }
  const checked = await succeeds("check", ...settings, "main.ts", "tests/pure_test.ts");
  const permissions = ["--allow-net", "--allow-sys=networkInterfaces"];
  const tested = await succeeds("test", ...settings, ...permissions, "tests/std/tests.ts");
  return checked && tested ? 0 : 1;
}

async function succeeds(...args: readonly string[]): Promise<boolean> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], cwd: ROOT });
  const { success } = await command.spawn().status;
  return success;
}
