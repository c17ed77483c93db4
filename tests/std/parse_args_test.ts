import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

/** Compiles only if the value may be used as this type. */
function isA<T>(value: T): T {
  return value;
}

Deno.test("std parseArgs: types the flags that the options declare", () => {
  const args = parseArgs(["--port", "1"], {
    string: ["port", "host", "room"],
    boolean: ["help"],
    collect: ["room"],
    default: { host: "localhost" },
  });
  isA<string | undefined>(args.port);
  isA<string>(args.host);
  isA<string[]>(args.room);
  isA<boolean>(args.help);
  isA<(string | number)[]>(args._);
  // @ts-expect-error: A flag without default may be missing.
  isA<string>(args.port);
  // @ts-expect-error: There is no such option.
  parseArgs([], { strings: ["port"] });
  assertEquals(args.port, "1");
});

Deno.test("std parseArgs: takes names that are known only when it runs", () => {
  const names: readonly string[] = ["port"];
  const args: Readonly<Record<string, unknown>> = parseArgs(["--port", "1"], {
    string: [...names, "_"],
    boolean: [...names.filter((name) => name !== "port"), "help"],
    collect: [],
  });
  assertEquals<unknown>(args, { port: "1", help: false, _: [] });
});

Deno.test("std parseArgs: a value stands beside its flag or after it", () => {
  const options = { string: ["text", "id", "_"] } as const;
  assertEquals<unknown>(parseArgs(["--text", "7"], options), { text: "7", _: [] });
  assertEquals<unknown>(parseArgs(["--text=007", "5"], options), { text: "007", _: ["5"] });
  assertEquals<unknown>(parseArgs(["--text=a=b\nc"], options), { text: "a=b\nc", _: [] });
  assertEquals<unknown>(parseArgs(["--text=a", "--text", "b"], options), { text: "b", _: [] });
});

Deno.test("std parseArgs: a string flag without value is empty", () => {
  const options = { string: ["text", "id", "_"] } as const;
  assertEquals<unknown>(parseArgs([], options), { _: [] });
  assertEquals<unknown>(parseArgs(["--text", "--id"], options), { text: "", id: "", _: [] });
  assertEquals<unknown>(parseArgs(["--text=", "x"], options), { text: "", _: ["x"] });
  assertEquals<unknown>(parseArgs(["--id", ""], options), { id: "", _: [""] });
  assertEquals<unknown>(parseArgs(["--text", "-"], options), { text: "", _: ["-"] });
});

Deno.test("std parseArgs: a boolean flag takes no word but true or false", () => {
  const options = { boolean: ["a", "b"], string: ["_"] } as const;
  assertEquals<unknown>(parseArgs(["--a", "x"], options), { a: true, b: false, _: ["x"] });
  assertEquals<unknown>(parseArgs(["--a", "false", "--b", "true"], options), {
    a: false,
    b: true,
    _: [],
  });
  assertEquals<unknown>(parseArgs(["--a=false", "--b=x"], options), { a: false, b: true, _: [] });
});

Deno.test("std parseArgs: an alias has the value of its flag", () => {
  const options = { boolean: ["help"], alias: { help: "h" } } as const;
  assertEquals<unknown>(parseArgs(["-h"], options), { help: true, h: true, _: [] });
  assertEquals<unknown>(parseArgs([], options), { help: false, h: false, _: [] });
});

Deno.test("std parseArgs: collects the values of a flag, none included", () => {
  const options = { string: ["room", "name"], collect: ["room", "name"] } as const;
  assertEquals<unknown>(parseArgs(["--room", "a", "--room=b", "--room"], options), {
    room: ["a", "b", ""],
    name: [],
    _: [],
  });
});

Deno.test("std parseArgs: negates what is negatable, and fills in defaults", () => {
  const options = {
    string: ["minutes"],
    boolean: ["resets", "kills"],
    negatable: ["resets", "kills"],
    default: { minutes: "1", resets: true, kills: true },
  } as const;
  assertEquals<unknown>(parseArgs(["--no-kills"], options), {
    minutes: "1",
    resets: true,
    kills: false,
    _: [],
  });
  assertEquals<unknown>(parseArgs(["--minutes=2", "--no-kills", "--kills"], options), {
    minutes: "2",
    resets: true,
    kills: true,
    _: [],
  });
});

Deno.test("std parseArgs: does not read what follows two hyphens", () => {
  assertEquals<unknown>(parseArgs(["x", "--", "--b", "7"], { string: ["_"] }), {
    _: ["x", "--b", "7"],
  });
});

Deno.test("std parseArgs: asks about unknown flags and words, and leaves out the rejected", () => {
  const calls: unknown[] = [];
  const options = {
    string: ["host"],
    boolean: ["help"],
    alias: { help: "h" },
    unknown: (...call: unknown[]) => (calls.push(call), false),
  } as const;
  const args = [
    "--port",
    "7000",
    "-x=1",
    "-yz",
    "word",
    "--host",
    "a",
    "-h",
    "--no-host",
    "--",
    "b",
  ];
  assertEquals<unknown>(parseArgs(args, options), { host: "a", help: true, h: true, _: ["b"] });
  assertEquals(calls, [
    ["--port", "port", "7000"],
    ["-x=1", "x", "1"],
    ["-yz", "y", true],
    ["-yz", "z", "word"],
    ["--no-host", "no-host", true],
  ]);
});
