import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  FIRST_WAIT,
  FREE_GUESSES,
  GUESS_MEMORY,
  MAX_GUESSERS,
  MAX_WAIT,
  TokenThrottle,
} from "../../../server/connection/token_throttle.ts";

/** The waits of so many guesses from one ip at one time. */
function waits(guesses: TokenThrottle, times: number, now = 0, host = "10.0.0.1"): number[] {
  return Array.from({ length: times }, () => guesses.delayOf(host, now));
}

Deno.test("token throttle: doubles the wait after a few free guesses, up to a bound", () => {
  assertEquals(waits(new TokenThrottle(), FREE_GUESSES + 8), [
    ...Array(FREE_GUESSES).fill(0),
    ...[1, 2, 4, 8, 16].map((times) => times * FIRST_WAIT),
    ...Array(3).fill(MAX_WAIT),
  ]);
  assertEquals(waits(new TokenThrottle(), 5_000).at(-1), MAX_WAIT);
});

Deno.test("token throttle: forgets an ip after a while without guesses", () => {
  const guesses = new TokenThrottle();
  waits(guesses, 100);
  assertEquals(guesses.delayOf("10.0.0.1", GUESS_MEMORY - 1), MAX_WAIT);
  assertEquals(guesses.delayOf("10.0.0.1", 2 * GUESS_MEMORY - 1), 0);
});

Deno.test("token throttle: remembers a bounded number of ips, the latest ones", () => {
  const guesses = new TokenThrottle();
  for (let i = 0; i < 3 * MAX_GUESSERS; i++) {
    guesses.delayOf(`host ${i}`, i);
    assert(guesses.size <= MAX_GUESSERS);
    if (i % 100 === 0) guesses.delayOf("10.0.0.1", i);
  }
  assert(guesses.delayOf("10.0.0.1", 3 * MAX_GUESSERS) > 0);
});

Deno.test("token throttle: forgets every right guess", () => {
  const guess = fc.record({
    host: fc.constantFrom("a", "b", "c"),
    right: fc.boolean(),
    later: fc.oneof(fc.nat(1_000), fc.constant(GUESS_MEMORY)),
  });
  fc.assert(
    fc.property(fc.array(guess, { maxLength: 40, size: "max" }), (made) => {
      const [all, wrong] = [new TokenThrottle(), new TokenThrottle()];
      let now = 0;
      for (const { host, right, later } of made) {
        now += later;
        const wait = all.delayOf(host, now);
        assert(wait === 0 || (wait >= FIRST_WAIT && wait <= MAX_WAIT));
        if (right) all.forgive(host);
        else assertEquals(wait, wrong.delayOf(host, now));
      }
    }),
  );
});
