import { assertEquals } from "@std/assert";
import { Family } from "../../support/fakes/simulated_child.ts";

Deno.test("supervisor: stops its children one after another, the last first [shutdown.1]", () => {
  const family = new Family();
  for (const id of ["ada", "bob", "carol"]) family.start(id, { stays: true });
  assertEquals(family.sees(() => family.supervisor.stop()), ["carol is told to stop"]);
  assertEquals(family.sees(() => family.end("carol", "shutdown")), [
    "carol: shutdown",
    "bob is told to stop",
  ]);
  assertEquals(family.sees(() => family.end("bob", "normal")), [
    "bob: normal",
    "ada is told to stop",
  ]);
  assertEquals(family.sees(() => family.end("ada", "shutdown")), [
    "ada: shutdown",
    "supervisor: shutdown",
  ]);
  assertEquals(family.clock.waiting, 0);
});

Deno.test("supervisor: stops a restarted child in its old place [shutdown.2]", () => {
  const family = new Family();
  for (const id of ["ada", "bob", "carol"]) family.start(id);
  family.end("ada", "crashed");
  family.end("bob", "crashed");
  const seen = family.sees(() => family.supervisor.stop());
  assertEquals(seen.filter((text) => text.includes("told")), [
    "carol is told to stop",
    "bob is told to stop",
    "ada is told to stop",
  ]);
});

Deno.test("supervisor: stops children of one kind together [shutdown.3]", () => {
  const family = new Family({ stop: "together" });
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  assertEquals(family.sees(() => family.supervisor.stop()), [
    "bob is told to stop",
    "ada is told to stop",
  ]);
  assertEquals(family.sees(() => family.end("ada", "shutdown")), ["ada: shutdown"]);
  assertEquals(family.sees(() => family.end("bob", "shutdown")), [
    "bob: shutdown",
    "supervisor: shutdown",
  ]);
});

Deno.test("supervisor: kills a child that takes too long [shutdown.4]", () => {
  for (const stop of ["in reverse", "together"] as const) {
    const family = new Family({ stop });
    family.start("ada", { stays: true, shutdown: 500 });
    family.supervisor.stop();
    assertEquals(family.sees(() => family.clock.advance(499)), []);
    assertEquals(family.sees(() => family.clock.advance(1)), [
      "ada: killed",
      "supervisor: shutdown",
    ]);
  }
});

Deno.test("supervisor: gives each child its own time, from when it is told [shutdown.5]", () => {
  const family = new Family();
  family.start("ada", { stays: true, shutdown: 500 });
  family.start("bob", { stays: true, shutdown: 2_000 });
  family.supervisor.stop();
  assertEquals(family.sees(() => family.clock.advance(2_000)), [
    "bob: killed",
    "ada is told to stop",
  ]);
  assertEquals(family.sees(() => family.clock.advance(499)), []);
  assertEquals(family.sees(() => family.clock.advance(1)), ["ada: killed", "supervisor: shutdown"]);
});

Deno.test("supervisor: restarts no child while it stops, and starts none [shutdown.6]", () => {
  const family = new Family();
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
    "bob is told to stop",
    "bob: crashed, broken",
    "supervisor: shutdown",
  ]);
  family.start("dora");
  assertEquals(family.living, []);
});

Deno.test("supervisor: exits once, however often it is told to [shutdown.7]", () => {
  const family = new Family();
  family.start("ada");
  const seen = family.sees(() => {
    for (let i = 0; i < 2; i++) family.supervisor.stop();
    for (let i = 0; i < 2; i++) family.supervisor.kill();
  });
  assertEquals(seen, ["ada is told to stop", "ada: shutdown", "supervisor: shutdown"]);
  const childless = new Family();
  assertEquals(childless.sees(() => childless.supervisor.stop()), ["supervisor: shutdown"]);
});

Deno.test("supervisor: when killed, kills its children without asking [shutdown.8]", () => {
  for (const stop of ["in reverse", "together"] as const) {
    const family = new Family({ stop });
    for (const id of ["ada", "bob"]) family.start(id);
    const seen = family.sees(() => family.supervisor.kill());
    assertEquals(seen, ["bob: killed", "ada: killed", "supervisor: killed"]);
  }
});

Deno.test("supervisor: when killed while it stops, was killed [shutdown.9]", () => {
  const family = new Family();
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  family.supervisor.stop();
  const seen = family.sees(() => family.supervisor.kill());
  assertEquals(seen, ["bob: killed", "ada: killed", "supervisor: killed"]);
  assertEquals(family.clock.waiting, 0);
});

Deno.test("supervisor: when killed while it gives up, tells why it gave up [shutdown.10]", () => {
  const family = new Family({ intensity: 0 });
  for (const id of ["ada", "bob"]) family.start(id, { stays: true });
  family.end("bob", "crashed");
  assertEquals(family.sees(() => family.supervisor.kill()), [
    "ada: killed",
    "supervisor: crashed, Restart intensity reached by bob",
  ]);
});

Deno.test("supervisor: tells a child that is just starting as soon as it has [shutdown.11]", () => {
  const stopped: Family = new Family();
  const stopping = () => stopped.start("ada", { starting: () => stopped.supervisor.stop() });
  assertEquals(stopped.sees(stopping), [
    "ada starts",
    "ada is told to stop",
    "ada: shutdown",
    "supervisor: shutdown",
  ]);
  const killed: Family = new Family();
  const killing = () => killed.start("ada", { starting: () => killed.supervisor.kill() });
  assertEquals(killed.sees(killing), ["ada starts", "ada: killed", "supervisor: killed"]);
});

/** A supervisor whose child is a supervisor with a child that will not stop. */
class Nested {
  readonly outer = new Family({ intensity: 1 });
  inner = new Family();

  constructor() {
    this.outer.supervisor.start({
      id: "inner",
      restart: "permanent",
      shutdown: 3_000,
      start: (exited) => {
        this.inner = new Family({ intensity: 0, exited });
        this.inner.start("ada", { stays: true, shutdown: 1_000 });
        return this.inner.supervisor;
      },
    });
  }
}

Deno.test("supervisor: is restarted, stopped and killed as any child [shutdown.12]", () => {
  const restarted = new Nested();
  restarted.inner.end("ada", "crashed");
  assertEquals(restarted.outer.log, ["inner: crashed, Restart intensity reached by ada"]);
  assertEquals(restarted.inner.living, ["ada"]);

  const stopped = new Nested();
  stopped.outer.supervisor.stop();
  stopped.inner.clock.advance(1_000);
  assertEquals(stopped.inner.log, ["ada starts", "ada is told to stop", "ada: killed"]);
  assertEquals(stopped.outer.log, ["inner: shutdown", "supervisor: shutdown"]);

  const killed = new Nested();
  killed.outer.supervisor.stop();
  killed.outer.clock.advance(3_000);
  assertEquals(killed.inner.log, ["ada starts", "ada is told to stop", "ada: killed"]);
  assertEquals(killed.outer.log, ["inner: killed", "supervisor: shutdown"]);
});
