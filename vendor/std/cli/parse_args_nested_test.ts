import { assert, assertEquals } from "@std/assert";
import { parseArgs } from "./parse_args.ts";

Deno.test("parseArgs() nests dotted names", () => {
  const parsed = parseArgs(["--a.b", "1", "--a.c.d", "--e"], {
    default: { "a.f": 2 },
    boolean: ["g.h"],
  });
  assertEquals<unknown>(parsed, {
    a: { b: 1, c: { d: true }, f: 2 },
    e: true,
    g: { h: false },
    _: [],
  });
});

Deno.test("parseArgs() takes names of built-in properties", () => {
  const parsed = parseArgs(["--toString", "--valueOf", "x"]);
  assertEquals<unknown>(Object.entries(parsed), [
    ["toString", true],
    ["valueOf", "x"],
    ["_", []],
  ]);
});

Deno.test("parseArgs() reaches no prototype", () => {
  parseArgs(["--__proto__.polluted", "1", "--constructor.prototype.polluted", "1"]);
  assert(!("polluted" in {}));
});

Deno.test("parseArgs() survives a name that is a value and a parent", () => {
  assertEquals<unknown>(parseArgs(["--a", "1", "--a.b", "2", "--_", "3"]), { a: { b: 2 }, _: [] });
});
