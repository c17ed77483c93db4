import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type ClientOptions, parseArguments } from "../../../client/cli/arguments.ts";
import { flagHelp } from "../../../client/cli/flag_help.ts";

function parse(line: string, env: Record<string, string> = {}) {
  const args = line.split(" ").filter((word) => word !== "");
  return parseArguments(args, (name) => env[name]);
}

function options(line: string, env: Record<string, string> = {}): ClientOptions {
  const parsed = parse(line, env);
  assert(parsed.type === "run", JSON.stringify(parsed));
  return parsed.options;
}

function problem(line: string, env: Record<string, string> = {}): string {
  const parsed = parse(line, env);
  assert(parsed.type === "wrong", JSON.stringify(parsed));
  assert(!parsed.message.includes("\n"));
  return parsed.message;
}

Deno.test("parseArguments() leaves out what is not said", () => {
  assertEquals(options(""), {
    server: undefined,
    port: undefined,
    name: undefined,
    room: undefined,
    language: "nb",
    linear: false,
    log: undefined,
  });
});

Deno.test("parseArguments() takes an address, and flags", () => {
  assertEquals(options("[::1]:7000 --name ola --room stua --lang en --linear"), {
    server: { host: "::1", port: 7000 },
    port: undefined,
    name: "ola",
    room: "stua",
    language: "en",
    linear: true,
    log: undefined,
  });
  const { server, port } = options("--host kari.local --port 7000");
  assertEquals({ server, port }, { server: { host: "kari.local" }, port: 7000 });
});

Deno.test("parseArguments() takes numbers for names, and for an address", () => {
  const { server, name } = options("1.10 --name 007");
  assertEquals({ server, name }, { server: { host: "1.10" }, name: "007" });
});

Deno.test("parseArguments() looks in the environment for what no flag says", () => {
  const env = { TOSPANN_NAME: "kari", TOSPANN_PORT: "7000", TOSPANN_LANG: "en", TOSPANN_HOST: "" };
  const found = options("--name ola", { ...env, TOSPANN_LINEAR: "1" });
  assertEquals(found, {
    server: undefined,
    port: 7000,
    name: "ola",
    room: undefined,
    language: "en",
    linear: true,
    log: undefined,
  });
});

Deno.test("parseArguments() takes the log's file from its flag only: TOSPANN_LOG is the server's", () => {
  assertEquals(options("", { TOSPANN_LOG: "json" }).log, undefined);
  assertEquals(options("--log 1.txt", { TOSPANN_LOG: "json" }).log, "1.txt");
  assertEquals(options("--log=/tmp/a=b").log, "/tmp/a=b");
  for (const line of ["--log", "--log=", "--log --linear"]) {
    assertStringIncludes(
      problem(line, { TOSPANN_LOG: "x" }),
      "--log mangler en verdi. Oppgi en fil",
    );
  }
});

Deno.test("parseArguments() says what is wrong, in the language chosen", () => {
  assertStringIncludes(problem("--nmae ola"), "Ukjent flagg: --nmae.");
  assertStringIncludes(problem("--nmae=ola --lang en"), "--nmae.");
  assertStringIncludes(problem("--port 0"), "Ugyldig verdi for --port: «0».");
  assertStringIncludes(problem("--port"), "--port mangler en verdi.");
  assertStringIncludes(problem("--name --linear"), "--name mangler en verdi.");
  assertStringIncludes(problem("--name="), "--name mangler en verdi.");
  assertStringIncludes(problem("kari.local --room= --linear"), "--room mangler en verdi.");
  assertStringIncludes(problem("kari.local --host="), "Uventet argument: «kari.local».");
  assertStringIncludes(problem("--nmae="), "Ukjent flagg: --nmae.");
  assertStringIncludes(problem("--name Server"), "Ugyldig verdi for --name");
  assertStringIncludes(problem("--lang xx"), "Oppgi en av: nb, en.");
  assertStringIncludes(problem("", { TOSPANN_PORT: "x" }), "Ugyldig verdi for TOSPANN_PORT");
  assertStringIncludes(problem("a:b"), "Ugyldig verdi for --host: «a:b».");
});

Deno.test("parseArguments() takes a value that is nothing for one that is missing", () => {
  for (const args of [["--name", ""], ["--name", "", "kari.local"], ["kari.local", "--name", ""]]) {
    const parsed = parseArguments(args, () => undefined);
    assert(parsed.type === "wrong");
    assertStringIncludes(parsed.message, "--name mangler en verdi.");
  }
});

Deno.test("parseArguments() takes one address, not two", () => {
  assertStringIncludes(problem("a b"), "Uventet argument: «b».");
  assertStringIncludes(problem("a --host b"), "Uventet argument: «a».");
});

Deno.test("parseArguments() helps, whatever else is wrong", () => {
  assertEquals(parse("--help --lang en --nmae"), { type: "help", language: "en" });
  assertEquals(parse("-h"), { type: "help", language: "nb" });
});

Deno.test("flagHelp() names every flag and what it is otherwise", () => {
  const help = flagHelp("nb").join("\n");
  for (const flag of ["host", "port", "name", "room", "lang", "linear", "log", "help"]) {
    assertStringIncludes(help, `--${flag} `);
  }
  assertStringIncludes(help, "(ellers 65432)");
});
