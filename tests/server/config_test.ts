import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseConfig, type ServerConfig } from "../../server/config.ts";

function config(args: readonly string[], env: Record<string, string> = {}): ServerConfig {
  const parsed = parseConfig(args, (name) => env[name]);
  assert(parsed.type === "config", JSON.stringify(parsed));
  return parsed.config;
}

function problem(...args: readonly string[]): string {
  const parsed = parseConfig(args, () => undefined);
  assert(parsed.type === "wrong", JSON.stringify(parsed));
  return parsed.text;
}

Deno.test("config: defaults, with times in milliseconds", () => {
  assertEquals(config([]), {
    host: "0.0.0.0",
    port: 65_432,
    language: "nb",
    capacity: 2,
    idleTimeout: 0,
    maxWorkers: 32,
    maxPerAddress: 64,
    allowHosts: [],
    showMessages: false,
    log: "text",
    seatHold: 120_000,
    data: ".tospann",
  });
});

Deno.test("config: --data :memory: keeps nothing, and --show-messages may stand alone", () => {
  assertEquals(config(["--data", ":memory:"]).data, null);
  assertEquals(config(["--show-messages"]).showMessages, true);
  assertEquals(
    config(["--show-messages", "off"], { TOSPANN_SHOW_MESSAGES: "on" }).showMessages,
    false,
  );
});

Deno.test("config: host names one by one, together, by the environment, or none", () => {
  assertEquals(config(["--allow-host", "A.example", "--allow-host=b"]).allowHosts, [
    "a.example",
    "b",
  ]);
  assertEquals(config(["--allow-host", "a, b,c"]).allowHosts, ["a", "b", "c"]);
  const env = { TOSPANN_ALLOW_HOST: "a,b" };
  assertEquals(config([], env).allowHosts, ["a", "b"]);
  assertEquals(config(["--allow-host", "c"], env).allowHosts, ["c"]);
});

Deno.test("config: rejects values out of bounds, and what is no host name", () => {
  for (const name of ["http://a", "a:80", "a/b", "a-", "a..b", "*.example"]) {
    assertStringIncludes(problem("--allow-host", name), "--allow-host");
  }
  assertStringIncludes(problem("--allow-host"), "--allow-host mangler en verdi");
  assertStringIncludes(problem("--max-per-address", "0"), "heltall fra 1 til 65535");
  assertStringIncludes(problem("--capacity", "17", "--lang", "en"), "whole number from 1 to 16");
  assertStringIncludes(problem("--show-messages", "maybe"), "on, off");
  assertStringIncludes(problem("ola"), "Uventet argument: «ola»");
});

Deno.test("config: --help names each flag with its default", () => {
  const parsed = parseConfig(["--help", "--lang", "en"], () => undefined);
  assert(parsed.type === "help");
  assertStringIncludes(parsed.text, "  --idle-timeout     seconds before");
  assertStringIncludes(parsed.text, "(default .tospann)");
});
