import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Address, ExitReason } from "../../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../../actors/runtime/actor_system.ts";
import { WorkerPool } from "../../../../actors/runtime/threads/worker_pool.ts";
import { FakeClock } from "../../../support/fakes/fake_clock.ts";
import {
  type ScriptedKinds,
  type ScriptedMessage,
  scriptedStarters,
} from "../../../support/fakes/scripted_actor.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { simulatedThreads } from "../../../support/fakes/simulated_threads.ts";
import { describeReason } from "../../../support/fakes/stage.ts";

/** A pool of scripted actors, and what is heard of them. */
class Basin {
  readonly clock = new FakeClock();
  readonly system = new ActorSystem({ node: "main", clock: this.clock });
  readonly threads = simulatedThreads(scriptedStarters, this.system.clock);
  readonly pool: WorkerPool<ScriptedKinds>;
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
    // Nobody is there to hear it.
    const probe = "main/probe" as Address<string>;
    return this.pool.spawn("scripted", id, { name: id, probe, script: {} }, {
      mailbox: 9,
      exited: (reason) => {
        this.exits.push(`${id}: ${describeReason(reason)}`);
        exited(reason);
      },
    });
  }

  /** Lets the time pass after which a worker is started for whoever comes next. */
  warmUp(): void {
    this.clock.advance(50);
  }

  /** Starts several and tells which worker each is in. */
  place(...ids: readonly string[]): readonly string[] {
    return ids.map((id) => nodeOf(this.spawn(id)));
  }
}

function nodeOf({ ref }: Spawned<ScriptedMessage>): string {
  return ref.address.split("/")[0] ?? "";
}

Deno.test("pool: gives each actor a worker of its own while there may be more [pool.1]", () => {
  const basin = new Basin(4);
  assertEquals(basin.place("ada", "bob", "carol", "dora"), [
    "worker1",
    "worker2",
    "worker3",
    "worker4",
  ]);
  assertEquals(basin.threads.alive, 4);
});

Deno.test("pool: shares the least loaded worker where there may be no more [pool.2]", async () => {
  const basin = new Basin(2);
  assertEquals(basin.place("a", "b", "c", "d", "e"), [
    "worker1",
    "worker2",
    "worker1",
    "worker2",
    "worker1",
  ]);
  const crowded = basin.spawn("f");
  assertEquals(nodeOf(crowded), "worker2");
  crowded.stop();
  await settled();
  assertEquals(basin.exits, ["f: shutdown"]);
  assertEquals(basin.place("g"), ["worker2"]);
  assertEquals(basin.threads.alive, 2);
});

Deno.test("pool: keeps one worker warm, and no more [pool.3]", () => {
  const basin = new Basin(4);
  assertEquals(basin.threads.nodes, ["worker1"]);
  assertEquals(basin.pool.size, 1);
  basin.spawn("ada");
  basin.clock.advance(49);
  assertEquals(basin.threads.nodes, ["worker1"], "first comes whoever has just come");
  basin.clock.advance(1);
  assertEquals(basin.threads.nodes, ["worker1", "worker2"]);
  assertEquals(basin.pool.size, 2);
  basin.clock.advance(1_000);
  assertEquals(basin.pool.size, 2);
});

Deno.test("pool: keeps none warm where nobody is expected [pool.11]", async () => {
  const basin = new Basin(9, (inUse) => inUse !== 2);
  basin.spawn("ada");
  basin.warmUp();
  const bob = basin.spawn("bob");
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1", "worker2"]);
  // Who comes unexpected has one started all the same, and is followed by somebody.
  assertEquals(basin.place("carol"), ["worker3"]);
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1", "worker2", "worker3", "worker4"]);
  // Those that are there already are kept: bob's is as good as one that was started for nobody.
  bob.stop();
  await settled();
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1", "worker2", "worker3", "worker4"]);
});

Deno.test("pool: keeps the worker of an actor that went, unless two are warm [pool.4]", async () => {
  const basin = new Basin(3);
  const ada = basin.spawn("ada");
  ada.ref.send({ type: "exit" });
  await settled();
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1"]);
  const [bob, carol] = [basin.spawn("bob"), basin.spawn("carol")];
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1", "worker2", "worker3"]);
  bob?.stop();
  await settled();
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker1", "worker2", "worker3"]);
  carol?.stop();
  await settled();
  assertEquals(basin.threads.nodes, ["worker1", "worker3"]);
  assertEquals(basin.exits, ["ada: normal", "bob: shutdown", "carol: shutdown"]);
});

