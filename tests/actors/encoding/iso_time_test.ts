import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { isoTime } from "../../../actors/encoding/iso_time.ts";

Deno.test("ISO time: equals toISOString, in any order of calls", () => {
  const near = fc.integer({ min: 0, max: 3_000 }).map((ms) => 1_795_000_000_000 + ms);
  const any = fc.date({ noInvalidDate: true }).map((date) => date.getTime());
  fc.assert(fc.property(fc.array(fc.oneof(near, near, any), { maxLength: 10 }), (times) => {
    for (const ms of times) assertEquals(isoTime(ms), new Date(ms).toISOString());
  }));
});

Deno.test("ISO time: throws for a time outside the range of Date", () => {
  for (const ms of [NaN, Infinity, 8.65e15]) assertThrows(() => isoTime(ms), RangeError);
  assertEquals(isoTime(0), "1970-01-01T00:00:00.000Z");
});
