import { assertEquals } from "@std/assert";
import { parseArgs } from "./parse_args.ts";

/** Compiles only where the value has exactly this type. */
function hasType<TExpected>() {
  return <TActual>(
    _value: TActual,
    _same: (<T>() => T extends TActual ? 1 : 2) extends (<T>() => T extends TExpected ? 1 : 2)
      ? true
      : false,
  ) => {};
}

Deno.test("parseArgs() types what the options declare", () => {
  const args = parseArgs(["--port", "1"], {
    string: ["port", "host", "room", "log"],
    boolean: ["help", "quick"],
    collect: ["room", "quick", "tag"],
    negatable: ["log"],
    alias: { port: "p", help: ["h", "?"] },
    default: { host: "localhost", limit: 2 },
    "--": true,
  });

  hasType<string | undefined>()(args.port, true);
  hasType<string | undefined>()(args.p, true);
  hasType<string>()(args.host, true);
  hasType<string[]>()(args.room, true);
  hasType<string | false | undefined>()(args.log, true);
  hasType<boolean>()(args.help, true);
  hasType<boolean>()(args.h, true);
  hasType<boolean>()(args["?"], true);
  hasType<boolean[]>()(args.quick, true);
  hasType<unknown[] | undefined>()(args.tag, true);
  hasType<unknown>()(args.limit, true);
  hasType<unknown>()(args.undeclared, true);
  hasType<(string | number)[]>()(args._, true);
  hasType<string[]>()(args["--"], true);
  assertEquals(args.port, "1");
});

Deno.test("parseArgs() types a result without options", () => {
  const args = parseArgs([]);
  hasType<unknown>()(args.port, true);
  hasType<(string | number)[]>()(args._, true);
  assertEquals(args._, []);
});

Deno.test("parseArgs() takes no option by a wrong name", () => {
  // @ts-expect-error: Says "string" wrong.
  parseArgs([], { strings: ["port"] });
});
