import { assertEquals } from "@std/assert";
import { formatPreferences, parsePreferences } from "../../../client/web/preferences.ts";

Deno.test("parsePreferences() reads what formatPreferences() wrote", () => {
  const preferences = { name: "ola", settings: { notifies: true, receipts: false } };
  assertEquals(parsePreferences(formatPreferences(preferences)), preferences);
});

Deno.test("parsePreferences() gives the defaults for any other text", () => {
  const defaults = { name: "", settings: { notifies: false, receipts: true } };
  for (const written of ["", "[]", "null", `{"name":7,"notifies":"ja"}`, `{"name":"Server"}`]) {
    assertEquals(parsePreferences(written), defaults, written);
  }
});
