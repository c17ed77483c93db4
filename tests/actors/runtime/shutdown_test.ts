import { assertEquals } from "@std/assert";
import { TestSupervisor } from "../../support/fakes/simulated_child.ts";

Deno.test("supervisor: stops its children in reverse, one after another [shutdown.1]", () => {
  const family = new TestSupervisor();
  for (const id of ["ada", "bob", "carol"]) family.start(id, { stays: true });
  assertEquals(family.sees(() => family.supervisor.stop()), ["carol is asked to stop"]);
  assertEquals(family.sees(() => family.end("carol", "shutdown")), [
    "carol: shutdown",
    "bob is asked to stop",
  ]);
  assertEquals(family.sees(() => family.end("bob", "normal")), [
    "bob: normal",
    "ada is asked to stop",
  ]);
  assertEquals(family.sees(() => family.end("ada", "shutdown")), [
    "ada: shutdown",
    "supervisor: shutdown",
  ]);
  assertEquals(family.clock.waiting, 0);
});

Deno.test("supervisor: stops a restarted child at its old position [shutdown.2]", () => {
  const family = new TestSupervisor();
  for (const id of ["ada", "bob", "carol"]) family.start(id);
  family.end("ada", "crashed");
  family.end("bob", "crashed");
  const seen = family.sees(() => family.supervisor.stop());
  assertEquals(seen.filter((text) => text.includes("asked")), [
    "carol is asked to stop",
    "bob is asked to stop",
    "ada is asked to stop",
  ]);
});

Deno.test("supervisor: stops children of one kind together [shutdown.3]", () => {
  const family = new TestSupervisor({ stop: "together" });
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  assertEquals(family.sees(() => family.supervisor.stop()), [
    "bob is asked to stop",
    "ada is asked to stop",
  ]);
  assertEquals(family.sees(() => family.end("ada", "shutdown")), ["ada: shutdown"]);
  assertEquals(family.sees(() => family.end("bob", "shutdown")), [
    "bob: shutdown",
    "supervisor: shutdown",
  ]);
});

Deno.test("supervisor: kills a child that takes too long [shutdown.4]", () => {
  for (const stop of ["in reverse", "together"] as const) {
    const family = new TestSupervisor({ stop });
    family.start("ada", { stays: true, shutdown: 500 });
    family.supervisor.stop();
    assertEquals(family.sees(() => family.clock.advance(499)), []);
    assertEquals(family.sees(() => family.clock.advance(1)), [
      "ada: killed",
      "supervisor: shutdown",
    ]);
  }
});

Deno.test("supervisor: measures the shutdown time from each child's stop [shutdown.5]", () => {
  const family = new TestSupervisor();
  family.start("ada", { stays: true, shutdown: 500 });
  family.start("bob", { stays: true, shutdown: 2_000 });
  family.supervisor.stop();
  assertEquals(family.sees(() => family.clock.advance(2_000)), [
    "bob: killed",
    "ada is asked to stop",
  ]);
  assertEquals(family.sees(() => family.clock.advance(499)), []);
  assertEquals(family.sees(() => family.clock.advance(1)), ["ada: killed", "supervisor: shutdown"]);
});

Deno.test("supervisor: neither starts nor restarts children while it stops [shutdown.6]", () => {
  const family = new TestSupervisor();
  for (const id of ["ada", "bob", "carol"]) family.start(id, { stays: true });
  family.supervisor.stop();
  const seen = family.sees(() => {
    family.end("ada", "crashed");
    family.start("dora");
    family.end("carol", "crashed");
    family.end("bob", "crashed");
  });
  assertEquals(seen, [
    "ada: crashed, broken",
    "carol: crashed, broken",
    "bob is asked to stop",
    "bob: crashed, broken",
    "supervisor: shutdown",
  ]);
  family.start("dora");
  assertEquals(family.living, []);
});

