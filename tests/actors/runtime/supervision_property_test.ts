import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ExitReason } from "../../../actors/runtime/actor.ts";
import { type ChildOptions, TestSupervisor } from "../../support/fakes/simulated_child.ts";

const id = fc.constantFrom("ada", "bob", "carol", "dora");
const child = fc.record({
  restart: fc.constantFrom("permanent", "transient", "temporary"),
  shutdown: fc.nat(500),
  stays: fc.boolean(),
}, { requiredKeys: [] }) as fc.Arbitrary<ChildOptions>;
const exit = fc.constantFrom<ExitReason["type"]>("normal", "shutdown", "killed", "crashed");

/** Events in the life of a supervisor. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("start" as const), id, child }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("exit" as const), id, exit }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("advance" as const), ms: fc.nat(800) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("stop" as const, "kill" as const) }) },
);

Deno.test("supervisor: leaves no child behind and exits once [shutdown.13]", () => {
  const stop = fc.constantFrom("in reverse" as const, "together" as const);
  fc.assert(
    fc.property(stop, fc.nat(3), fc.array(step, { maxLength: 40 }), (stop, intensity, steps) => {
      const family = new TestSupervisor({ stop, intensity });
      const { supervisor, clock } = family;
      const exits = () => family.log.filter((text) => text.startsWith("supervisor:")).length;
      for (const step of steps) {
        const lives = "id" in step && family.living.includes(step.id);
        if (step.type === "start" && !lives) family.start(step.id, step.child);
        if (step.type === "exit" && lives) family.end(step.id, step.exit);
        if (step.type === "advance") clock.advance(step.ms);
        if (step.type === "stop") supervisor.stop();
        if (step.type === "kill") supervisor.kill();
        // It has the living children, and has exited only if there are none.
        assertEquals(supervisor.size, family.living.length);
        assert(exits() === 0 || family.living.length === 0);
      }
      supervisor.stop();
      // The longest that a stop can take: one shutdown time after another.
      clock.advance(4 * 1_000);
      assertEquals(family.living, []);
      assertEquals(exits(), 1);
      assertEquals(clock.waiting, 0);
    }),
    { numRuns: 300 },
  );
});
