import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import type { SeatKey } from "../../client/terminal/io.ts";
import { openSeatFile } from "../../client/terminal/files/seat_folder.ts";
import { RealClient } from "../support/processes/real_client.ts";
import {
  mayRun,
  RunningProgram,
  startServer,
  startTospann,
} from "../support/processes/real_process.ts";

const SEAT_FOLDER = new URL("../../client/terminal/files/seat_folder.ts", import.meta.url).href;

const ignore = !mayRun || Deno.permissions.querySync({ name: "write" }).state !== "granted";

const place: SeatKey = { host: "kari.local", port: 65_432, room: "main", name: "ola" };

/** A folder that does not exist yet, in one that is removed after the test. */
async function emptyFolder() {
  const top = await Deno.makeTempDir();
  return {
    folder: join(top, "state", "tospann"),
    [Symbol.asyncDispose]: () => Deno.remove(top, { recursive: true }),
  };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).toSorted();
}

async function modeOf(path: string): Promise<string | undefined> {
  return (await Deno.stat(path)).mode?.toString(8).slice(-3);
}

Deno.test("seat folder: no other user can read a saved seat", {
  ignore: ignore || Deno.build.os === "windows",
}, async () => {
  await using temp = await emptyFolder();
  const seat = await openSeatFile(temp.folder, place);
  await seat.write("hemmelig");
  assertEquals(await modeOf(temp.folder), "700");
  const files = await filesIn(temp.folder);
  assertEquals(files.length, 2);
  for (const file of files) assertEquals(await modeOf(join(temp.folder, file)), "600");
  seat.close();
});

Deno.test(
  "seat folder: the next run finds what this one saved, unless it was removed",
  {
    ignore,
  },
  async () => {
    await using temp = await emptyFolder();
    const first = await openSeatFile(temp.folder, place);
    assertEquals(first.found, undefined);
    await first.write("a");
    await first.write("b");
    first.close();
    const second = await openSeatFile(temp.folder, { ...place, host: "KARI.local" });
    assertEquals(second.found, "b");
    await second.write(undefined);
    await second.write(undefined);
    second.close();
    const third = await openSeatFile(temp.folder, place);
    assertEquals(third.found, undefined);
    third.close();
  },
);

Deno.test("seat folder: separates addresses, rooms and names, whatever they contain", {
  ignore,
}, async () => {
  await using temp = await emptyFolder();
  const places = [
    place,
    { ...place, port: 1 },
    { ...place, room: "../../etc" },
    { ...place, name: "ola/../kari\0" },
    { ...place, host: "fe80::1%eth0" },
  ];
  for (const [i, place] of places.entries()) {
    const seat = await openSeatFile(temp.folder, place);
    assertEquals(seat.found, undefined);
    await seat.write(`${i}`);
    seat.close();
  }
  const names = await filesIn(temp.folder);
  assertEquals(names.length, 2 * places.length);
  assert(names.every((name) => /^[0-9a-f]{32}-1\.(json|lock)$/.test(name)), names.join());
});

Deno.test(
  "seat folder: a second client of one name has a seat of its own",
  { ignore },
  async () => {
    await using temp = await emptyFolder();
    const first = await openSeatFile(temp.folder, place);
    const second = await openSeatFile(temp.folder, place);
    await first.write("first");
    await second.write("second");
    first.close();
    second.close();
    const [a, b] = [await openSeatFile(temp.folder, place), await openSeatFile(temp.folder, place)];
    assertEquals([a.found, b.found], ["first", "second"]);
    await a.write(undefined);
    a.close();
    b.close();
    // A slot with a saved seat comes before an earlier empty one.
    const c = await openSeatFile(temp.folder, place);
    assertEquals(c.found, "second");
    c.close();
  },
);

Deno.test("seat folder: the next client takes the seat of a killed one, not of a live one", {
  ignore,
}, async () => {
  await using temp = await emptyFolder();
  const code = `
    import { openSeatFile } from ${JSON.stringify(SEAT_FOLDER)};
    const seat = await openSeatFile(${JSON.stringify(temp.folder)}, ${JSON.stringify(place)});
    await seat.write("kept");
    console.log("held");
    setInterval(() => seat, 1_000);
  `;
  await using client = new RunningProgram(Deno.execPath(), ["eval", code]);
  await client.output.until("held");
  const other = await openSeatFile(temp.folder, place);
  assertEquals(other.found, undefined);
  other.close();
  client.signal("SIGKILL");
  assertNotEquals((await client.status).code, 0);
  const next = await openSeatFile(temp.folder, place);
  assertEquals(next.found, "kept");
  next.close();
});

Deno.test("seat folder: says why a seat cannot be saved", { ignore }, async () => {
  await assertRejects(() => openSeatFile(undefined, place), Error, "HOME");
  await using temp = await emptyFolder();
  await Deno.writeTextFile(join(temp.folder, "..", "..", "file"), "");
  await assertRejects(() => openSeatFile(join(temp.folder, "..", "..", "file", "x"), place));
  const slots = [];
  for (let i = 0; i < 16; i++) slots.push(await openSeatFile(temp.folder, place));
  await assertRejects(() => openSeatFile(temp.folder, place), Error, "slots");
  for (const slot of slots) slot.close();
});

Deno.test("client: --log appends to one file that no other user can read", {
  ignore: ignore || Deno.build.os === "windows",
}, async () => {
  await using temp = await emptyFolder();
  const log = join(temp.folder, "..", "..", "samtale.txt");
  await using server = await startServer();
  using kari = await RealClient.join(server.port, "kari");
  const address = `127.0.0.1:${server.port}`;
  for (const [run, mode] of [[1, "600"], [2, "640"]] as const) {
    // The permissions are set only when the file is created.
    if (run === 2) await Deno.chmod(log, 0o640);
    await using client = await startTospann("client", [address, "--name", "ola", "--log", log]);
    await client.output.until("kari");
    await kari.send(`{"type":"say","id":"k${run}","text":"hei ${run}\\nog \\u001b[31mhå"}\n`);
    await client.output.until(`hei ${run}`);
    await client.type(`hallo ${run}\n`);
    await client.endInput();
    assertEquals((await client.status).code, 0);
    assertEquals(await modeOf(log), mode);
  }
  const lines = (await Deno.readTextFile(log)).split("\n");
  const stamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /;
  for (const line of lines) assertMatch(line, new RegExp(`${stamp.source}|^  og |^$`));
  assertEquals(
    lines.map((line) => line.replace(stamp, "")),
    [1, 2].flatMap((run) => [`kari: hei ${run}`, "  og hå", `ola: hallo ${run}`]).concat(""),
  );
});

Deno.test("client: a log that cannot be opened gives one clear line and exit code 2", {
  ignore,
}, async () => {
  await using temp = await emptyFolder();
  const nowhere = join(temp.folder, "samtale.txt");
  await using client = await startTospann("client", ["--name", "ola", "--log", nowhere]);
  assertEquals((await client.status).code, 2);
  assertEquals(await client.output.untilEnd(), "");
  const errors = await client.errors.untilEnd();
  assertStringIncludes(errors, `Kan ikke skrive loggen i «${nowhere}»`);
  assertEquals(errors.split("\n").length, 2);
});
