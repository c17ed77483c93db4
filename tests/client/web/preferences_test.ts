import { assertEquals } from "@std/assert";
import { formatPreferences, parsePreferences } from "../../../client/web/preferences.ts";

Deno.test("preferences are read as they were written", () => {
  const preferences = { name: "ola", settings: { notifies: true, receipts: false } };
  assertEquals(parsePreferences(formatPreferences(preferences)), preferences);
});

Deno.test("parsePreferences() takes anything for a newcomer's", () => {
  const newcomer = { name: "", settings: { notifies: false, receipts: true } };
  for (const written of ["", "[]", "null", `{"name":7,"notifies":"ja"}`, `{"name":"Server"}`]) {
    assertEquals(parsePreferences(written), newcomer, written);
  }
});
