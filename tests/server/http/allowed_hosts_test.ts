import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "fast-check";
import { allowedHost, isHostName, isSameOrigin } from "../../../server/http/allowed_hosts.ts";

Deno.test("allowed hosts: ips, localhost and allowed names", () => {
  const allowed = ["chat.example"];
  assertEquals(allowedHost("127.0.0.1:65432", allowed), { host: "127.0.0.1", port: 65_432 });
  assertEquals(allowedHost("192.168.1.9", allowed), { host: "192.168.1.9", port: 80 });
  assertEquals(allowedHost("[2001:DB8::1]:1", allowed), { host: "2001:db8::1", port: 1 });
  assertEquals(allowedHost("LocalHost:65432", allowed), { host: "localhost", port: 65_432 });
  assertEquals(allowedHost("Chat.Example:80", allowed), { host: "chat.example", port: 80 });
});

Deno.test("allowed hosts: no other name, and nothing that resembles an allowed one", () => {
  for (
    const header of [
      null,
      "",
      "evil.example",
      "chat.example.evil",
      "xchat.example",
      "localhost.",
      "localhost.evil",
      "127.0.0.1.evil",
      "127.0.0.1:65432@evil",
      "127.0.0.1 evil",
      "127.0.0.1, evil",
      "127.0.0.1/evil",
      "127.0.0.1:",
      "127.0.0.1:123456",
      "[::1",
      "2130706433",
      "0x7f.1",
      ":80",
    ]
  ) {
    assertEquals(allowedHost(header, ["chat.example"]), undefined, `${header}`);
  }
});

Deno.test("allowed hosts: no header throws or passes without being allowed", () => {
  fc.assert(fc.property(fc.string(), (header) => {
    const judged = allowedHost(header, []);
    assert(judged === undefined || /^[0-9a-f:.]+$|^localhost$/.test(judged.host));
  }));
});

Deno.test("allowed hosts: a page connects from this server alone, a program from anywhere", () => {
  const host = "192.168.1.9:65432";
  assert(isSameOrigin(null, host));
  assert(isSameOrigin("http://192.168.1.9:65432", host));
  assert(isSameOrigin("https://chat.example", "Chat.Example"));
  for (
    const origin of [
      "",
      "null",
      "http://192.168.1.9",
      "http://192.168.1.9:65433",
      "http://evil.example",
      "http://evil.example/192.168.1.9:65432",
      "192.168.1.9:65432",
      "file://192.168.1.9:65432",
      "http://http://192.168.1.9:65432",
    ]
  ) {
    assertFalse(isSameOrigin(origin, host), origin);
  }
});

Deno.test("allowed hosts: recognises server names", () => {
  for (const name of ["a", "chat.example", "xn--bl-wia.no", "a-b.c1"]) {
    assert(isHostName(name), name);
  }
  for (const name of ["", "a:1", "a_b", "-a", "a-", "a..b", ".a", "a b", "x".repeat(64)]) {
    assertFalse(isHostName(name), name);
  }
});
