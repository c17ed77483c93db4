/**
 * The rules of `docs/decisions/0001-layers.md`: imports run down the layers and in no circle, and
 * pure code has no effects.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { mayRead, type SourceFile, sourceFiles } from "./support/source_files.ts";

/** Shared by both ends of the wire. */
const WIRE = [
  "actors/encoding/",
  "actors/protocol/",
  "actors/languages/",
  "actors/command_line/",
];

/** What each part may import besides itself. The first matching prefix counts. */
const LAYERS: readonly (readonly [part: string, mayImport: readonly string[]])[] = [
  ["actors/encoding/", []],
  ["actors/protocol/", ["actors/encoding/"]],
  ["actors/languages/", ["actors/encoding/", "actors/protocol/"]],
  ["actors/command_line/", ["actors/languages/"]],
  ["actors/runtime/threads/", ["actors/encoding/", "actors/runtime/"]],
  ["actors/runtime/", ["actors/encoding/"]],
  ["actors/messages/", [...WIRE, "actors/runtime/"]],
  ["actors/greeter/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/session/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/room/", [...WIRE, "actors/runtime/", "actors/messages/"]],
  ["actors/worker/", ["actors/"]],
  ["server/", ["actors/"]],
  ["client/terminal/", ["client/", "actors/"]],
  ["client/web/", ["client/", ...WIRE]],
  // Composes the terminal client.
  ["client/client.ts", ["client/", "actors/"]],
  ["client/", WIRE],
  ["main.ts", ["server/", "client/"]],
];

/** Where effects are allowed: the shells, and the runtime's access to thread and clock. */
const SHELLS = [
  "server/",
  "client/terminal/",
  "client/web/",
  "main.ts",
  "actors/runtime/threads/worker_entry.ts",
  "actors/runtime/system_clock.ts",
];

/** Code that acts on the world, or returns something else each time. */
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

/** The pure parts of a shell: keys in, rows out. */
const PURE = ["client/terminal/editor/", "client/terminal/screen/"];

/** Threads, shared memory and bytes. The actor runtime must not import it at all. */
const THREADS = "actors/runtime/threads/";

const isPure = (path: string) => PURE.some((part) => path.startsWith(part));

/** The entry point of a plain `deno test`. It imports the `tests.ts` of each folder. */
const PURE_TESTS = "tests/pure_test.ts";

const MAX_LINES = 250;

const FORBIDDEN_NAMES = /(?:^|\/)(?:utils?|index|types|manager|helpers?)\.ts$/;

/** The names allowed at the top level. */
const TOP_LEVEL =
  /^(?:actors|client|server|tests|docs|vendor|main\.ts|deno\.(?:json|lock))$|^[A-Z]+(?:\.md)?$/;

/** Ignored at the top level: what Git ignores, and dot files. */
const IGNORED = /^(?:coverage|node_modules|\..*)$/;

const options = { ignore: !mayRead };
const project = () => sourceFiles(["actors", "server", "client"]);

Deno.test("architecture: the top level has only known names", options, async () => {
  const names = await Array.fromAsync(
    Deno.readDir(new URL("..", import.meta.url)),
    (it) => it.name,
  );
  assertEquals(names.filter((name) => !IGNORED.test(name) && !TOP_LEVEL.test(name)), []);
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

Deno.test(
  "architecture: code outside threads/ imports only its one public module",
  options,
  async () => {
    const outside = (await project()).filter(({ path }) => !path.startsWith(THREADS));
    const inner = outside.flatMap(({ path, imports }) =>
      imports.filter((to) => to.startsWith(THREADS))
        .filter((to) => to !== `${THREADS}threads.ts` || /^actors\/runtime\//.test(path))
        .map((to) => `${path} imports ${to}`)
    );
    assertEquals(inner, []);
  },
);

Deno.test("architecture: imports form no circle, type imports included", options, async () => {
  const files = new Map((await project()).map((file) => [file.path, file]));
  assertEquals(findCircle(files), undefined);
});

Deno.test("architecture: pure code has no effects", options, async () => {
  const impure = (await project())
    .filter(({ path }) => !SHELLS.some((shell) => path.startsWith(shell)) || isPure(path))
    .flatMap(({ path, code }) =>
      EFFECTS.filter((effect) => effect.test(code)).map((effect) => `${path}: ${effect}`)
    );
  assertEquals(impure, []);
});

Deno.test("architecture: no module has mutable state", options, async () => {
  const stateful = (await project()).flatMap(({ path, code }) =>
    [...code.matchAll(/^(?:export )?(?:let|var) .*$/gm)].map(([line]) => `${path}: ${line}`)
  );
  assertEquals(stateful, []);
});

Deno.test(
  "architecture: every file is short, has a module comment, and a telling name",
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

Deno.test("architecture: every exported symbol has a doc comment", options, async () => {
  const undocumented = (await project()).flatMap(({ path, text }) =>
    [...text.matchAll(
      /^(.*)\n(export (?:async |abstract |declare )?(?:function|class|interface|type|const) \w.*)$/gm,
    )]
      .filter(([, before = ""]) => !/\*\/$|^ \* /.test(before))
      .map(([, , symbol]) => `${path}: ${symbol}`)
  );
  assertEquals(undocumented, []);
});

Deno.test("architecture: a plain `deno test` runs every pure test", options, async () => {
  const files = new Map((await sourceFiles(["tests", "vendor"])).map((it) => [it.path, it]));
  const listed = (path: string): readonly string[] =>
    (files.get(path)?.imports ?? []).flatMap((to) => /\/tests\.ts$/.test(to) ? listed(to) : [to]);
  const tests = [...files.keys()].filter((path) =>
    path.endsWith("_test.ts") && path !== PURE_TESTS && !path.startsWith("tests/integration/")
  );
  assertEquals(listed(PURE_TESTS).toSorted(), tests.toSorted());
});

Deno.test("architecture: only one file compares with the capacity of a room", options, async () => {
  const files = (await project()).filter(({ path }) =>
    /^(?:actors|server)\/(?!runtime)/.test(path)
  );
  const comparing = files.filter(({ code }) =>
    /\bcapacity\b.*(?:[<>]=?|===)|(?:[<>]=?|===).*\bcapacity\b/.test(code)
  );
  assertEquals(comparing.map(({ path }) => path), ["actors/room/seats.ts"]);
});

Deno.test("architecture: the search for circles finds one", () => {
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
