import { assertEquals, assertThrows } from "@std/assert";
import type { Address } from "../../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../../actors/runtime/actor_system.ts";
import { startNode } from "../../../../actors/runtime/threads/worker_entry.ts";
import { WorkerNode } from "../../../../actors/runtime/threads/worker_node.ts";
import { FakeClock } from "../../../support/fakes/fake_clock.ts";
import { type ScriptedMessage, scriptedStarters } from "../../../support/fakes/scripted_actor.ts";
import { Stage } from "../../../support/fakes/stage.ts";

const note = (text: string): ScriptedMessage => ({ type: "note", text });

Deno.test("thread: its death crashes exactly its actors [thread.1]", async () => {
  const stage = new Stage();
  for (
    const [id, node] of [["ada", "worker1"], ["bob", "worker1"], ["carol", "worker2"]] as const
  ) {
    stage.spawn(id, { ended: "tells" }, { node });
  }
  const dora = stage.spawn("dora");
  await stage.hears();
  assertEquals(await stage.hears(() => stage.threads.die("worker1", "out of memory")), [
    "ada exited: crashed, out of memory",
    "bob exited: crashed, out of memory",
  ]);
  assertEquals(stage.threads.nodes, ["worker2"]);
  const carol = stage.system.ref("worker2/carol" as Address<ScriptedMessage>);
  assertEquals(
    (await stage.hears(() => [carol, dora.ref].forEach((ref) => ref.send(note("lives")))))
      .toSorted(),
    ["carol lives", "dora lives"],
  );
});

Deno.test("thread: terminating it kills its actors [thread.2]", async () => {
  const stage = new Stage("worker");
  const { ref, stop, kill } = stage.spawn("ada", { ended: "tells" });
  const worker = stage.worker("worker");
  await stage.hears();
  assertEquals(await stage.hears(() => worker.terminate()), ["ada exited: killed"]);
  assertEquals(stage.threads.alive, 0);
  // A repeated call does nothing.
  assertEquals(
    await stage.hears(() => [() => worker.terminate(), stop, kill].forEach((f) => f())),
    [],
  );
  ref.send(note("is heard"));
  assertEquals(stage.undelivered, { "no such node": 1 });
  assertThrows(
    () => worker.spawn("broken", "bob", null, { mailbox: 1 }),
    TypeError,
    "worker has ended",
  );
});

Deno.test("thread: gets a copy of each message [thread.3]", async () => {
  const stage = new Stage("worker");
  const { ref } = stage.spawn("ada");
  const message = { type: "note" as const, text: "hears what was posted" };
  await stage.hears();
  ref.send(message);
  // One microtask posts it. Later changes stay on this thread.
  await Promise.resolve();
  message.text = "hears what came later";
  assertEquals(await stage.hears(), ["ada hears what was posted"]);
});

Deno.test("thread: dies when it sends what cannot be copied [thread.4]", async () => {
  const stage = new Stage("worker");
  const { ref } = stage.spawn("ada");
  stage.spawn("bob");
  await stage.hears();
  const heard = await stage.hears(() => ref.send({ type: "leak" }));
  assertEquals(heard.map((text) => text.replace(/DataCloneError.*/, "DataCloneError")), [
    "ada exited: crashed, DataCloneError",
    "bob exited: crashed, DataCloneError",
  ]);
  assertEquals(stage.threads.alive, 0);
});

Deno.test("thread: dies when told to start an unknown type of actor [thread.5]", async () => {
  const stage = new Stage("worker");
  stage.spawn("ada");
  await stage.hears();
  // Against the types, as if main thread and worker ran different versions.
  const type = "unheard of" as "scripted";
  const init = null as never;
  const heard = await stage.hears(() =>
    stage.worker("worker").spawn(type, "bob", init, { mailbox: 1 })
  );
  assertEquals(heard, [
    "ada exited: crashed, TypeError: Cannot start an actor: no type unheard of",
  ]);
  assertEquals(stage.threads.alive, 0);
});

Deno.test("thread: the late exit of a killed actor is not passed on [thread.6]", async () => {
  const stage = new Stage("worker");
  const first = stage.spawn("ada", { ended: "tells" });
  await stage.hears();
  stage.threads.hold("worker");
  const again = await stage.hears(() => {
    first.kill();
    stage.spawn("ada").kill();
    stage.spawn("ada");
  });
  assertEquals(again, ["ada exited: killed", "ada exited: killed"]);
  const late = await stage.hears(() => {
    first.ref.send(note("is the third"));
    stage.threads.release("worker");
  });
  assertEquals(late, ["ada has ended: killed", "ada is the third"]);
  assertEquals(stage.worker("worker").load, 1);
});

Deno.test("thread: ignores a stop of an actor that has ended [thread.7]", async () => {
  const stage = new Stage("worker");
  const { ref, stop, kill } = stage.spawn("ada");
  await stage.hears();
  stage.threads.hold("worker");
  await stage.hears(() => ref.send({ type: "exit" }));
  await stage.hears(stop);
  const heard = await stage.hears(kill);
  assertEquals(heard, ["ada exited: killed"]);
  assertEquals(await stage.hears(() => stage.threads.release("worker")), []);
  assertEquals(stage.threads.alive, 1);
});

Deno.test("thread: throws at an unknown envelope", () => {
  const system = new ActorSystem({ node: "main", clock: new FakeClock() });
  const unknown = [{ type: "new" } as never];
  const post = () => {};
  const { receive } = startNode(scriptedStarters, { node: "worker", clock: system.clock, post });
  assertThrows(() => receive(unknown), TypeError);
  new WorkerNode(
    system,
    (_, { received }) => {
      assertThrows(() => received(unknown), TypeError);
      return { post, terminate() {} };
    },
    "worker",
    () => {},
  );
});
