import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { ExitReason } from "../../../actors/runtime/actor.ts";
import type { Restart } from "../../../actors/runtime/supervisor.ts";
import { TestSupervisor } from "../../support/fakes/simulated_child.ts";

const restarts: Record<Restart, Record<ExitReason["type"], boolean>> = {
  permanent: { normal: true, shutdown: true, killed: true, crashed: true },
  transient: { normal: false, shutdown: false, killed: true, crashed: true },
  temporary: { normal: false, shutdown: false, killed: false, crashed: false },
};

Deno.test("supervisor: restarts a child according to its policy and exit [restart.1]", () => {
  for (const restart of ["permanent", "transient", "temporary"] as const) {
    for (const type of ["normal", "shutdown", "killed", "crashed"] as const) {
      const family = new TestSupervisor();
      family.start("ada", { restart });
      family.end("ada", type);
      const lives = restarts[restart][type];
      assertEquals(family.living, lives ? ["ada"] : [], `${restart} ${type}`);
      assertEquals(family.supervisor.size, lives ? 1 : 0);
    }
  }
});

Deno.test("supervisor: a restart leaves the other children alone [restart.2]", () => {
  const family = new TestSupervisor();
  for (const id of ["ada", "bob", "carol"]) family.start(id);
  const seen = family.sees(() => family.end("bob", "crashed"));
  assertEquals(seen, ["bob: crashed, broken", "bob starts"]);
});

Deno.test("supervisor: gives up after more restarts than its intensity [restart.3]", () => {
  const family = new TestSupervisor({ intensity: 2 });
  family.start("ada");
  family.start("bob");
  for (let i = 0; i < 2; i++) family.end("bob", "crashed");
  assertEquals(family.living, ["ada", "bob"]);
  const seen = family.sees(() => family.end("bob", "crashed"));
  assertEquals(seen, [
    "bob: crashed, broken",
    "ada is asked to stop",
    "ada: shutdown",
    "supervisor: crashed, Restart intensity reached by bob",
  ]);
});

Deno.test("supervisor: counts the restarts of all its children together [restart.4]", () => {
  const family = new TestSupervisor({ intensity: 1 });
  family.start("ada");
  family.start("bob");
  family.end("ada", "crashed");
  const seen = family.sees(() => family.end("bob", "crashed"));
  assertEquals(seen.at(-1), "supervisor: crashed, Restart intensity reached by bob");
});

Deno.test("supervisor: does not count restarts before the period [restart.5]", () => {
  const gaps = fc.array(fc.nat(600), { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(gaps, fc.nat(4), (gaps, intensity) => {
    const family = new TestSupervisor({ intensity, period: 1_000 });
    family.start("ada");
    const crashes: number[] = [];
    for (const gap of gaps) {
      family.clock.advance(gap);
      const now = family.clock.now();
      crashes.push(now);
      family.end("ada", "crashed");
      const recent = crashes.filter((at) => at > now - 1_000).length;
      assertEquals(family.living, recent > intensity ? [] : ["ada"]);
      if (recent > intensity) return;
    }
  }));
});

Deno.test("supervisor: treats an exception at the start as a crash [restart.6]", () => {
  let broken = 2;
  const family = new TestSupervisor();
  const seen = family.sees(() =>
    family.start("ada", {
      starting() {
        if (broken-- > 0) throw new RangeError("no luck");
      },
    })
  );
  assertEquals(seen, [
    "ada starts",
    "ada: crashed, Cannot start ada: RangeError: no luck",
    "ada starts",
    "ada: crashed, Cannot start ada: RangeError: no luck",
    "ada starts",
  ]);
  assertEquals(family.supervisor.size, 1);
});

Deno.test("supervisor: treats an exit during the start like any other [restart.7]", () => {
  let broken = 2;
  const family = new TestSupervisor();
  const seen = family.sees(() =>
    family.start("ada", {
      starting() {
        if (broken-- > 0) family.end("ada", "crashed");
      },
    })
  );
  assertEquals(seen.filter((text) => text === "ada starts").length, 3);
  assertEquals(family.supervisor.size, 1);
  assertEquals(family.sees(() => family.supervisor.stop()), [
    "ada is asked to stop",
    "ada: shutdown",
    "supervisor: shutdown",
  ]);
});

Deno.test("supervisor: gives up on a child that cannot start [restart.8]", () => {
  const family = new TestSupervisor({ intensity: 2 });
  const seen = family.sees(() =>
    family.start("ada", {
      starting() {
        family.end("ada", "crashed");
        throw new RangeError("told already");
      },
    })
  );
  assertEquals(seen.filter((text) => text === "ada: crashed, broken").length, 3);
  assertEquals(seen.at(-1), "supervisor: crashed, Restart intensity reached by ada");
  assertEquals(family.supervisor.size, 0);
});

Deno.test("supervisor: throws at a second child of the same id [restart.9]", () => {
  const family = new TestSupervisor();
  family.start("ada", { restart: "temporary" });
  assertThrows(() => family.start("ada"), TypeError, "Cannot start a child: ada runs");
  assertEquals(family.living, ["ada"]);
  family.end("ada", "normal");
  family.start("ada");
  assertEquals(family.living, ["ada"]);
});
