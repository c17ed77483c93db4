import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { concatenate } from "../../../actors/encoding/bytes.ts";
import {
  classifyLine,
  detect,
  type Detection,
} from "../../../actors/protocol/protocol_detection.ts";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { byteByByte, bytesOf, inPieces } from "../../support/arbitraries/bytes.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const HELLO = '{"type":"hello","version":1,"name":"ola"}';

/** The decision for a connection that came in these pieces, and how many bytes it needed. */
function detectIn(pieces: readonly Uint8Array[]): { detection: Detection; bytes: number } {
  let first: Uint8Array = new Uint8Array();
  for (const piece of pieces) {
    first = concatenate([first, piece]);
    const detection = detect(first, false);
    if (detection.dialect !== "undecided") return { detection, bytes: first.length };
  }
  return { detection: { dialect: "undecided" }, bytes: first.length };
}

const opening = fc.oneof(
  fc.constantFrom(HELLO, ` \t${HELLO} \r`, '{"type":"say"}', '{"type":', "{ hei", "[1]", "  "),
  fc.constantFrom("GET / HTTP/1.1\r", "POST /x?y=å HTTP/1.0", "OPTIONS * HTTP/1.1", "GET lost"),
  fc.constantFrom("GET  / HTTP/1.1", "GET / HTTP/1.1 x", "GET / HTTP/2", "hei", "\x16\x03\x01"),
  fc.constantFrom("\x16", "\x16hei", "HEI", "G", "", "ola: hei", "\xff"),
  anyText(8),
);
const connection = fc.tuple(opening, fc.constantFrom("", "\n", "\r\n", "\nmer\n", "\n{\n"))
  .map(([first, more]) => bytesOf(first + more));

Deno.test("protocol detection: takes a hello as framed, even a bad one", () => {
  for (const hello of [HELLO, '{"type":"hello"}', `\t ${HELLO}`, '{"x":[],"type":"hello"} ']) {
    assertEquals(detect(bytesOf(`${hello}\r\nrest\n`), false), {
      dialect: "framed",
      hello,
      rest: bytesOf("rest\n"),
    });
  }
});

Deno.test("protocol detection: takes other JSON as plain", () => {
  const others = ['{"type":"say"}', "{}", '["hello"]', '"hello"', "{", '{"__proto__":{}}'];
  for (const line of others) assertEquals(detect(bytesOf(`${line}\n`), false).dialect, "plain");
});

Deno.test("protocol detection: takes a whole request line as HTTP", () => {
  for (const line of ["GET / HTTP/1.1", "HEAD /a%20b?c HTTP/1.0", "CONNECT x:1 HTTP/1.1"]) {
    const first = bytesOf(`${line}\r\nHost: x\r\n\r\n`);
    assertEquals(detect(first, false), { dialect: "http" });
  }
});

Deno.test("protocol detection: takes an incomplete request line as plain", () => {
  for (const line of ["GET lost", "GET", "GET / HTTP/2", "GET / HTTP/1.1 x", "get / HTTP/1.1"]) {
    assertEquals(detect(bytesOf(`${line}\n`), false).dialect, "plain");
  }
});

Deno.test("protocol detection: recognizes a TLS handshake", () => {
  assertEquals(detect(Uint8Array.of(0x16, 0x03), false), { dialect: "tls" });
  assertEquals(detect(Uint8Array.of(0x16), false).dialect, "undecided");
  assertEquals(detect(Uint8Array.of(0x16, 0x0a), false).dialect, "plain");
});

Deno.test("protocol detection: decides for plain once no byte could change that", () => {
  const clear = ["h", "\n", "\xff", "HEI", "GEr", "GET  ", "GET / x", "GET / HTTP/1.1 ", "  x"];
  for (const first of clear) {
    assertEquals(detect(bytesOf(first), false), { dialect: "plain" });
  }
});

Deno.test("protocol detection: waits while undecided, and takes a quiet client as plain", () => {
  const open = ["", " ", "{", HELLO, "G", "GET", "GET ", "GET /å", "GET / ", "GET / HTTP/1.1\r"];
  for (const first of open) {
    assertEquals(detect(bytesOf(first), false), { dialect: "undecided" });
    assertEquals(detect(bytesOf(first), true), { dialect: "plain" });
  }
  assertEquals(detect(Uint8Array.of(0x16), true).dialect, "plain");
});

Deno.test("protocol detection: takes a first line longer than a frame as plain", () => {
  function helloOf(bytes: number): Uint8Array {
    return bytesOf(HELLO.padEnd(bytes - 1) + "\n");
  }
  const longest = helloOf(MAX_FRAME_BYTES);
  assertEquals(detect(longest, false).dialect, "framed");
  assertEquals(detect(longest.subarray(0, -1), false).dialect, "undecided");
  const longer = helloOf(MAX_FRAME_BYTES + 1);
  assertEquals(detect(longer, false).dialect, "plain");
  assertEquals(detect(longer.subarray(0, -1), false).dialect, "plain");
});

Deno.test("protocol detection: decides the same for any pieces", () => {
  const cases = connection.chain((whole) =>
    fc.record({ whole: fc.constant(whole), pieces: inPieces(whole) })
  );
  fc.assert(
    fc.property(cases, ({ whole, pieces }) => {
      const atOnce = detect(whole, false);
      for (const way of [pieces, byteByByte(whole)]) {
        const { detection, bytes } = detectIn(way);
        assertEquals(detection.dialect, atOnce.dialect);
        if (detection.dialect === "framed" && atOnce.dialect === "framed") {
          assertEquals(detection.hello, atOnce.hello);
          assertEquals(concatenate([detection.rest, whole.subarray(bytes)]), atOnce.rest);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("protocol detection: never throws, whatever the bytes", () => {
  fc.assert(fc.property(fc.uint8Array(), fc.boolean(), (first, quiet) => {
    const { dialect } = detect(first, quiet);
    assert(!quiet || dialect !== "undecided");
  }));
});

Deno.test("protocol detection: classifies a late line", () => {
  assertEquals(classifyLine(HELLO), "hello");
  assertEquals(classifyLine("GET / HTTP/1.1"), "http");
  for (const line of ["", "hei", '{"type":"say"}', "{", "GET lost"]) {
    assertEquals(classifyLine(line), "text");
  }
});
