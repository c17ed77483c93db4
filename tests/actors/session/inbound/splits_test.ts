/**
 * The inbound half does the same however the network cuts its client's bytes.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { concatenate } from "../../../../actors/encoding/bytes.ts";
import { encodeFrame } from "../../../../actors/protocol/frame_codec.ts";
import { byteByByte, bytesOf, everyCut, inPieces } from "../../../support/arbitraries/bytes.ts";
import { clientFrame } from "../../../support/arbitraries/frames.ts";
import { framed, plain, type TestSession } from "../../../support/fakes/test_session.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";

const HELLO = '{"type":"hello","version":1,"name":"ola"}';

/** The outcome for a client that sends these pieces. A late hello gets its seat at once. */
function outcome(session: TestSession, pieces: readonly Uint8Array[]): unknown {
  for (const piece of pieces) {
    session.send(piece);
    if (session.state.phase === "entering") session.enter();
  }
  return session.outcome;
}

const scripts: readonly (readonly [string, () => TestSession, Uint8Array])[] = [
  ["nc", plain, bytesOf("ola: blå 漢 👩‍👩‍👧\nuten navn\r\n\n\x1b[31mrød\nola: avslutt\netter\n")],
  [
    "telnet",
    plain,
    concatenate([
      Uint8Array.of(0xff, 0xfb, 0x1f, 0xff, 0xfa, 0x1f, 0, 80, 0xff, 0xf0),
      bytesOf("på øya\r\n"),
      Uint8Array.of(0xff, 0xff, 0x0a),
      bytesOf("hei\r\n"),
    ]),
  ],
  [
    "a late hello",
    plain,
    bytesOf(`${HELLO}\n{"type":"say","id":"a1","text":"hei"}\r\n{"type":"ping","n":1}\nx\n`),
  ],
  [
    "a bad late hello",
    plain,
    bytesOf('{"type":"hello","version":2,"name":"ola"}\n{"type":"leave"}\n'),
  ],
  ["a browser", plain, bytesOf("GET /o HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  [
    "framed",
    framed,
    bytesOf(
      '{"type":"say","id":"a1","text":"hei 漢"}\n{"type":"sing"}\r\n{"type":"say","id":"a2","text":"\\ud83d"}\n' +
        '{"type":"ack","seq":1}\n\n{"type":"ping","n":1}\n{"type":"leave"}\n{"type":"ping","n":2}\n',
    ),
  ],
];

for (const [name, session, bytes] of scripts) {
  Deno.test(`session: understands ${name} however its bytes are cut`, () => {
    const whole = outcome(session(), [bytes]);
    for (const halves of everyCut(bytes)) assertEquals(outcome(session(), halves), whole);
    assertEquals(outcome(session(), byteByByte(bytes)), whole);
  });
}

const lines = fc.array(
  fc.oneof(
    anyText(8),
    clientFrame.map((frame) => encodeFrame(frame).trimEnd()),
    fc.constantFrom("", "avslutt", "ola: hei", HELLO, "GET / HTTP/1.1", "x".repeat(8_193)),
  ),
  { maxLength: 8, size: "max" },
).map((lines) => bytesOf(lines.join("\n") + "\n"));

const anyBytes = fc.oneof(
  { weight: 3, arbitrary: lines },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40, size: "max" }) },
);

for (const session of [plain, framed]) {
  Deno.test(`session: does the same for any bytes in any pieces (${session.name})`, () => {
    const cut = anyBytes.chain((bytes) => fc.tuple(fc.constant(bytes), inPieces(bytes)));
    fc.assert(
      fc.property(cut, ([bytes, pieces]) => {
        assertEquals(outcome(session(), pieces), outcome(session(), [bytes]));
      }),
      { numRuns: 200 },
    );
  });
}
