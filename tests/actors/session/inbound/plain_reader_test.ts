import { assert, assertEquals } from "@std/assert";
import { concatenate } from "../../../../actors/encoding/bytes.ts";
import { MAX_LINE_BYTES } from "../../../../actors/protocol/limits.ts";
import { bytesOf } from "../../../support/arbitraries/bytes.ts";
import { plain, TestSession } from "../../../support/fakes/test_session.ts";

const ID = new TestSession().state.init.session;
const TOO_LONG = "Server: Meldingen er for lang (maks 8192 byte) og ble ikke sendt.\n";
const QUIT = { type: "leave", session: ID, reason: "quit" } as const;

Deno.test("session: sends the plain lines of one read in one message", () => {
  const session = plain().send("hei\r\nola: på deg \n\ntredje\n");
  assertEquals(session.roomMessages, [
    {
      type: "sayLines",
      session: ID,
      lines: "hei\nola: på deg \ntredje\n",
      count: 3,
      bytes: 25,
    },
  ]);
  assertEquals(session.replyText, "");
});

Deno.test("session: ignores lines without visible content", () => {
  const session = plain().send("\n\r\n\x1b[31m\n\x07\x9b\n\u202e\n");
  assertEquals(session.roomMessages, []);
});

Deno.test("session: takes an unended line as complete after 30 ms", () => {
  const session = plain().send("hei", " du");
  assertEquals([session.said, session.timers.get("line")?.ms], [[], 30]);
  session.fire("line");
  assertEquals([session.said, session.timers.size], [["hei du"], 0]);
  session.send("igjen").fire("line");
  assertEquals(session.said, ["hei du", "igjen"]);
});

Deno.test("session: waits for the rest of a line from a client that ends its lines", () => {
  const session = plain().send("he").send("i\nla");
  assertEquals([session.said, session.timers.size], [["hei"], 0]);
  // The timer had fired before the line ended.
  session.take({ type: "lineTimeout" });
  assertEquals(session.said, ["hei"]);
  session.send("ng\n", "d");
  assertEquals([session.said, session.timers.size], [["hei", "lang"], 0]);
});

Deno.test("session: joins a character that was cut in two", () => {
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

Deno.test("session: never sends a piece of a hello, which may contain a token", () => {
  const hello = '{"type":"hello","version":1,"name":"ola","resume":{"token":"hemmelig","seq":1}}\n';
  for (let at = 1; at < hello.length; at++) {
    const session = plain().send(hello.slice(0, at)).fire("line");
    const lost = plain().send(hello.slice(0, at)).take({ type: "ended", lost: true });
    assertEquals([session.said, lost.said, lost.exited], [[], [], true]);
    assertEquals(session.send(hello.slice(at)).connectionMessages.at(-1)?.type, "hello");
  }
});

Deno.test("session: passes on neither a goodbye nor what follows it", () => {
  for (const goodbye of ["avslutt", " Avslutt\t", "ola: AVSLUTT", "ola:  avslutt "]) {
    const session = plain().send(`hei\n${goodbye}\netter\n`);
    assertEquals([session.said, session.roomMessages.at(-1)], [["hei"], QUIT]);
    assertEquals(session.connectionMessages.at(-1), { type: "finish" });
    assert(session.exited);
  }
  assertEquals(plain().send("avslutt").fire("line").exited, true);
});

Deno.test("session: passes on a text that merely contains a goodbye", () => {
  const lines = ["ola: ikke avslutt nå", "ola: jeg sa: avslutt", "avslutt!", "ola:avslutt"];
  const session = plain().send(lines.join("\n") + "\n");
  assertEquals([session.said, session.exited], [lines, false]);
});

Deno.test("session: answers a line that is too long once, and skips it", () => {
  const session = plain();
  const long = "x".repeat(MAX_LINE_BYTES + 1);
  session.send(`før\n${long}`, long, "x\netter\n");
  assertEquals([session.said, session.replyText], [["før", "etter"], TOO_LONG]);
  session.send(`${"å".repeat(MAX_LINE_BYTES / 2)}\r\n`);
  assertEquals(session.said.length, 3);
});

Deno.test("session: answers an unended line that is too long once, and skips it", () => {
  const session = plain().send("x".repeat(MAX_LINE_BYTES), "xx", "xx").fire("line");
  assertEquals([session.said, session.replyText], [[], TOO_LONG]);
  assertEquals(session.send("hei").fire("line").said, ["hei"]);
});

Deno.test("session: answers each of several lines that are too long", () => {
  const long = "x".repeat(MAX_LINE_BYTES + 1) + "\n";
  assertEquals(plain({ language: "en" }).send(long + long).replyText.split("\n").slice(0, -1), [
    "Server: The message is too long (max 8192 bytes) and was not sent.",
    "Server: The message is too long (max 8192 bytes) and was not sent.",
  ]);
});

Deno.test("session: turns invalid UTF-8 into U+FFFD", () => {
  const session = plain().send(
    concatenate([bytesOf("a"), Uint8Array.of(0xc3, 0x28, 0x80), bytesOf("b\n")]),
  );
  assertEquals(session.said, ["a\uFFFD(\uFFFDb"]);
});

Deno.test("session: drops telnet commands, also cut in two", () => {
  const [iac, will, echo] = [0xff, 0xfb, 0x01];
  const session = plain().send(
    concatenate([Uint8Array.of(iac, will, echo), bytesOf("he"), Uint8Array.of(iac)]),
    concatenate([Uint8Array.of(will, echo), bytesOf("i\r\n")]),
  );
  assertEquals(session.said, ["hei"]);
});

Deno.test("session: cleans a plain client's texts, and keeps emoji", () => {
  const session = plain().send("\x1b[31mrød\x1b[0m\x07 \x1b]0;tittel\x07\u202eabc\u2066 👩‍👩‍👧\ttab\n");
  assertEquals(session.said, ["rød abc 👩‍👩‍👧\ttab"]);
});

Deno.test("session: answers a late HTTP request, and sends no text", () => {
  const session = plain().send("GET / HT", "TP/1.1\r\nHost: x\r\n\r\n");
  assertEquals(session.said, []);
  assert(session.replyText.startsWith("HTTP/1.1 503 "));
  assertEquals(session.greeterMessages, [{ type: "browser", ip: "127.0.0.1" }]);
  assertEquals(session.roomMessages, [QUIT]);
  assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: accepts a request or a hello only as the first line", () => {
  const [request, hello] = ["GET / HTTP/1.1", '{"type":"hello","version":1,"name":"ola"}'];
  assertEquals(plain().send(`hei\n${request}\n${hello}\n`).said, ["hei", request, hello]);
  assertEquals(plain().send("\n", `${request}\n`).said, [request]);
  assertEquals(plain().send("hei").fire("line").send(`${hello}\n`).said, ["hei", hello]);
});

Deno.test("session: holds a plain client's input until the welcome", () => {
  const session = new TestSession().send("en\n", "to\n").take({ type: "ended", lost: false });
  assertEquals([session.roomMessages, session.consumed], [[], 0]);
  session.enter();
  assertEquals(session.said, ["en", "to"]);
  assertEquals([session.roomMessages.at(-1)?.type, session.consumed, session.exited], [
    "leave",
    6,
    true,
  ]);
  assertEquals(session.state.heldInput, []);
});
