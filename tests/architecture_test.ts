/**
 * The house's rules, as `docs/decisions/0001-layers.md` gives them: arrows run down, nothing runs in a circle, and what
 * is pure has no effects.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { mayRead, type SourceFile, sourceFiles } from "./support/source_files.ts";

/** What two ends of a wire share, and an actor and a client may both know. */
const WIRE = [
  "actors/encoding/",
  "actors/protocol/",
  "actors/languages/",
  "actors/command_line/",
];

/** What each part may import, the most particular first. A part may always import itself. */
const LAYERS: readonly (readonly [part: string, mayImport: readonly string[]])[] = [
  ["actors/encoding/", []],
  ["actors/protocol/", ["actors/encoding/"]],
  ["actors/languages/", ["actors/encoding/", "actors/protocol/"]],
  ["actors/command_line/", ["actors/languages/"]],
  ["actors/runtime/", ["actors/encoding/"]],
  ["actors/messages/", [...WIRE, "actors/runtime/"]],
  ["actors/greeter/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/session/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/room/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/worker/", ["actors/"]],
  ["server/", ["actors/"]],
  ["client/terminal/", ["client/", "actors/"]],
  ["client/web/", ["client/", ...WIRE]],
  // The client from its command line to its exit code: it puts the terminal's parts together.
  ["client/client.ts", ["client/", "actors/"]],
  ["client/", WIRE],
  ["main.ts", ["server/", "client/"]],
];

/** Where effects may be: the shells, and the runtime's own hold on thread and clock. */
const SHELLS = [
  "server/",
  "client/terminal/",
  "client/web/",
  "main.ts",
  "actors/runtime/threads/worker_entry.ts",
  "actors/runtime/system_clock.ts",
];

