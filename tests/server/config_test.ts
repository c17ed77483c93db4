import { assert, assertEquals } from "@std/assert";
import { parseConfig } from "../../server/config.ts";

/** The names that a server may go by with these flags, or what is wrong with them. */
function allowed(args: readonly string[], env: Record<string, string> = {}) {
  const parsed = parseConfig(args, (name) => env[name]);
  return parsed.type === "config" ? parsed.config.allowHosts : parsed.text;
}

Deno.test("config: names are given one by one, together, or by the environment, or not at all", () => {
  assertEquals(allowed([]), []);
  assertEquals(allowed(["--allow-host", "A.example", "--allow-host=b"]), ["a.example", "b"]);
  assertEquals(allowed(["--allow-host", "a, b,c"]), ["a", "b", "c"]);
  assertEquals(allowed([], { TOSPANN_ALLOW_HOST: "a,b" }), ["a", "b"]);
  assertEquals(allowed(["--allow-host", "c"], { TOSPANN_ALLOW_HOST: "a,b" }), ["c"]);
});

Deno.test("config: what is no name, or none where one should be, is told", () => {
  for (const name of ["http://a", "a:80", "a/b", "a-", "a..b", "*.example"]) {
    const told = allowed(["--allow-host", name]);
    assert(typeof told === "string" && told.includes("--allow-host"), name);
  }
  assert(typeof allowed(["--allow-host"]) === "string");
});

Deno.test("config: so many connections from one address, at least one", () => {
  const of = (...args: string[]) => parseConfig(args, () => undefined);
  const parsed = of("--max-per-address", "3");
  assertEquals(parsed.type === "config" && parsed.config.maxPerAddress, 3);
  assertEquals(of("--max-per-address", "0").type, "wrong");
});
