import { assertEquals, assertMatch } from "@std/assert";
import { hashToken } from "../../../server/connection/tokens.ts";

Deno.test("tokens: hashes with SHA-256", () => {
  assertEquals(String(hashToken("abc")), "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  assertEquals(hashToken("abc"), hashToken("abc"));
});

Deno.test("tokens: hashes any text", () => {
  for (const shown of ["", "\ud83d", "\0", "å".repeat(60_000)]) {
    assertMatch(hashToken(shown), /^[\w-]{43}$/);
  }
});
