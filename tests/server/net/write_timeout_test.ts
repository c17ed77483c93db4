import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { PATIENCE, TICK, WriteWatch } from "../../../server/net/write_timeout.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";

/** When at the latest. */
const LATEST = PATIENCE + TICK;

/** A watch, and whose writes it has given up. */
function watchOf(...names: readonly string[]) {
  const clock = new FakeClock();
  const watch = new WriteWatch(clock);
  const givenUp: string[] = [];
  const writers = names.map((name) => ({ destroy: () => void givenUp.push(name) }));
  return { clock, watch, givenUp, writers };
}

Deno.test("write watch: gives up what takes longer than a minute, and nothing that is done before", () => {
  const { clock, watch, givenUp, writers: [slow, quick] } = watchOf("slow", "quick");
  if (slow === undefined || quick === undefined) throw new TypeError("There are two");
  watch.begin(slow);
  clock.advance(PATIENCE / 2);
  watch.begin(quick);
  watch.end(quick);
  watch.begin(quick);
  clock.advance(PATIENCE / 2);
  assertEquals(givenUp, []);
  clock.advance(TICK);
  assertEquals(givenUp, ["slow"]);
  clock.advance(PATIENCE / 2);
  assertEquals(givenUp, ["slow", "quick"]);
  assertEquals(clock.waiting, 0);
});

Deno.test("write watch: has one timer while anything is written, and then none", () => {
  const { clock, watch, givenUp, writers } = watchOf("a", "b", "c");
  for (const writer of writers) watch.begin(writer);
  assertEquals(clock.waiting, 1);
  for (const writer of writers) watch.end(writer);
  clock.advance(PATIENCE);
  assertEquals([clock.waiting, givenUp], [0, []]);
  for (const writer of writers) watch.begin(writer);
  watch.stop();
  assertEquals(clock.waiting, 0);
  for (const writer of writers) watch.begin(writer);
  assertEquals(clock.waiting, 0);
});

Deno.test("write watch: has one timer also where whoever is given up makes others write", () => {
  const { clock, watch, givenUp, writers: [other] } = watchOf("other");
  if (other === undefined) throw new TypeError("There is one");
  watch.begin({ destroy: () => watch.begin(other) });
  watch.begin({ destroy: () => watch.begin(other) });
  clock.advance(LATEST);
  assertEquals([clock.waiting, givenUp], [1, []]);
  clock.advance(LATEST);
  assertEquals([clock.waiting, givenUp], [0, ["other"]]);
});

Deno.test("write watch: whatever is written and done, and whenever, each write has its minute", () => {
  const names = ["a", "b", "c"] as const;
  const name = fc.nat(names.length - 1);
  const step = fc.oneof(
    fc.record({ does: fc.constantFrom("begin" as const, "end" as const), of: name }),
    fc.record({ does: fc.constant("pass" as const), of: fc.nat(PATIENCE) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
    const { clock, watch, givenUp, writers } = watchOf(...names);
    const begun = new Map<string, number>();
    let seen = 0;
    for (const { does, of } of steps) {
      const [writer, name = ""] = [writers[of], names[of]];
      if (does === "pass") clock.advance(of);
      else if (writer !== undefined && does === "end") {
        watch.end(writer);
        begun.delete(name);
      } else if (writer !== undefined && !begun.has(name)) {
        watch.begin(writer);
        begun.set(name, clock.now());
      }
      for (; seen < givenUp.length; seen++) {
        const since = begun.get(givenUp[seen] ?? "");
        assert(since !== undefined && clock.now() - since > PATIENCE, "it had not its minute");
        begun.delete(givenUp[seen] ?? "");
      }
      for (const since of begun.values()) assert(clock.now() - since <= LATEST, "it is forgotten");
      assert(clock.waiting <= 1 && clock.waiting >= Math.sign(begun.size));
    }
    for (const writer of writers) watch.end(writer);
    clock.advance(LATEST);
    assertEquals(clock.waiting, 0);
  }));
});
