import { assertEquals } from "@std/assert";
import { parseArgs, type ParseOptions } from "./parse_args.ts";

/** What the callback was given, and the options that record it. */
function recording(answer: unknown) {
  const calls: unknown[][] = [];
  const options = {
    string: ["host"],
    boolean: ["verbose"],
    alias: { verbose: "v" },
    unknown: (...call) => {
      calls.push(call);
      return answer;
    },
  } satisfies ParseOptions;
  return { calls, options };
}

Deno.test("parseArgs() calls unknown with flag, name and value as written", () => {
  const { calls, options } = recording(true);
  const parsed = parseArgs(["--port", "7000", "-x=1", "word", "--no-host"], options);
  assertEquals(calls, [
    ["--port", "port", "7000"],
    ["-x=1", "x", "1"],
    ["word"],
    ["--no-host", "no-host", true],
  ]);
  assertEquals<unknown>(parsed, {
    port: 7000,
    x: 1,
    "no-host": true,
    verbose: false,
    v: false,
    _: ["word"],
  });
});

Deno.test("parseArgs() leaves out what unknown answers false to", () => {
  const { options } = recording(false);
  const parsed = parseArgs(["--port", "7000", "word", "--", "after"], options);
  assertEquals<unknown>(parsed, { verbose: false, v: false, _: ["after"] });
});

Deno.test("parseArgs() does not call unknown for declared flags and aliases", () => {
  const { calls, options } = recording(false);
  parseArgs(["--host", "a", "--verbose", "-v"], options);
  assertEquals(calls, []);
});

Deno.test("parseArgs() with boolean true calls unknown for flags with an equal sign", () => {
  const calls: string[] = [];
  parseArgs(["--a", "--b=c", "-d"], { boolean: true, unknown: (arg) => calls.push(arg) });
  assertEquals(calls, ["--b=c", "-d"]);
});