Deno.test("pool: never uses the worker of a crashed or killed actor again [pool.10]", async () => {
  const basin = new Basin(1);
  basin.spawn("ada").ref.send({ type: "throw", error: "now" });
  await settled();
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker2"]);
  basin.spawn("bob").kill();
  await settled();
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker3"]);
  assertEquals(basin.exits, ["ada: crashed, RangeError: now", "bob: killed"]);
});

Deno.test("pool: leaves nothing behind after a hundred comings and goings [pool.5]", async () => {
  const basin = new Basin(3);
  for (let i = 0; i < 100; i++) {
    const actors = Array.from({ length: i % 5 + 1 }, (_, j) => basin.spawn(`client${i}.${j}`));
    if (i % 3 === 0) await settled();
    actors.forEach(({ ref, stop, kill }, j) => {
      if ((i + j) % 4 === 0) stop();
      else if ((i + j) % 4 === 1) kill();
      else ref.send((i + j) % 4 === 2 ? { type: "exit" } : { type: "throw", error: "now" });
    });
    await settled();
    basin.warmUp();
    assert([1, 2].includes(basin.pool.size));
    assertEquals(basin.threads.alive, basin.pool.size);
  }
  assertEquals(basin.exits.length, new Set(basin.exits.map((text) => text.split(":")[0])).size);
  assertEquals(basin.exits.length, 300);
  assertEquals(basin.system.size, 0);
});

Deno.test("pool: a thread's death crashes exactly its actors [pool.6]", () => {
  const basin = new Basin(2);
  basin.place("a", "b", "c", "d");
  basin.threads.die("worker1", "out of memory");
  assertEquals(basin.exits, ["a: crashed, out of memory", "c: crashed, out of memory"]);
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker2", "worker3"]);
});

Deno.test("pool: who starts anew on a thread's death does not land in the dead one [pool.7]", async () => {
  const basin = new Basin(1);
  let again: Spawned<ScriptedMessage> | undefined;
  basin.spawn("first", () => again ??= basin.spawn("again"));
  basin.spawn("other");
  basin.threads.die("worker1", "out of memory");
  assert(again !== undefined && nodeOf(again) === "worker2");
  assertEquals(basin.pool.size, 1);
  again.stop();
  await settled();
  assertEquals(basin.exits, [
    "first: crashed, out of memory",
    "other: crashed, out of memory",
    "again: shutdown",
  ]);
});

Deno.test("pool: a warm worker that dies unused is not replaced till it is needed [pool.8]", () => {
  const basin = new Basin(3);
  basin.threads.die("worker1", "cannot load");
  assertEquals(basin.threads.alive, 0);
  assertEquals(basin.pool.size, 0);
  assertEquals(basin.place("ada"), ["worker2"]);
  basin.warmUp();
  assertEquals(basin.threads.nodes, ["worker2", "worker3"]);
  // All that it starts die: one start for an actor, one for the warm one, and no more.
  basin.threads.die("worker3", "cannot load");
  basin.threads.die("worker2", "cannot load");
  basin.warmUp();
  basin.threads.die("worker4", "cannot load");
  basin.clock.advance(1_000);
  assertEquals(basin.started, 4);
  assertEquals(basin.threads.alive, 0);
});

Deno.test("pool: when closed, kills all, keeps nothing and starts nothing [pool.9]", async () => {
  const basin = new Basin(3);
  const [ada] = ["ada", "bob"].map((id) => basin.spawn(id));
  basin.pool.close();
  basin.pool.close();
  assertEquals(basin.exits, ["ada: killed", "bob: killed"]);
  assertEquals(basin.threads.alive, 0);
  assertEquals(basin.pool.size, 0);
  assertThrows(() => basin.spawn("carol"), TypeError, "the pool is closed");
  assertEquals(basin.clock.waiting, 0);
  ada?.kill();
  ada?.stop();
  await settled();
  assertEquals(basin.exits.length, 2);
  assertEquals(basin.threads.alive, 0);
});
