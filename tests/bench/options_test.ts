import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type BenchOptions, helpText, parseOptions } from "./options.ts";

const KNOWN = ["pure", "latency", "loud"];

function options(...args: readonly string[]): BenchOptions {
  const parsed = parseOptions(args, KNOWN);
  assert(parsed.type === "run", JSON.stringify(parsed));
  return parsed.options;
}

function problem(...args: readonly string[]): string {
  const parsed = parseOptions(args, KNOWN);
  assert(parsed.type === "wrong", JSON.stringify(parsed));
  return parsed.message;
}

Deno.test("parseOptions() runs all of it as usual unless told otherwise", () => {
  assertEquals(options(), {
    workloads: KNOWN,
    extent: "usual",
    json: false,
    record: false,
    project: undefined,
    serverFlags: [],
  });
});

Deno.test("parseOptions() keeps the order in which workloads run", () => {
  assertEquals(options("--only", "loud, latency").workloads, ["latency", "loud"]);
  assertEquals(options("--only=pure,pure").workloads, ["pure"]);
});

Deno.test("parseOptions() takes the flags, also behind the -- of deno task", () => {
  const { extent, json, record, project } = options("--", "--quick", "--json", "--record");
  assertEquals({ extent, json, record, project }, {
    extent: "quick",
    json: true,
    record: true,
    project: undefined,
  });
  assertEquals(options("--full", "--project", "../other").extent, "full");
  assertEquals(options("--full", "--project", "../other").project, "../other");
});

Deno.test("parseOptions() takes the server's flags as one word, with or without an equal sign", () => {
  const flags = ["--max-workers", "4", "--log", "json"];
  assertEquals(options("--server-flags", "--max-workers 4  --log json").serverFlags, flags);
  assertEquals(options("--server-flags=--max-workers 4 --log json").serverFlags, flags);
});

Deno.test("parseOptions() says what is wrong", () => {
  assertStringIncludes(problem("--onyl", "loud"), "Unknown flag: --onyl");
  assertStringIncludes(problem("--onyl=loud"), "Unknown flag: --onyl.");
  assertStringIncludes(problem("loud"), "Unexpected argument: loud");
  assertStringIncludes(problem("--only", "load"), `no workload is called "load"`);
  assertStringIncludes(problem("--only", "load"), "pure, latency, loud");
  assertStringIncludes(problem("--quick", "--full"), "choose one");
  for (const flag of ["--only", "--project", "--server-flags"]) {
    assertStringIncludes(problem(flag), `${flag} needs a value`);
    assertStringIncludes(problem(`${flag}=`), `${flag} needs a value`);
  }
});

Deno.test("parseOptions() helps whatever else is said", () => {
  assertEquals(parseOptions(["--help", "--onyl"], KNOWN), { type: "help" });
  assertEquals(parseOptions(["-h"], KNOWN), { type: "help" });
  assertStringIncludes(helpText([{ name: "loud", about: "who is loud" }]), "who is loud");
});
