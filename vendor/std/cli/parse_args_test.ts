import { assertEquals } from "@std/assert";
import { parseArgs } from "./parse_args.ts";

Deno.test("parseArgs() reads a long flag with its value beside or after it", () => {
  assertEquals(parseArgs(["--port", "7000"]), { port: 7000, _: [] });
  assertEquals(parseArgs(["--port=7000"]), { port: 7000, _: [] });
  assertEquals(parseArgs(["--a=b=c"]), { a: "b=c", _: [] });
  assertEquals(parseArgs(["--text=a\nb"]), { text: "a\nb", _: [] });
});

Deno.test("parseArgs() reads a flag without value as true", () => {
  assertEquals(parseArgs(["--a", "--b", "-c"]), { a: true, b: true, c: true, _: [] });
});

Deno.test("parseArgs() leaves an equal sign with nothing after it in the name", () => {
  assertEquals(parseArgs(["--port="]), { "port=": true, _: [] });
});

Deno.test("parseArgs() reads short flags in all their forms", () => {
  assertEquals(parseArgs(["-p", "1"]), { p: 1, _: [] });
  assertEquals(parseArgs(["-p1"]), { p: 1, _: [] });
  assertEquals(parseArgs(["-p=1"]), { p: 1, _: [] });
  assertEquals(parseArgs(["-n-5"]), { n: -5, _: [] });
  assertEquals(parseArgs(["-e=="]), { e: "=", _: [] });
  assertEquals(parseArgs(["-I/a/b"]), { I: "/a/b", _: [] });
  assertEquals(parseArgs(["-cat", "meow"]), { c: true, a: true, t: "meow", _: [] });
  assertEquals(parseArgs(["-123", "4"]), { 1: true, 2: true, 3: 4, _: [] });
});

Deno.test("parseArgs() takes a hyphen alone for a value or a word", () => {
  assertEquals(parseArgs(["-n", "-"]), { n: "-", _: [] });
  assertEquals(parseArgs(["-f-"]), { f: "-", _: [] });
  assertEquals(parseArgs(["-"]), { _: ["-"] });
  assertEquals(parseArgs(["-b", "-"], { boolean: "b" }), { b: true, _: ["-"] });
});

Deno.test("parseArgs() does not take a flag for a value", () => {
  assertEquals(parseArgs(["--name", "-v"], { string: "name" }), { name: "", v: true, _: [] });
  assertEquals(parseArgs(["-n", "--v"], { string: "n" }), { n: "", v: true, _: [] });
});

Deno.test("parseArgs() makes numbers of numeric words", () => {
  const parsed = parseArgs(["--a", "1e3", "--b", "0x1f", "--c", "1.5.0", "7", " "]);
  assertEquals(parsed, { a: 1000, b: 31, c: "1.5.0", _: [7, " "] });
});

Deno.test("parseArgs() leaves string flags as written", () => {
  const parsed = parseArgs(["--id", "007", "5"], { string: ["id", "_"] });
  assertEquals<unknown>(parsed, { id: "007", _: ["5"] });
  assertEquals(parseArgs([], { string: "id" }), { _: [] });
});

Deno.test("parseArgs() gives a string flag without value the empty string", () => {
  assertEquals(parseArgs(["--id", "-n"], { string: ["id", "n"] }), { id: "", n: "", _: [] });
  assertEquals(parseArgs(["--id", ""], { string: "id" }), { id: "", _: [""] });
});

Deno.test("parseArgs() gives a boolean flag no word but true or false", () => {
  const options = { boolean: ["a", "b"] as const };
  assertEquals(parseArgs(["--a", "x"], options), { a: true, b: false, _: ["x"] });
  assertEquals(parseArgs(["--a", "false", "-b", "true"], options), { a: false, b: true, _: [] });
  assertEquals(parseArgs(["--a=false", "--b=x"], options), { a: false, b: true, _: [] });
});

Deno.test("parseArgs() makes every bare long flag boolean if boolean is true", () => {
  const parsed = parseArgs(["--a", "x", "--b=y", "-c", "z"], { boolean: true });
  assertEquals(parsed, { a: true, b: "y", c: "z", _: ["x"] });
});

Deno.test("parseArgs() negates what is negatable, under all names", () => {
  const options = {
    boolean: ["color"],
    string: ["log"],
    negatable: ["color", "log"],
    alias: { color: "colour" },
  } as const;
  assertEquals(parseArgs(["--color", "--no-color", "--no-log"], options), {
    color: false,
    colour: false,
    log: false,
    _: [],
  });
  assertEquals(parseArgs(["--no-colour", "--color"], options), {
    color: true,
    colour: true,
    _: [],
  });
  assertEquals(parseArgs(["--no-moo"]), { "no-moo": true, _: [] });
});

Deno.test("parseArgs() puts a value under every alias", () => {
  const alias = { port: ["p", "P"], verbose: "v" };
  const parsed = parseArgs(["-p", "1", "-v"], { string: "port", boolean: "verbose", alias });
  assertEquals<unknown>(parsed, { port: "1", p: "1", P: "1", verbose: true, v: true, _: [] });
});

Deno.test("parseArgs() takes the declared kind of an alias's flag", () => {
  const parsed = parseArgs(["-s", "07", "-b", "x"], {
    string: "str",
    boolean: "bool",
    alias: { s: "str", b: "bool" },
  });
  assertEquals<unknown>(parsed, { s: "07", str: "07", b: true, bool: true, _: ["x"] });
});

Deno.test("parseArgs() fills in defaults under every alias", () => {
  const parsed = parseArgs(["--host", "a.test"], {
    string: ["host", "port"],
    boolean: ["tls"],
    default: { host: "localhost", port: "7000", tls: null },
    alias: { port: "p" },
  });
  assertEquals(parsed, { host: "a.test", port: "7000", p: "7000", tls: null, _: [] });
});

Deno.test("parseArgs() keeps the last value of a flag given twice", () => {
  assertEquals(parseArgs(["-v", "a", "-v", "b"]), { v: "b", _: [] });
});

Deno.test("parseArgs() collects values", () => {
  const parsed = parseArgs(["--room", "a", "-r", "2", "--tag", "3", "--loud"], {
    string: ["room", "name"],
    boolean: ["loud", "quiet"],
    collect: ["room", "name", "loud", "quiet", "tag", "other"],
    alias: { room: "r" },
  });
  assertEquals(parsed, {
    room: ["a", "2"],
    r: ["a", "2"],
    name: [],
    loud: [true],
    quiet: [],
    tag: [3],
    _: [],
  });
});

Deno.test("parseArgs() replaces what was collected by a negation", () => {
  const options = { string: "room", collect: "room", negatable: "room" } as const;
  assertEquals(parseArgs(["--room", "a", "--no-room"], options), { room: false, _: [] });
  assertEquals(parseArgs(["--no-room", "--room", "a"], options), { room: ["a"], _: [] });
});

Deno.test("parseArgs() does not read what follows two hyphens", () => {
  assertEquals(parseArgs(["--a", "--", "--b", "7"]), { a: true, _: ["--b", "7"] });
  assertEquals(parseArgs(["x", "--", "--b"], { "--": true }), { _: ["x"], "--": ["--b"] });
});

Deno.test("parseArgs() stops at the first word if stopEarly", () => {
  const parsed = parseArgs(["--a", "b", "c", "--d", "7"], { stopEarly: true });
  assertEquals(parsed, { a: "b", _: ["c", "--d", "7"] });
});
