import { assertEquals, assertNotEquals } from "@std/assert";
import { calendar } from "../../../client/languages/calendar.ts";

const night = Date.UTC(2026, 10, 23, 23, 4, 59);

Deno.test("calendar: writes 24-hour times, and days in words", () => {
  const norwegian = calendar("nb", "UTC");
  const english = calendar("en", "UTC");
  assertEquals([norwegian.time(night), english.time(night)], ["23:04", "23:04"]);
  assertEquals(norwegian.day(night), "mandag 23. november 2026");
  assertEquals(english.day(night), "Monday, 23 November 2026");
  assertEquals(norwegian.time(Date.UTC(2026, 10, 24)), "00:00");
});

Deno.test("calendar: a day ends at the person's midnight", () => {
  const oslo = calendar("nb", "Europe/Oslo");
  assertEquals(oslo.time(night), "00:04");
  assertEquals(oslo.day(night), "tirsdag 24. november 2026");
  assertEquals(oslo.day(night), oslo.day(night + 3_600_000));
  assertNotEquals(oslo.day(night), oslo.day(night - 3_600_000));
});
