import { assert, assertEquals } from "@std/assert";
import { MAX_LINE_BYTES } from "../../../../actors/protocol/limits.ts";
import { bytesOf, joined } from "../../../support/arbitraries/bytes.ts";
import { plain, TestSession } from "../../../support/fakes/test_session.ts";

const ID = new TestSession().state.init.session;
const TOO_LONG = "Server: Meldingen er for lang (maks 8192 byte) og ble ikke sendt.\n";
const QUIT = { type: "leave", session: ID, reason: "quit" } as const;

Deno.test("session: says a plain client's lines, in one message for one read", () => {
  const session = plain().send("hei\r\nola: på deg \n\ntredje\n");
  assertEquals(session.toRoom, [
    {
      type: "sayLines",
      session: ID,
      lines: "hei\nola: på deg \ntredje\n",
      count: 3,
      bytes: 25,
    },
  ]);
  assertEquals(session.answered, "");
});

Deno.test("session: an empty line is nothing, also one with nothing to show in it", () => {
  const session = plain().send("\n\r\n\x1b[31m\n\x07\x9b\n\u202e\n");
  assertEquals(session.toRoom, []);
});

Deno.test("session: a message without an end is whole after 30 ms", () => {
  const session = plain().send("hei", " du");
  assertEquals([session.said, session.timers.get("line")?.ms], [[], 30]);
  session.fire("line");
  assertEquals([session.said, session.timers.size], [["hei du"], 0]);
  session.send("igjen").fire("line");
  assertEquals(session.said, ["hei du", "igjen"]);
});

Deno.test("session: a client that ends its lines is waited for", () => {
  const session = plain().send("he").send("i\nla");
  assertEquals([session.said, session.timers.size], [["hei"], 0]);
  // The timer's message was on its way when the line ended.
  session.take({ type: "lineTimeout" });
  assertEquals(session.said, ["hei"]);
  session.send("ng\n", "d");
  assertEquals([session.said, session.timers.size], [["hei", "lang"], 0]);
});

Deno.test("session: a character that is cut in two within 30 ms is one character", () => {
  const [first, second] = [bytesOf("blåbær").slice(0, 3), bytesOf("blåbær").slice(3)];
  assertEquals(plain().send(first, second).fire("line").said, ["blåbær"]);
});

Deno.test("session: waits longer for a first line that may be a hello", () => {
  const session = plain().send("{ hei");
  assertEquals(session.timers.get("line")?.ms, 2_000);
  session.fire("line");
  assertEquals(session.said, ["{ hei"]);
  assertEquals(session.send("{ igjen").timers.get("line")?.ms, 30);
});

Deno.test("session: a piece of a hello is never said, since there may be a token in it", () => {
  const hello = '{"type":"hello","version":1,"name":"ola","resume":{"token":"hemmelig","seq":1}}\n';
  for (let at = 1; at < hello.length; at++) {
    const session = plain().send(hello.slice(0, at)).fire("line");
    const lost = plain().send(hello.slice(0, at)).take({ type: "ended", lost: true });
    assertEquals([session.said, lost.said, lost.exited], [[], [], true]);
    assertEquals(session.send(hello.slice(at)).toConnection.at(-1)?.type, "hello");
  }
});

Deno.test("session: a goodbye is not passed on, nor what comes after it", () => {
  for (const goodbye of ["avslutt", " Avslutt\t", "ola: AVSLUTT", "ola:  avslutt "]) {
    const session = plain().send(`hei\n${goodbye}\netter\n`);
    assertEquals([session.said, session.toRoom.at(-1)], [["hei"], QUIT]);
    assertEquals(session.toConnection.at(-1), { type: "finish" });
    assert(session.exited);
  }
  assertEquals(plain().send("avslutt").fire("line").exited, true);
});

