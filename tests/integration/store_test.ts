import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { toTextBatch } from "../../actors/encoding/text_batch.ts";
import type { RoomName } from "../../actors/messages/events.ts";
import type { RoomChange } from "../../actors/messages/room_snapshot.ts";
import { FILE_NAME, openDatabaseFile } from "../../server/store/database_file.ts";
import { SCHEMA_VERSION } from "../../server/store/schema.ts";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { systemClock } from "../../actors/runtime/system_clock.ts";
import { WorkerNode } from "../../actors/runtime/threads/threads.ts";
import { workerThreads } from "../../server/workers/web_worker.ts";
import type { Try } from "../support/processes/curious_worker.ts";
import { mayRun, RunningProgram } from "../support/processes/real_process.ts";
import { openFolder, StoreHolder } from "../support/processes/store_holder.ts";

const mayWrite = Deno.permissions.querySync({ name: "write" }).state === "granted";
const options = { ignore: !mayRun || !mayWrite };

const MAIN = "main" as RoomName;

/** In no file by chance. */
const SECRET = "hemmeligheten";

function said(first: number, text: string): RoomChange {
  const from = { id: "m1", name: "ola" };
  const texts = toTextBatch([text]);
  const ids = toTextBatch([`id${first}`]);
  const event = { type: "said", from, at: 1, first, count: 1, weight: 1, ids, texts } as const;
  return { type: "kept", entry: { event, waitsFor: ["m2"] } };
}

/** Runs a test with the path of a store's folder that does not exist yet. */
async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const parent = await Deno.makeTempDir({ prefix: "tospann" });
  try {
    await body(`${parent}/data`);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}

/** Starts another process, which saves these changes and holds the folder open. */
async function holdElsewhere(
  folder: string,
  changes: readonly RoomChange[],
): Promise<RunningProgram> {
  const program = new URL("../support/processes/store_holder.ts", import.meta.url).pathname;
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const args = ["run", "-A", "--no-check", "--config", config, program];
  const holder = new RunningProgram(Deno.execPath(), [...args, folder, JSON.stringify(changes)]);
  await holder.output.until("stored");
  return holder;
}

