import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "fast-check";
import { ConnectionLimit, networkOf } from "../../../server/net/connection_limit.ts";

Deno.test("connection limit: admits the maximum from one ip, and one more per release", () => {
  const limit = new ConnectionLimit(64, () => {});
  const enter = () => limit.admit("10.0.0.5", 0);
  assert(Array.from({ length: 64 }, enter).every(Boolean));
  assertFalse(enter());
  assert(limit.admit("10.0.0.6", 0));
  limit.release("10.0.0.5");
  assertEquals([enter(), enter()], [true, false]);
});

Deno.test("connection limit: ignores loopback, and forgets an ip without connections", () => {
  const limit = new ConnectionLimit(1, () => {});
  for (const ip of ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"]) {
    assert(Array.from({ length: 70 }, () => limit.admit(ip, 0)).every(Boolean), ip);
  }
  assert(limit.admit("10.0.0.5", 0));
  assertEquals(limit.size, 1);
  limit.release("10.0.0.5");
  limit.release("10.0.0.5");
  limit.release("127.0.0.1");
  assertEquals(limit.size, 0);
});

Deno.test("connection limit: counts half an IPv6 address, and IPv4 in either form", () => {
  const networks = {
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:DB8:1:2::9": "2001:db8:1:2::/64",
    "2001:db8:1:02::9": "2001:db8:1:2::/64",
    "2001:db8:1:3::9": "2001:db8:1:3::/64",
    "2001:db8::9": "2001:db8:0:0::/64",
    "fe80::1%eth0": "fe80:0:0:0::/64",
    "::9": "0:0:0:0::/64",
    "10.0.0.5": "10.0.0.5",
    "::ffff:10.0.0.5": "10.0.0.5",
  };
  for (const [ip, network] of Object.entries(networks)) assertEquals(networkOf(ip), network);
});

Deno.test("connection limit: finds a network for any text", () => {
  fc.assert(fc.property(fc.string(), (ip) => assertEquals(typeof networkOf(ip), "string")));
});

Deno.test("connection limit: reports at once, then once a minute with a count", () => {
  const reports: [string, number][] = [];
  const limit = new ConnectionLimit(1, (ip, refused) => void reports.push([ip, refused]));
  limit.admit("10.0.0.5", 0);
  for (let now = 0; now < 60_000; now += 1_000) limit.admit("10.0.0.5", now);
  assertEquals(reports, [["10.0.0.5", 1]]);
  limit.admit("10.0.0.5", 60_000);
  assertEquals(reports.slice(1), [["10.0.0.5", 60]]);
});
