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

/** A server with only a store. */
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

Deno.test("store thread: the server takes over the open database", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  const child = server.start(opened.startThread);
  server.load();
  server.save(1);
  await server.saved();
  assertEquals(server.heard, ["loaded", "stored 1"]);
  assertEquals(server.disk.openings, 1);
  // Does nothing now.
  opened.close();
  assertEquals(server.threads.alive, 1);
  child.stop();
  await settled();
  assertEquals(server.heard, ["loaded", "stored 1", "shutdown"]);
  assertEquals(server.threads.alive, 0);
  assertEquals(server.system.size, 1);
});

Deno.test("store thread: restarts in a new thread with the committed rooms", async () => {
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

Deno.test("store thread: replaces one that died before the server took it", async () => {
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

Deno.test("store thread: returns the problem and ends the thread", async () => {
  const server = new StoreServer();
  server.disk.unopenable = { type: "newer" };
  assertEquals(await openStore("folder", server.threads.startThread), { type: "newer" });
  assertEquals(server.threads.alive, 0);
});

Deno.test("store thread: reports a thread that cannot start or dies", async () => {
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

Deno.test("store thread: closes if no server takes it", async () => {
  const server = new StoreServer();
  const opened = await openStore("folder", server.threads.startThread);
  assert(opened.type === "opened");
  opened.close();
  opened.close();
  assertEquals(server.threads.alive, 0);
});

Deno.test("store problem: recognizes SQLite's errors and describes each", () => {
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
    const lines = problems.map((problem) => describeProblem(problem, "/srv/data", language));
    assertEquals(new Set(lines).size, 5);
    for (const line of lines) assertMatch(line, /\/srv\/data.*\.$/);
  }
});