/** The bytes of all files in the folder. */
async function contentOf(folder: string): Promise<string> {
  let content = "";
  for await (const { name } of Deno.readDir(folder)) {
    content += new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`));
  }
  return content;
}

Deno.test(
  "store: the next server loads the rooms, other users cannot",
  options,
  () =>
    inFolder(async (folder) => {
      {
        await using holder = await StoreHolder.open(folder);
        assertEquals(holder.loaded, []);
        assertEquals(await holder.save("main", [said(1, "hei")]), "stored");
        assertEquals((Deno.statSync(folder).mode ?? 0) & 0o777, 0o700);
        for (const { name } of Deno.readDirSync(folder)) {
          assertEquals((Deno.statSync(`${folder}/${name}`).mode ?? 0) & 0o777, 0o600, name);
        }
      }
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [FILE_NAME]);
      await using holder = await StoreHolder.open(folder);
      assertEquals(holder.loaded.map(({ entries }) => entries.length), [1]);
    }),
);

Deno.test(
  "store: does not open a folder that another server uses",
  options,
  () =>
    inFolder(async (folder) => {
      await using other = await holdElsewhere(folder, []);
      assertEquals(await openFolder(folder), { type: "inUse" });
      other.signal("SIGKILL");
    }),
);

Deno.test("store: stored rooms outlive a kill -9", options, () =>
  inFolder(async (folder) => {
    {
      await using other = await holdElsewhere(folder, [said(1, "hei"), said(2, "på deg")]);
      other.signal("SIGKILL");
      await other.status;
    }
    await using holder = await StoreHolder.open(folder);
    assertEquals(holder.loaded[0]?.entries.map(({ event }) => event.type), ["said", "said"]);
  }));

Deno.test(
  "store: cleaning removes released entries from all files",
  options,
  () =>
    inFolder(async (folder) => {
      const database = openDatabaseFile(folder);
      const keep = (changes: readonly RoomChange[]) => {
        database.begin();
        database.apply(MAIN, changes);
        database.commit();
      };
      // Sizes and orders that fill, split and empty pages.
      const numbers = Array.from({ length: 150 }, (_, i) => i * 7 % 150);
      for (const seq of numbers) keep([said(seq, `${SECRET} `.repeat(1 + seq * 5))]);
      assert((await contentOf(folder)).includes(SECRET));
      for (const first of numbers.toSorted()) keep([{ type: "released", first }]);
      database.cleanFiles();
      assertEquals((await contentOf(folder)).includes(SECRET.slice(0, 8)), false);
      database.close();
    }),
);

Deno.test(
  "store: leaves a newer server's file as it is",
  options,
  () =>
    inFolder(async (folder) => {
      await (await StoreHolder.open(folder))[Symbol.asyncDispose]();
      const path = `${folder}/${FILE_NAME}`;
      const connection = new DatabaseSync(path);
      connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
      connection.close();
      const before = await Deno.readFile(path);
      assertEquals(await openFolder(folder), { type: "newer" });
      assertEquals(await Deno.readFile(path), before);
      assertEquals([...Deno.readDirSync(folder)].length, 1);
    }),
);

Deno.test(
  "store: leaves a damaged or foreign file as it is",
  options,
  () =>
    inFolder(async (folder) => {
      const path = `${folder}/${FILE_NAME}`;
      Deno.mkdirSync(folder);
      const foreign = new DatabaseSync(`${folder}/foreign`);
      foreign.exec("CREATE TABLE recipes (name TEXT)");
      foreign.close();
      {
        await using holder = await StoreHolder.open(`${folder}/ours`);
        await holder.save("main", [said(1, "x".repeat(50_000))]);
      }
      const ours = await Deno.readFile(`${folder}/ours/${FILE_NAME}`);
      const files = [
        new TextEncoder().encode("hei"),
        new TextEncoder().encode("Not a database. ".repeat(100)),
        await Deno.readFile(`${folder}/foreign`),
        ours.slice(0, ours.length - 20_000),
        ours.map((byte, at) => at > 4_096 ? 255 - byte : byte),
      ];
      for (const bytes of files) {
        await Deno.writeFile(path, bytes);
        assertEquals(await openFolder(folder), { type: "damaged" });
        assertEquals(await Deno.readFile(path), bytes);
      }
    }),
);

Deno.test(
  "store: fills an empty file, which a killed server may leave",
  options,
  () =>
    inFolder(async (folder) => {
      Deno.mkdirSync(folder);
      await Deno.writeFile(`${folder}/${FILE_NAME}`, new Uint8Array());
      await using holder = await StoreHolder.open(folder);
      assertEquals(await holder.save("main", [said(1, "hei")]), "stored");
    }),
);

Deno.test(
  "store: reports why it cannot create the folder",
  options,
  () =>
    inFolder(async (folder) => {
      await Deno.writeTextFile(folder, "not a folder");
      const opened = await openFolder(`${folder}/data`);
      assert(opened.type === "unwritable" && opened.reason.length > 0, JSON.stringify(opened));
    }),
);

Deno.test(
  "store: its worker has access only to its folder",
  options,
  () =>
    inFolder(async (folder) => {
      const module = new URL("../support/processes/curious_worker.ts", import.meta.url);
      const system = new ActorSystem({ node: "main", clock: systemClock });
      const { promise: tried, resolve } = Promise.withResolvers<readonly string[]>();
      const asker = system.spawn<readonly string[]>("asker", () => ({ receive: resolve }), {
        mailbox: 1,
      });
      type Kinds = { curious: { init: null; message: Try } };
      const startThread = workerThreads(module, {
        permissions: { read: [folder], write: [folder] },
      });
      const node = new WorkerNode<Kinds>(system, startThread, "curious", () => {});
      node.spawn("curious", "it", null, { mailbox: 1 }).ref.send({ replyTo: asker.ref.address });
      assertEquals(await tried, Array(7).fill("NotCapable"));
      node.terminate();
      asker.kill();
    }),
);
