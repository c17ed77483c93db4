import { assert, assertEquals } from "@std/assert";
import {
  anyText,
  type Command,
  LANGUAGE_FLAG,
  readCommandLine,
  wholeNumber,
} from "../../../actors/command_line/flags.ts";
import type { FlagTexts } from "../../../actors/command_line/flags.ts";

const flags = {
  host: { ...anyText("address"), shownDefault: "here" },
  "seat-hold": { ...wholeNumber(1, 99), byDefault: "7" },
  quiet: { parse: (text: string) => text !== "0", expected: () => "yes or no", bare: true },
  loud: { ...anyText("file"), alone: "on" },
  names: { ...anyText("file"), repeats: true },
  lang: LANGUAGE_FLAG,
  log: { ...anyText("file"), notInEnvironment: true },
} as const;

const words: FlagTexts<string> = {
  unknownFlag: (flag) => `unknown ${flag}`,
  badValue: (flag, value, expected) => `bad ${flag} ${value}, not ${expected}`,
  missingValue: (flag, expected) => `missing ${flag}: ${expected}`,
  unexpectedArgument: (argument) => `unexpected ${argument}`,
  expected: {
    wholeNumber: (from, to) => `${from}-${to}`,
    oneOf: (values) => values.join("|"),
    address: "an address",
    folder: "a folder",
    hostNames: "names",
    file: "a file",
    name: "a name",
    roomName: "a room",
  },
  help: {
    usage: "usage",
    purpose: "purpose",
    flags: { host: "where", "seat-hold": "how long", help: "this" },
    defaultIs: (value) => `(${value})`,
    footer: "footer",
  },
};

const command: Command<typeof flags> = {
  flags,
  word: "host",
  texts: (language) =>
    language === "nb" ? words : { ...words, unknownFlag: (flag) => `in ${language}: ${flag}` },
  heading: ({ purpose }) => [purpose],
};

function read(line: string | readonly string[], env: Record<string, string> = {}) {
  const args = typeof line === "string" ? line.split(" ").filter((word) => word !== "") : line;
  return readCommandLine(command, args, (name) => env[name]);
}

function values(line: string, env: Record<string, string> = {}) {
  const parsed = read(line, env);
  assert(parsed.type === "run", JSON.stringify(parsed));
  return parsed.values;
}

function problem(line: string | readonly string[], env: Record<string, string> = {}): string {
  const parsed = read(line, env);
  assert(parsed.type === "wrong", JSON.stringify(parsed));
  return parsed.text;
}

Deno.test("flags: a flag that is not given has its default, or none", () => {
  const { host, quiet, loud, names, log, ...rest } = values("");
  assertEquals(rest, { "seat-hold": 7, lang: "nb" });
  assertEquals([host, quiet, loud, names, log], Array(5).fill(undefined));
});

Deno.test("flags: a flag wins over its environment variable, and that over the default", () => {
  const env = { TOSPANN_SEAT_HOLD: "8", TOSPANN_HOST: "", TOSPANN_QUIET: "0" };
  assertEquals(values("", env)["seat-hold"], 8);
  assertEquals(values("--seat-hold 9", env)["seat-hold"], 9);
  assertEquals(values("", env).host, undefined);
  assertEquals(values("", env).quiet, false);
  assertEquals(values("--quiet", env).quiet, true);
  assertEquals(values("", { TOSPANN_LOG: "x" }).log, undefined);
});

Deno.test("flags: values stand beside or after their flags, and the last one counts", () => {
  assertEquals(values("--seat-hold=9 --log 007 --log a=b").log, "a=b");
  assertEquals(values("--log 007").log, "007");
  assertEquals(values("--names a --names=b,c").names, "a,b,c");
});

Deno.test("flags: a bare flag takes no word, another may stand alone", () => {
  const { quiet, host } = values("--quiet 1.10");
  assertEquals([quiet, host], [true, "1.10"]);
  assertEquals(values("--loud --quiet").loud, "on");
  assertEquals(values("--loud off").loud, "off");
});

Deno.test("flags: says first what is unknown, then what is too much, then what is wrong", () => {
  assertEquals(problem("a b --seat-hold 0 --nope=1"), "unknown --nope");
  assertEquals(problem("--lang en --nope"), "in en: --nope");
  assertEquals(problem("a b --seat-hold 0"), "unexpected b");
  assertEquals(problem("a --host b"), "unexpected a");
  assertEquals(problem("a -- b"), "unexpected b");
  assertEquals(problem("--seat-hold 0"), "bad --seat-hold 0, not 1-99");
  assertEquals(problem("--seat-hold 1e1"), "bad --seat-hold 1e1, not 1-99");
  assertEquals(
    problem("", { TOSPANN_SEAT_HOLD: "x" }),
    "bad TOSPANN_SEAT_HOLD x, not 1-99",
  );
  assertEquals(problem("--lang xx"), "bad --lang xx, not nb|en");
});

Deno.test("flags: an empty value is a missing one", () => {
  for (const line of ["--log", "--log=", "--log --quiet", "--log= --quiet"]) {
    assertEquals(problem(line, { TOSPANN_LOG: "x" }), "missing --log: a file");
  }
  for (const args of [["--log", ""], ["--log", "", "a"], ["a", "--log", ""]]) {
    assertEquals(problem(args), "missing --log: a file");
  }
  assertEquals(problem("a --host="), "unexpected a");
  assertEquals(problem("--loud="), "missing --loud: a file");
  assertEquals(problem("--nope="), "unknown --nope");
});

Deno.test("flags: --help names each flag and its default, whatever else is wrong", () => {
  const text = [
    "purpose",
    "",
    "  --host       where (here)",
    "  --seat-hold  how long (7)",
    "  --help       this",
    "",
    "footer",
  ].join("\n");
  assertEquals(read("--help --nope"), { type: "help", text });
  assertEquals(read("-h"), { type: "help", text });
});
