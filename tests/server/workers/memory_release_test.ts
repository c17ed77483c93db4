import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MemoryRelease } from "../../../server/workers/memory_release.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

/** A crowd, and how many were left each time that memory was given back. */
function crowdOf(size: number) {
  const clock = new FakeClock();
  const left: number[] = [];
  const crowd = new MemoryRelease(clock, () => left.push(now()));
  let inside = 0;
  const now = () => inside;
  function change(by: number): void {
    inside += by;
    for (let i = 0; i < Math.abs(by); i++) by > 0 ? crowd.connected() : crowd.disconnected();
  }
  change(size);
  return { clock, crowd, left, change, now };
}

Deno.test("crowd: gives memory back once, when more than half of many have gone for a while", () => {
  const { clock, left, change } = crowdOf(1_000);
  change(-499);
  clock.advance(60_000);
  assertEquals(left, []);
  change(-1);
  clock.advance(9_999);
  change(-300);
  assertEquals(left, []);
  clock.advance(1);
  assertEquals(left, [200]);
  clock.advance(60_000);
  assertEquals([left.length, clock.waiting], [1, 0]);
  change(-100);
  clock.advance(10_000);
  assertEquals(left, [200, 100]);
});

Deno.test("crowd: few are no crowd, and who comes back has not gone", () => {
  const few = crowdOf(99);
  few.change(-99);
  assertEquals([few.clock.waiting, few.left], [0, []]);
  const many = crowdOf(400);
  many.change(-400);
  many.change(400);
  many.clock.advance(10_000);
  assertEquals([many.clock.waiting, many.left], [0, []]);
});

Deno.test("crowd: stopped, it waits for nothing", () => {
  const { clock, crowd, change } = crowdOf(400);
  change(-300);
  assertEquals(clock.waiting, 1);
  crowd.stop();
  change(-100);
  assertEquals(clock.waiting, 0);
});

Deno.test("crowd: whoever comes and goes, what many had is not kept for long", () => {
  const step = fc.oneof(
    fc.record({ by: fc.integer({ min: -300, max: 300 }), ms: fc.constant(0) }),
    fc.record({ by: fc.constant(0), ms: fc.nat(20_000) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
    const { clock, left, change, now } = crowdOf(0);
    let peak = 0;
    let seen = 0;
    for (const { by, ms } of [...steps, { by: 0, ms: 10_000 }]) {
      change(Math.max(by, -now()));
      peak = Math.max(peak, now());
      clock.advance(ms);
      assert(clock.waiting <= 1);
      for (; seen < left.length; seen++) {
        assert((left[seen] ?? NaN) <= peak - 100 && (left[seen] ?? NaN) <= peak / 2);
        peak = left[seen] ?? NaN;
      }
    }
    assert(now() > peak / 2 || peak - now() < 100);
  }));
});

Deno.test("server: gives memory back when many have gone", async () => {
  const server = new SimulatedServer();
  const ola = await server.framed("ola");
  const many = await Promise.all(Array.from({ length: 120 }, () => server.network.connect()));
  for (const client of many) await client.reset();
  await server.pass(9_999);
  assertEquals(server.collections, 0);
  await server.pass(1);
  assertEquals(server.collections, 1);
  await ola.reset();
  await server.stop();
  assertEquals(server.collections, 1);
});
