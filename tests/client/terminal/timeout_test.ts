import { assertEquals, assertRejects } from "@std/assert";
import { within } from "../../../client/terminal/timeout.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

Deno.test("within(): waits for work that is done in time, and clears its timer", async () => {
  const clock = new FakeClock();
  await within(100, clock, Promise.resolve());
  await assertRejects(() => within(100, clock, Promise.reject(new Error("broken"))), "broken");
  assertEquals(clock.waiting, 0);
});

Deno.test("within(): does not wait longer", async () => {
  const clock = new FakeClock();
  let isOver = false;
  within(100, clock, new Promise(() => {})).then(() => isOver = true);
  clock.advance(99);
  await settled();
  assertEquals(isOver, false);
  clock.advance(1);
  await settled();
  assertEquals(isOver, true);
});