/** What acts on the world, or gives another answer each time. */
const EFFECTS = [
  /\bDeno\s*\./,
  /\bnew Worker\b/,
  /\bset(?:Timeout|Interval|Immediate)\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bperformance\b/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\bfetch\(/,
  /\bconsole\b/,
  /\bpostMessage\b/,
  /\bprocess\b/,
];

/** What is pure inside a shell: keys in, rows out. */
const PURE = ["client/terminal/editor/", "client/terminal/screen/"];

const isPure = (path: string) => PURE.some((part) => path.startsWith(part));

/** What a bare `deno test` starts with; each folder that it imports has a `tests.ts` of its own. */
const PURE_TESTS = "tests/pure_test.ts";

const MAX_LINES = 300;

const FORBIDDEN_NAMES = /(?:^|\/)(?:utils?|index|types|manager|helpers?)\.ts$/;

/** The top level: what the project is made of, and what a repository needs. */
const TOP_LEVEL =
  /^(?:actors|client|server|tests|docs|vendor|main\.ts|deno\.(?:json|lock))$|^[A-Z]+(?:\.md)?$/;

/** What Git is told to leave out, and what starts with a dot is not looked at. */
const LEFT_OUT = /^(?:coverage|node_modules|\..*)$/;

const options = { ignore: !mayRead };
const project = () => sourceFiles(["actors", "server", "client"]);

Deno.test("architecture: at the top stands what belongs there", options, async () => {
  const names = await Array.fromAsync(
    Deno.readDir(new URL("..", import.meta.url)),
    (it) => it.name,
  );
  assertEquals(names.filter((name) => !LEFT_OUT.test(name) && !TOP_LEVEL.test(name)), []);
});

Deno.test("architecture: imports run down the layers", options, async () => {
  const upward = (await project()).flatMap(({ path, imports }) => {
    const [part = "", mayImport = []] = LAYERS.find(([part]) => path.startsWith(part)) ?? [];
    const allowed = [part, ...mayImport];
    return imports.filter((to) => !allowed.some((prefix) => to.startsWith(prefix)))
      .map((to) => `${path} imports ${to}`);
  });
  assertEquals(upward, []);
});

Deno.test("architecture: imports run in no circle, types too", options, async () => {
  const files = new Map((await project()).map((file) => [file.path, file]));
  assertEquals(findCircle(files), undefined);
});

Deno.test("architecture: what is pure has no effects", options, async () => {
  const impure = (await project())
    .filter(({ path }) => !SHELLS.some((shell) => path.startsWith(shell)) || isPure(path))
    .flatMap(({ path, code }) =>
      EFFECTS.filter((effect) => effect.test(code)).map((effect) => `${path}: ${effect}`)
    );
  assertEquals(impure, []);
});

Deno.test("architecture: no module keeps state of its own", options, async () => {
  const stateful = (await project()).flatMap(({ path, code }) =>
    [...code.matchAll(/^(?:export )?(?:let|var) .*$/gm)].map(([line]) => `${path}: ${line}`)
  );
  assertEquals(stateful, []);
});

Deno.test(
  "architecture: every file is one thing, says what, and is named for it",
  options,
  async () => {
    const files = await project();
    const name = ({ path }: SourceFile) => path;
    const all = [...files, ...await sourceFiles(["tests"])];
    assertEquals(all.filter(({ text }) => text.split("\n").length > MAX_LINES + 1).map(name), []);
    assertEquals(files.filter(({ text }) => !text.startsWith("/**")).map(name), []);
    assertEquals(files.map(name).filter((path) => FORBIDDEN_NAMES.test(path)), []);
  },
);

Deno.test("architecture: every exported symbol says what it is for", options, async () => {
  const silent = (await project()).flatMap(({ path, text }) =>
    [...text.matchAll(
      /^(.*)\n(export (?:async |abstract |declare )?(?:function|class|interface|type|const) \w.*)$/gm,
    )]
      .filter(([, before = ""]) => !/\*\/$|^ \* /.test(before))
      .map(([, , symbol]) => `${path}: ${symbol}`)
  );
  assertEquals(silent, []);
});

Deno.test("architecture: a bare `deno test` runs every pure test", options, async () => {
  const files = new Map((await sourceFiles(["tests", "vendor"])).map((it) => [it.path, it]));
  const listed = (path: string): readonly string[] =>
    (files.get(path)?.imports ?? []).flatMap((to) => /\/tests\.ts$/.test(to) ? listed(to) : [to]);
  const tests = [...files.keys()].filter((path) =>
    path.endsWith("_test.ts") && path !== PURE_TESTS && !path.startsWith("tests/integration/")
  );
  assertEquals(listed(PURE_TESTS).toSorted(), tests.toSorted());
});

Deno.test("architecture: the limit of two is known in one place", options, async () => {
  const files = (await project()).filter(({ path }) =>
    /^(?:actors|server)\/(?!runtime)/.test(path)
  );
  const knowing = files.filter(({ code }) =>
    /\bcapacity\b.*(?:[<>]=?|===)|(?:[<>]=?|===).*\bcapacity\b/.test(code)
  );
  assertEquals(knowing.map(({ path }) => path), ["actors/room/join.ts"]);
});

Deno.test("architecture: the rules themselves find what breaks them", () => {
  const circle = new Map(
    [["a.ts", "b.ts"], ["b.ts", "c.ts"], ["c.ts", "a.ts"]].map(([path = "", to = ""]) =>
      [path, { path, text: "", code: "", imports: [to] }] as const
    ),
  );
  assertEquals(findCircle(circle), ["a.ts", "b.ts", "c.ts", "a.ts"]);
});

function findCircle(files: ReadonlyMap<string, SourceFile>): readonly string[] | undefined {
  const done = new Set<string>();

  function walk(path: string, way: readonly string[]): readonly string[] | undefined {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of files.get(path)?.imports ?? []) {
      const circle = walk(next, [...way, path]);
      if (circle !== undefined) return circle;
    }
    done.add(path);
    return undefined;
  }

  for (const path of files.keys()) {
    const circle = walk(path, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
