import { assertEquals } from "@std/assert";
import { PATIENCE, WriteWatch } from "../../server/write_watch.ts";
import { FakeClock } from "../support/fake_clock.ts";

/** A watch, and whose writes it has given up. */
function watchOf(...names: readonly string[]) {
  const clock = new FakeClock();
  const watch = new WriteWatch(clock);
  const givenUp: string[] = [];
  const writers = names.map((name) => ({ destroy: () => void givenUp.push(name) }));
  return { clock, watch, givenUp, writers };
}

Deno.test("write watch: gives up what takes a minute, and nothing that is done before", () => {
  const { clock, watch, givenUp, writers: [slow, quick] } = watchOf("slow", "quick");
  if (slow === undefined || quick === undefined) throw new TypeError("There are two");
  watch.begin(slow);
  clock.advance(PATIENCE / 2);
  watch.begin(quick);
  watch.end(quick);
  watch.begin(quick);
  clock.advance(PATIENCE / 2 - 1);
  assertEquals(givenUp, []);
  clock.advance(1);
  assertEquals(givenUp, ["slow"]);
  clock.advance(PATIENCE / 2 - 1);
  assertEquals(givenUp, ["slow"]);
  clock.advance(1);
  assertEquals(givenUp, ["slow", "quick"]);
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