Deno.test("session: what only holds a goodbye is said", () => {
  const lines = ["ola: ikke avslutt nå", "ola: jeg sa: avslutt", "avslutt!", "ola:avslutt"];
  const session = plain().send(lines.join("\n") + "\n");
  assertEquals([session.said, session.exited], [lines, false]);
});

Deno.test("session: a line that is too long is answered once and skipped, the rest is said", () => {
  const session = plain();
  const long = "x".repeat(MAX_LINE_BYTES + 1);
  session.send(`før\n${long}`, long, "x\netter\n");
  assertEquals([session.said, session.answered], [["før", "etter"], TOO_LONG]);
  session.send(`${"å".repeat(MAX_LINE_BYTES / 2)}\r\n`);
  assertEquals(session.said.length, 3);
});

Deno.test("session: a message without an end that is too long is answered once and skipped", () => {
  const session = plain().send("x".repeat(MAX_LINE_BYTES), "xx", "xx").fire("line");
  assertEquals([session.said, session.answered], [[], TOO_LONG]);
  assertEquals(session.send("hei").fire("line").said, ["hei"]);
});

Deno.test("session: each of several lines that are too long is answered", () => {
  const long = "x".repeat(MAX_LINE_BYTES + 1) + "\n";
  assertEquals(plain({ language: "en" }).send(long + long).answered.split("\n").slice(0, -1), [
    "Server: The message is too long (max 8192 bytes) and was not sent.",
    "Server: The message is too long (max 8192 bytes) and was not sent.",
  ]);
});

Deno.test("session: bytes that are no UTF-8 become U+FFFD", () => {
  const session = plain().send(
    joined([bytesOf("a"), Uint8Array.of(0xc3, 0x28, 0x80), bytesOf("b\n")]),
  );
  assertEquals(session.said, ["a\uFFFD(\uFFFDb"]);
});

Deno.test("session: drops what telnet says about itself, also cut in two", () => {
  const [iac, will, echo] = [0xff, 0xfb, 0x01];
  const session = plain().send(
    joined([Uint8Array.of(iac, will, echo), bytesOf("he"), Uint8Array.of(iac)]),
    joined([Uint8Array.of(will, echo), bytesOf("i\r\n")]),
  );
  assertEquals(session.said, ["hei"]);
});

Deno.test("session: what acts on a terminal is not said, what emoji need is", () => {
  const session = plain().send("\x1b[31mrød\x1b[0m\x07 \x1b]0;tittel\x07\u202eabc\u2066 👩‍👩‍👧\ttab\n");
  assertEquals(session.said, ["rød abc 👩‍👩‍👧\ttab"]);
});

Deno.test("session: a late HTTP request is answered and never said", () => {
  const session = plain().send("GET / HT", "TP/1.1\r\nHost: x\r\n\r\n");
  assertEquals(session.said, []);
  assert(session.answered.startsWith("HTTP/1.1 503 "));
  assertEquals(session.toGreeter, [{ type: "browser", ip: "127.0.0.1" }]);
  assertEquals(session.toRoom, [QUIT]);
  assertEquals([session.toConnection.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: only the first line may be a request or a hello", () => {
  const [request, hello] = ["GET / HTTP/1.1", '{"type":"hello","version":1,"name":"ola"}'];
  assertEquals(plain().send(`hei\n${request}\n${hello}\n`).said, ["hei", request, hello]);
  assertEquals(plain().send("\n", `${request}\n`).said, [request]);
  assertEquals(plain().send("hei").fire("line").send(`${hello}\n`).said, ["hei", hello]);
});

Deno.test("session: what comes before the welcome is held, in order", () => {
  const session = new TestSession().send("en\n", "to\n").take({ type: "ended", lost: false });
  assertEquals([session.toRoom, session.consumed], [[], 0]);
  session.enter();
  assertEquals(session.said, ["en", "to"]);
  assertEquals([session.toRoom.at(-1)?.type, session.consumed, session.exited], ["leave", 6, true]);
  assertEquals(session.state.heldInput, []);
});
