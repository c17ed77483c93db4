import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MemoryRelease } from "../../../server/workers/memory_release.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

/** Counts connections, and records how many were left at each collection. */
function releaseAfter(size: number) {
  const clock = new FakeClock();
  const left: number[] = [];
  const release = new MemoryRelease(clock, () => left.push(now()));
  let inside = 0;
  const now = () => inside;
  function change(by: number): void {
    inside += by;
    for (let i = 0; i < Math.abs(by); i++) by > 0 ? release.connected() : release.disconnected();
  }
  change(size);
  return { clock, release, left, change, now };
}

Deno.test("memory release: collects once, some time after half of many have ended", () => {
  const { clock, left, change } = releaseAfter(1_000);
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

Deno.test("memory release: not below 100 connections, not after reconnects", () => {
  const few = releaseAfter(99);
  few.change(-99);
  assertEquals([few.clock.waiting, few.left], [0, []]);
  const many = releaseAfter(400);
  many.change(-400);
  many.change(400);
  many.clock.advance(10_000);
  assertEquals([many.clock.waiting, many.left], [0, []]);
});

Deno.test("memory release: stop cancels the wait", () => {
  const { clock, release, change } = releaseAfter(400);
  change(-300);
  assertEquals(clock.waiting, 1);
  release.stop();
  change(-100);
  assertEquals(clock.waiting, 0);
});

Deno.test("memory release: always collects within its delay", () => {
  const step = fc.oneof(
    fc.record({ by: fc.integer({ min: -300, max: 300 }), ms: fc.constant(0) }),
    fc.record({ by: fc.constant(0), ms: fc.nat(20_000) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
    const { clock, left, change, now } = releaseAfter(0);
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

Deno.test("server: collects garbage after many connections have ended", async () => {
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
