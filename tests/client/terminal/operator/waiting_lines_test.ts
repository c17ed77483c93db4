import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  MAX_WAITING_LENGTH,
  MAX_WAITING_LINES,
  WaitingLines,
} from "../../../../client/terminal/operator/waiting_lines.ts";

function waiting(): WaitingLines {
  return new WaitingLines((leftOut) => `${leftOut} left out`);
}

Deno.test("waiting lines: keeps their order", () => {
  const step = fc.oneof(fc.constant("push"), fc.integer({ min: 1, max: 5 }));
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const lines = waiting();
    const taken: string[] = [];
    let pushed = 0;
    for (const step of steps) {
      if (typeof step === "number") taken.push(...lines.take(step));
      else lines.push(`${pushed++}`);
      assertEquals(lines.isEmpty, taken.length === pushed);
    }
    taken.push(...lines.take(99));
    assertEquals(taken, Array.from({ length: pushed }, (_, i) => `${i}`));
  }));
});

Deno.test("waiting lines: drops the oldest lines over the limit, and reports them", () => {
  const lines = waiting();
  for (let i = 0; i < 3 * MAX_WAITING_LINES; i++) lines.push(`${i}`);
  assertEquals(lines.take(2), [`${2 * MAX_WAITING_LINES} left out`, `${2 * MAX_WAITING_LINES}`]);
  assertEquals(lines.take(1), [`${2 * MAX_WAITING_LINES + 1}`]);
  assertEquals(lines.take(MAX_WAITING_LINES).length, MAX_WAITING_LINES - 2);
  assertEquals(lines.isEmpty, true);
});

Deno.test("waiting lines: drops long lines too, even a single one", () => {
  const lines = waiting();
  const half = "x".repeat(MAX_WAITING_LENGTH / 2);
  for (const line of ["1", half, half]) lines.push(line);
  assertEquals(lines.take(9).map((line) => line.slice(0, 10)), [
    "1 left out",
    ...Array(2).fill("x".repeat(10)),
  ]);
  lines.push(half + half + "x");
  assertEquals(lines.isEmpty, false);
  assertEquals(lines.take(9), ["1 left out"]);
  assertEquals(lines.isEmpty, true);
});
