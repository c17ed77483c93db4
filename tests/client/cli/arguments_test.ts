import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type ClientOptions, parseArguments } from "../../../client/cli/arguments.ts";

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
  assert(!parsed.text.includes("\n"));
  return parsed.text;
}

const nothingGiven: ClientOptions = {
  server: undefined,
  port: undefined,
  name: undefined,
  room: undefined,
  language: "nb",
  linear: false,
  log: undefined,
};

Deno.test("client flags: nothing is set that is not given", () => {
  assertEquals(options(""), nothingGiven);
});

Deno.test("client flags: an address and each flag", () => {
  assertEquals(options("[::1]:7000 --name ola --room stua --lang en --linear --log 1.txt"), {
    server: { host: "::1", port: 7000 },
    port: undefined,
    name: "ola",
    room: "stua",
    language: "en",
    linear: true,
    log: "1.txt",
  });
  const { server, port } = options("--host kari.local --port 7000");
  assertEquals({ server, port }, { server: { host: "kari.local" }, port: 7000 });
});

Deno.test("client flags: numbers may be names and addresses", () => {
  const { server, name } = options("1.10 --name 007");
  assertEquals({ server, name }, { server: { host: "1.10" }, name: "007" });
});

Deno.test("client flags: the environment, but TOSPANN_LOG is the server's", () => {
  const env = { TOSPANN_NAME: "kari", TOSPANN_PORT: "7000", TOSPANN_LANG: "en", TOSPANN_LOG: "x" };
  const given = options("--name ola", { ...env, TOSPANN_LINEAR: "1" });
  assertEquals(given, { ...nothingGiven, port: 7000, name: "ola", language: "en", linear: true });
  assertEquals(options("", { TOSPANN_LINEAR: "0" }).linear, false);
});

Deno.test("client flags: says what is wrong, in the chosen language", () => {
  assertStringIncludes(problem("--nmae ola"), "Ukjent flagg: --nmae.");
  assertStringIncludes(problem("--nmae=ola --lang en"), "Unknown flag: --nmae.");
  assertStringIncludes(problem("--port 0"), "Ugyldig verdi for --port: «0».");
  assertStringIncludes(problem("--log"), "--log mangler en verdi. Oppgi en fil");
  assertStringIncludes(problem("--name Server"), "Ugyldig verdi for --name");
  assertStringIncludes(problem("--room="), "--room mangler en verdi.");
  assertStringIncludes(problem("a:b"), "Ugyldig verdi for --host: «a:b».");
  assertStringIncludes(problem("a b"), "Uventet argument: «b».");
});

Deno.test("client flags: --help names each flag and its default", () => {
  const help = parse("--help");
  assert(help.type === "help");
  for (const flag of ["host", "port", "name", "room", "lang", "linear", "log", "help"]) {
    assertStringIncludes(help.text, `--${flag} `);
  }
  assertStringIncludes(help.text, "(ellers 65432)");
});
