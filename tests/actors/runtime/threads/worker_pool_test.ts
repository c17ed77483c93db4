import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Address, ExitReason } from "../../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../../actors/runtime/actor_system.ts";
import { WorkerPool } from "../../../../actors/runtime/threads/worker_pool.ts";
import { FakeClock } from "../../../support/fakes/fake_clock.ts";
import {
  type ScriptedActors,
  type ScriptedMessage,
  scriptedStarters,
} from "../../../support/fakes/scripted_actor.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { simulatedThreads } from "../../../support/fakes/simulated_threads.ts";
import { describeReason } from "../../../support/fakes/stage.ts";

/** A pool of scripted actors, and their exits. */
class TestPool {
  readonly clock = new FakeClock();
  readonly system = new ActorSystem({ node: "main", clock: this.clock });
  readonly threads = simulatedThreads(scriptedStarters, this.system.clock);
  readonly pool: WorkerPool<ScriptedActors>;
  readonly exits: string[] = [];
  started = 0;

  constructor(maxWorkers: number, expects: (inUse: number) => boolean = () => true) {
    const { system } = this;
    this.pool = new WorkerPool({
      system,
      startThread: (node, events) => {
        this.started++;
        return this.threads.startThread(node, events);
      },
      maxWorkers,
      keepWarm: expects,
    });
  }

  spawn(
    id: string,
    exited: (reason: ExitReason) => void = () => {},
  ): Spawned<ScriptedMessage> {
    // No probe listens.
    const probe = "main/probe" as Address<string>;
    return this.pool.spawn("scripted", id, { name: id, probe, script: {} }, {
      mailbox: 9,
      exited: (reason) => {
        this.exits.push(`${id}: ${describeReason(reason)}`);
        exited(reason);
      },
    });
  }

  /** Lets the delay pass after which the pool starts a warm worker. */
  warmUp(): void {
    this.clock.advance(50);
  }

  /**
   * Starts several actors.
   *
   * @returns The worker that each is in.
   */
  place(...ids: readonly string[]): readonly string[] {
    return ids.map((id) => nodeOf(this.spawn(id)));
  }
}

function nodeOf({ ref }: Spawned<ScriptedMessage>): string {
  return ref.address.split("/")[0] ?? "";
}

Deno.test("pool: gives each actor its own worker below the limit [pool.1]", () => {
  const test = new TestPool(4);
  assertEquals(test.place("ada", "bob", "carol", "dora"), [
    "worker1",
    "worker2",
    "worker3",
    "worker4",
  ]);
  assertEquals(test.threads.alive, 4);
});

Deno.test("pool: shares the least loaded worker at the limit [pool.2]", async () => {
  const test = new TestPool(2);
  assertEquals(test.place("a", "b", "c", "d", "e"), [
    "worker1",
    "worker2",
    "worker1",
    "worker2",
    "worker1",
  ]);
  const crowded = test.spawn("f");
  assertEquals(nodeOf(crowded), "worker2");
  crowded.stop();
  await settled();
  assertEquals(test.exits, ["f: shutdown"]);
  assertEquals(test.place("g"), ["worker2"]);
  assertEquals(test.threads.alive, 2);
});

Deno.test("pool: keeps one worker warm [pool.3]", () => {
  const test = new TestPool(4);
  assertEquals(test.threads.nodes, ["worker1"]);
  assertEquals(test.pool.size, 1);
  test.spawn("ada");
  test.clock.advance(49);
  assertEquals(test.threads.nodes, ["worker1"], "the new client comes first");
  test.clock.advance(1);
  assertEquals(test.threads.nodes, ["worker1", "worker2"]);
  assertEquals(test.pool.size, 2);
  test.clock.advance(1_000);
  assertEquals(test.pool.size, 2);
});

Deno.test("pool: keeps none warm when no client is expected [pool.11]", async () => {
  const test = new TestPool(9, (inUse) => inUse !== 2);
  test.spawn("ada");
  test.warmUp();
  const bob = test.spawn("bob");
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1", "worker2"]);
  // An unexpected client gets a worker all the same, and another is then expected.
  assertEquals(test.place("carol"), ["worker3"]);
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1", "worker2", "worker3", "worker4"]);
  // Idle workers are kept: bob's is as good as a new one.
  bob.stop();
  await settled();
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1", "worker2", "worker3", "worker4"]);
});

