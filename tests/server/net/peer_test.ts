import { assertEquals } from "@std/assert";
import { isLoopback } from "../../../server/net/peer.ts";

Deno.test("peer: localhost and loopback addresses of both kinds are this machine", () => {
  assertEquals(["localhost", "127.0.0.1", "::1", "::ffff:127.0.0.1"].every(isLoopback), true);
  assertEquals(["10.0.0.1", "1270.0.0.1", "::2", "localhost.evil"].some(isLoopback), false);
});
