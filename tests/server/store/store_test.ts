import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomName } from "../../../actors/messages/events.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedDisk } from "../../support/fakes/simulated_disk.ts";
import { TestStore } from "../../support/fakes/test_store.ts";

const MAIN = "main" as RoomName;
const ATTIC = "attic" as RoomName;

/** Does not fit on a nearly full disk. */
const LARGE: RoomChange = {
  type: "kept",
  entry: {
    waitsFor: ["m2"],
    event: {
      type: "said",
      from: { id: "m1", name: "ola" },
      at: 0,
      first: 1,
      count: 1,
      weight: 1,
      ids: toTextBatch(["a"]),
      texts: toTextBatch(["x".repeat(100_000)]),
    },
  },
};

Deno.test("store: commits all waiting saves at once, answers each room once", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  store.save(ATTIC, 7);
  store.save(MAIN, 2);
  assertEquals(await store.heard(), ["main stored 2", "attic stored 7"]);
  assertEquals(store.disk.commits, 1);
  assertEquals(store.saved(), ["attic 7", "main 2"]);
});

Deno.test("store: moves the numbers ahead at each load, and saves that", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 5);
  await store.heard();
  const again = await TestStore.loaded(store.disk, { numbers: 100, members: 10 });
  assertEquals(again.saved(), ["main 105"]);
  const third = await TestStore.loaded(store.disk, { numbers: 100, members: 10 });
  assertEquals(third.disk.load().map(({ seq, members }) => [seq, members]), [[205, 21]]);
});

Deno.test("store: does not write a text that was released before the commit", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  await store.heard();
  store.disk.limit(0);
  const { commits } = store.disk;
  store.save(MAIN, 2, LARGE);
  store.save(MAIN, 3, { type: "released", first: 1 });
  // The disk has no room for the text.
  assertEquals(await store.heard(), ["main stored 3"]);
  assertEquals(store.disk.commits, commits + 1);
});

Deno.test("store: reports a full disk, goes on, and recovers", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  assertEquals(await store.heard(), ["main stored 1"]);
  store.disk.limit(0);
  store.save(ATTIC, 4);
  store.save(MAIN, 2, LARGE);
  assertEquals(await store.heard(), ["attic unstored 4", "main unstored 2"]);
  store.save(MAIN, 3, { type: "cleared" }, LARGE);
  assertEquals(await store.heard(), ["main unstored 3"]);
  assertEquals(store.events, ["storeFailing full"]);
  store.disk.limit();
  store.save(MAIN, 3, { type: "cleared" }, LARGE);
  assertEquals(await store.heard(), ["main stored 3"]);
  assertEquals(store.events, ["storeFailing full", "storeWell"]);
  assertEquals(store.saved(), ["main 0"]);
});

Deno.test("store: saves nothing if the commit fails", async () => {
  const store = await TestStore.loaded();
  store.disk.broken = true;
  store.save(MAIN, 1);
  store.save(ATTIC, 1);
  assertEquals(await store.heard(), ["main unstored 1", "attic unstored 1"]);
  assertEquals(store.events, ["storeFailing unwritable"]);
  assertEquals(store.saved(), []);
});

Deno.test("store: refuses saves after a lost one until the room sends all", async () => {
  const store = await TestStore.loaded();
  store.disk.broken = true;
  store.save(MAIN, 1);
  assertEquals(await store.heard(), ["main unstored 1"]);
  store.disk.broken = false;
  store.save(MAIN, 2);
  store.save(ATTIC, 5);
  assertEquals(await store.heard(), ["main unstored 2", "attic stored 5"]);
  store.save(MAIN, 3, { type: "cleared" }, { type: "counted", seq: 3, members: 1 });
  store.save(MAIN, 4);
  assertEquals(await store.heard(), ["main stored 4"]);
  assertEquals(store.saved(), ["attic 5", "main 4"]);
});

Deno.test("store: opens the database again after a failure", async () => {
  const store = await TestStore.loaded();
  store.disk.broken = true;
  store.save(MAIN, 1);
  await store.heard();
  const { openings } = store.disk;
  store.disk.broken = false;
  store.disk.unopenable = { type: "unwritable", reason: "gone" };
  store.save(ATTIC, 1);
  assertEquals(await store.heard(), ["attic unstored 1"]);
  store.disk.unopenable = undefined;
  store.save(ATTIC, 2, { type: "cleared" }, { type: "counted", seq: 2, members: 1 });
  assertEquals(await store.heard(), ["attic stored 2"]);
  assertEquals(store.disk.openings, openings + 1);
  assertEquals(store.events, ["storeFailing unwritable", "storeWell"]);
});

Deno.test("store: tries again to load", async () => {
  const disk = new SimulatedDisk();
  const first = await TestStore.loaded(disk);
  first.save(MAIN, 1);
  await first.heard();
  disk.unopenable = { type: "inUse" };
  const store = await TestStore.loaded(disk);
  assertEquals(store.loaded, undefined);
  assertEquals(store.events, ["storeFailing inUse"]);
  disk.unopenable = undefined;
  store.clock.advance(1_000);
  await settled();
  assertEquals(store.loaded, ["main"]);
});

Deno.test("store: after a restart each known room must send all its state", async () => {
  const disk = new SimulatedDisk();
  const first = await TestStore.loaded(disk);
  for (const room of [MAIN, ATTIC]) first.save(room, 1);
  await first.heard();
  const store = new TestStore(disk);
  store.save(MAIN, 5);
  assertEquals(await store.heard(), ["main unstored 5"]);
  store.store.ref.send({ type: "retain", rooms: [MAIN] });
  store.save(MAIN, 6);
  store.save("new" as RoomName, 1);
  assertEquals(await store.heard(), ["main unstored 6", "new stored 1"]);
  store.save(MAIN, 7, { type: "cleared" }, { type: "counted", seq: 7, members: 2 });
  assertEquals(await store.heard(), ["main stored 7"]);
  assertEquals(store.saved(), ["main 7", "new 1"]);
});

Deno.test("store: cleans its files after a second without a save", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  await store.heard();
  store.clock.advance(999);
  store.save(MAIN, 2);
  await store.heard();
  store.clock.advance(999);
  await settled();
  assertEquals(store.disk.cleanings, 0);
  store.clock.advance(1);
  await settled();
  assertEquals(store.disk.cleanings, 1);
  store.clock.advance(10_000);
  await settled();
  assertEquals(store.disk.cleanings, 1);
});

Deno.test("store: commits earlier saves before it stops", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  await settled();
  store.save(MAIN, 2);
  store.save(ATTIC, 1);
  store.store.stop();
  assertEquals(await store.heard(), ["main stored 1", "main stored 2", "attic stored 1"]);
  assertEquals(store.ended, "shutdown");
  assertEquals(store.clock.waiting, 0);
  assertEquals(store.saved(), ["attic 1", "main 2"]);
});

Deno.test("store: a killed store leaves only what it committed", async () => {
  const store = await TestStore.loaded();
  store.save(MAIN, 1);
  await store.heard();
  store.save(MAIN, 2);
  store.store.kill();
  assertEquals(store.saved(), ["main 1"]);
});
