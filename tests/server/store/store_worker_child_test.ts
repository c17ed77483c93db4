import { assert, assertEquals, assertMatch } from "@std/assert";
import type { RoomName } from "../../../actors/messages/events.ts";
import { LANGUAGES } from "../../../actors/languages/languages.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import type { StartThread } from "../../../actors/runtime/threads/threads.ts";
import type { Loaded, StoreMessage, StoreReply } from "../../../actors/messages/store.ts";
import { SAVE_DELAY } from "../../../server/store/save_delay.ts";
import { describeProblem, problemOf } from "../../../server/store/problems.ts";
import { openStore, startStoreChild, STORE } from "../../../server/store/store_worker_child.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedDisk, simulatedStoreThreads } from "../../support/fakes/simulated_disk.ts";
import type { SimulatedThreads } from "../../support/fakes/simulated_threads.ts";

const MAIN = "main" as RoomName;

/** A server that is a store and nothing else. */
class StoreServer {
  readonly threads: SimulatedThreads;
  readonly disk: SimulatedDisk;
  readonly heard: string[] = [];
  readonly system: ActorSystem;

  readonly clock = new FakeClock();

  constructor(disk = new SimulatedDisk()) {
    const { clock } = this;
    this.disk = disk;
    this.threads = simulatedStoreThreads(disk, clock);
    this.system = new ActorSystem({ node: "main", clock });
    this.system.spawn<Loaded | StoreReply>("hearer", () => ({
      receive: (message) =>
        this.heard.push("upTo" in message ? `${message.type} ${message.upTo}` : message.type),
    }), { mailbox: 100 });
  }

  start(startThread: StartThread = this.threads.startThread) {
    return startStoreChild({
      system: this.system,
      startThread,
      folder: "folder",
      reported: ({ type }) => this.heard.push(type),
      exited: ({ type }) => this.heard.push(type),
    });
  }

  load(): void {
    const replyTo = this.system.address<Loaded>("hearer");
    this.system.send(this.system.address<StoreMessage>(STORE), {
      type: "load",
      ahead: { numbers: 0, members: 0 },
      replyTo,
    });
  }

  save(upTo: number): void {
    const replyTo = this.system.address<StoreReply>("hearer");
    const changes = [{ type: "counted", seq: upTo, members: 1 }] as const;
    this.system.send(this.system.address<StoreMessage>(STORE), {
      type: "save",
      room: MAIN,
      changes,
      upTo,
      replyTo,
    });
  }

  /** Waits for the delay to end, and for the answers. */
  async saved(): Promise<void> {
    await settled();
    this.clock.advance(SAVE_DELAY);
    await settled();
  }
}

Deno.test("store thread: what was opened before the server is the server's", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  const child = server.start(opened.startThread);
  server.load();
  server.save(1);
  await server.saved();
  assertEquals(server.heard, ["loaded", "stored 1"]);
  assertEquals(server.disk.openings, 1);
  // A server has it now.
  opened.close();
  assertEquals(server.threads.alive, 1);
  child.stop();
  await settled();
  assertEquals(server.heard, ["loaded", "stored 1", "shutdown"]);
  assertEquals(server.threads.alive, 0);
  assertEquals(server.system.size, 1);
});

Deno.test("store thread: started again, it has a new thread and what was committed", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  server.start(opened.startThread);
  server.load();
  server.save(1);
  await server.saved();
  server.threads.die("store", "out of memory");
  const child = server.start(opened.startThread);
  server.save(2);
  await server.saved();
  assertEquals(server.heard, ["loaded", "stored 1", "crashed", "unstored 2"]);
  assertEquals(server.disk.openings, 2);
  child.kill();
  assertEquals(server.threads.alive, 0);
  assertEquals(server.disk.load()[0]?.seq, 1);
});

Deno.test("store thread: one that dies before the server takes it is replaced", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  server.threads.die("store", "out of memory");
  const child = server.start(opened.startThread);
  server.load();
  await settled();
  assertEquals(server.heard, ["loaded"]);
  child.kill();
});

Deno.test("store thread: what cannot be opened is told, and no thread is left", async () => {
  const server = new StoreServer();
  server.disk.unopenable = { type: "newer" };
  assertEquals(await openStore("folder", server.threads.startThread), { type: "newer" });
  assertEquals(server.threads.alive, 0);
});

Deno.test("store thread: one that cannot be started, or dies, is told", async () => {
  assertEquals(
    await openStore("folder", () => {
      throw new TypeError("no threads");
    }),
    { type: "unwritable", reason: "TypeError: no threads" },
  );
  const dies: StartThread = (_, { died }) => {
    queueMicrotask(() => died("too many"));
    return { post() {}, terminate() {} };
  };
  assertEquals(await openStore("folder", dies), { type: "unwritable", reason: "too many" });
});

Deno.test("store thread: one that nobody takes can be closed", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  opened.close();
  opened.close();
  assertEquals(server.threads.alive, 0);
});

Deno.test("store problem: is known by SQLite's words, and told in the host's", () => {
  const errors = [
    "database is locked",
    "file is not a database",
    "database disk image is malformed",
    "database or disk is full",
    "attempt to write a readonly database",
  ];
  const types = errors.map((error) => problemOf(new Error(error)).type);
  assertEquals(types, ["inUse", "damaged", "damaged", "full", "unwritable"]);
  for (const language of LANGUAGES) {
    const problems = [...errors.map((error) => problemOf(new Error(error))), {
      type: "newer",
    }] as const;
    const told = problems.map((problem) => describeProblem(problem, "/srv/data", language));
    assertEquals(new Set(told).size, 5);
    for (const line of told) assertMatch(line, /\/srv\/data.*\.$/);
  }
});