Deno.test("supervisor: exits once after repeated stops and kills [shutdown.7]", () => {
  const family = new TestSupervisor();
  family.start("ada");
  const seen = family.sees(() => {
    for (let i = 0; i < 2; i++) family.supervisor.stop();
    for (let i = 0; i < 2; i++) family.supervisor.kill();
  });
  assertEquals(seen, ["ada is asked to stop", "ada: shutdown", "supervisor: shutdown"]);
  const childless = new TestSupervisor();
  assertEquals(childless.sees(() => childless.supervisor.stop()), ["supervisor: shutdown"]);
});

Deno.test("supervisor: when killed, kills its children without asking [shutdown.8]", () => {
  for (const stop of ["in reverse", "together"] as const) {
    const family = new TestSupervisor({ stop });
    for (const id of ["ada", "bob"]) family.start(id);
    const seen = family.sees(() => family.supervisor.kill());
    assertEquals(seen, ["bob: killed", "ada: killed", "supervisor: killed"]);
  }
});

Deno.test("supervisor: a kill during a stop exits as killed [shutdown.9]", () => {
  const family = new TestSupervisor();
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  family.supervisor.stop();
  const seen = family.sees(() => family.supervisor.kill());
  assertEquals(seen, ["bob: killed", "ada: killed", "supervisor: killed"]);
  assertEquals(family.clock.waiting, 0);
});

Deno.test("supervisor: a kill while it gives up keeps the reason [shutdown.10]", () => {
  const family = new TestSupervisor({ intensity: 0 });
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  family.end("bob", "crashed");
  assertEquals(family.sees(() => family.supervisor.kill()), [
    "ada: killed",
    "supervisor: crashed, Restart intensity reached by bob",
  ]);
});

Deno.test("supervisor: stops or kills a starting child after its start [shutdown.11]", () => {
  const stopped: TestSupervisor = new TestSupervisor();
  const stopping = () => stopped.start("ada", { starting: () => stopped.supervisor.stop() });
  assertEquals(stopped.sees(stopping), [
    "ada starts",
    "ada is asked to stop",
    "ada: shutdown",
    "supervisor: shutdown",
  ]);
  const killed: TestSupervisor = new TestSupervisor();
  const killing = () => killed.start("ada", { starting: () => killed.supervisor.kill() });
  assertEquals(killed.sees(killing), ["ada starts", "ada: killed", "supervisor: killed"]);
});

/** A supervisor whose child is a supervisor with a child that does not stop. */
class Nested {
  readonly outer = new TestSupervisor({ intensity: 1 });
  inner = new TestSupervisor();

  constructor() {
    this.outer.supervisor.start({
      id: "inner",
      restart: "permanent",
      shutdown: 3_000,
      start: (exited) => {
        this.inner = new TestSupervisor({ intensity: 0, exited });
        this.inner.start("ada", { stays: true, shutdown: 1_000 });
        return this.inner.supervisor;
      },
    });
  }
}

Deno.test("supervisor: can be the child of another [shutdown.12]", () => {
  const restarted = new Nested();
  restarted.inner.end("ada", "crashed");
  assertEquals(restarted.outer.log, ["inner: crashed, Restart intensity reached by ada"]);
  assertEquals(restarted.inner.living, ["ada"]);

  const stopped = new Nested();
  stopped.outer.supervisor.stop();
  stopped.inner.clock.advance(1_000);
  assertEquals(stopped.inner.log, ["ada starts", "ada is asked to stop", "ada: killed"]);
  assertEquals(stopped.outer.log, ["inner: shutdown", "supervisor: shutdown"]);

  const killed = new Nested();
  killed.outer.supervisor.stop();
  killed.outer.clock.advance(3_000);
  assertEquals(killed.inner.log, ["ada starts", "ada is asked to stop", "ada: killed"]);
  assertEquals(killed.outer.log, ["inner: killed", "supervisor: shutdown"]);
});