Deno.test("pool: keeps the worker of an ended actor, unless two are warm [pool.4]", async () => {
  const test = new TestPool(3);
  const ada = test.spawn("ada");
  ada.ref.send({ type: "exit" });
  await settled();
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1"]);
  const [bob, carol] = [test.spawn("bob"), test.spawn("carol")];
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1", "worker2", "worker3"]);
  bob?.stop();
  await settled();
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker1", "worker2", "worker3"]);
  carol?.stop();
  await settled();
  assertEquals(test.threads.nodes, ["worker1", "worker3"]);
  assertEquals(test.exits, ["ada: normal", "bob: shutdown", "carol: shutdown"]);
});

Deno.test("pool: never uses the worker of a crashed or killed actor again [pool.10]", async () => {
  const test = new TestPool(1);
  test.spawn("ada").ref.send({ type: "throw", error: "now" });
  await settled();
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker2"]);
  test.spawn("bob").kill();
  await settled();
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker3"]);
  assertEquals(test.exits, ["ada: crashed, RangeError: now", "bob: killed"]);
});

Deno.test("pool: leaves only warm workers behind [pool.5]", async () => {
  const test = new TestPool(3);
  for (let i = 0; i < 100; i++) {
    const actors = Array.from({ length: i % 5 + 1 }, (_, j) => test.spawn(`client${i}.${j}`));
    if (i % 3 === 0) await settled();
    actors.forEach(({ ref, stop, kill }, j) => {
      if ((i + j) % 4 === 0) stop();
      else if ((i + j) % 4 === 1) kill();
      else ref.send((i + j) % 4 === 2 ? { type: "exit" } : { type: "throw", error: "now" });
    });
    await settled();
    test.warmUp();
    assert([1, 2].includes(test.pool.size));
    assertEquals(test.threads.alive, test.pool.size);
  }
  assertEquals(test.exits.length, new Set(test.exits.map((text) => text.split(":")[0])).size);
  assertEquals(test.exits.length, 300);
  assertEquals(test.system.size, 0);
});

Deno.test("pool: a thread's death crashes exactly its actors [pool.6]", () => {
  const test = new TestPool(2);
  test.place("a", "b", "c", "d");
  test.threads.die("worker1", "out of memory");
  assertEquals(test.exits, ["a: crashed, out of memory", "c: crashed, out of memory"]);
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker2", "worker3"]);
});

Deno.test("pool: an actor restarted at a thread's death gets a living worker [pool.7]", async () => {
  const test = new TestPool(1);
  let again: Spawned<ScriptedMessage> | undefined;
  test.spawn("first", () => again ??= test.spawn("again"));
  test.spawn("other");
  test.threads.die("worker1", "out of memory");
  assert(again !== undefined && nodeOf(again) === "worker2");
  assertEquals(test.pool.size, 1);
  again.stop();
  await settled();
  assertEquals(test.exits, [
    "first: crashed, out of memory",
    "other: crashed, out of memory",
    "again: shutdown",
  ]);
});

Deno.test("pool: replaces a warm worker that dies only when needed [pool.8]", () => {
  const test = new TestPool(3);
  test.threads.die("worker1", "cannot load");
  assertEquals(test.threads.alive, 0);
  assertEquals(test.pool.size, 0);
  assertEquals(test.place("ada"), ["worker2"]);
  test.warmUp();
  assertEquals(test.threads.nodes, ["worker2", "worker3"]);
  // All workers die: the pool starts one for an actor and one warm one, and no more.
  test.threads.die("worker3", "cannot load");
  test.threads.die("worker2", "cannot load");
  test.warmUp();
  test.threads.die("worker4", "cannot load");
  test.clock.advance(1_000);
  assertEquals(test.started, 4);
  assertEquals(test.threads.alive, 0);
});

Deno.test("pool: close kills all, and nothing starts afterwards [pool.9]", async () => {
  const test = new TestPool(3);
  const [ada] = ["ada", "bob"].map((id) => test.spawn(id));
  test.pool.close();
  test.pool.close();
  assertEquals(test.exits, ["ada: killed", "bob: killed"]);
  assertEquals(test.threads.alive, 0);
  assertEquals(test.pool.size, 0);
  assertThrows(() => test.spawn("carol"), TypeError, "the pool is closed");
  assertEquals(test.clock.waiting, 0);
  ada?.kill();
  ada?.stop();
  await settled();
  assertEquals(test.exits.length, 2);
  assertEquals(test.threads.alive, 0);
});
