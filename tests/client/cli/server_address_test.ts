import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatAddress } from "../../../actors/encoding/network_address.ts";
import { parseAddress } from "../../../client/cli/server_address.ts";

Deno.test("server address: names and ips, with and without a port", () => {
  assertEquals(parseAddress("localhost"), { host: "localhost" });
  assertEquals(parseAddress("192.168.1.10:7000"), { host: "192.168.1.10", port: 7000 });
  assertEquals(parseAddress("min_maskin-2.local."), { host: "min_maskin-2.local." });
  assertEquals(parseAddress("blåbær.example"), { host: "blåbær.example" });
  assertEquals(parseAddress("::1"), { host: "::1" });
  assertEquals(parseAddress("fe80::1%eth0"), { host: "fe80::1%eth0" });
  assertEquals(parseAddress("[::1]"), { host: "::1" });
  assertEquals(parseAddress("[::1]:65432"), { host: "::1", port: 65432 });
});

Deno.test("server address: rejects everything else", () => {
  for (
    const text of [
      "",
      ":65432",
      "a:",
      "a:0",
      "a:65536",
      "a:1:2",
      "a b",
      "http://a:1",
      "[::1",
      "[]:1",
      "????",
      "-x",
      "--host",
      "a,b",
      "a;b",
      ".",
    ]
  ) {
    assertEquals(parseAddress(text), undefined, text);
  }
});

Deno.test("server address: reads what formatAddress() writes", () => {
  fc.assert(fc.property(
    fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
    fc.integer({ min: 1, max: 65_535 }),
    (host, port) => assertEquals(parseAddress(formatAddress(host, port)), { host, port }),
  ));
});
