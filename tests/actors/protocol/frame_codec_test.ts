import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  decodeClientFrame,
  decodeServerFrame,
  encodeFrame,
  judgeHello,
  negotiate,
} from "../../../actors/protocol/frame_codec.ts";
import type { Hello } from "../../../actors/protocol/frames.ts";
import { MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../../actors/protocol/limits.ts";
import { clientFrame, serverFrame } from "../../support/arbitraries/frames.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const BAD = { ok: false, code: "bad_frame" } as const;
const HELLO: Hello = { type: "hello", version: 1, name: "ola" };

function say(fields: Record<string, unknown>): string {
  return JSON.stringify({ type: "say", id: "a1", text: "hei", ...fields });
}

Deno.test("frame codec: decodes each client frame that it encoded", () => {
  fc.assert(
    fc.property(clientFrame, (frame) => {
      const line = encodeFrame(frame);
      assertEquals(line.indexOf("\n"), line.length - 1);
      assertEquals(decodeClientFrame(line.trimEnd()), { ok: true, frame });
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("frame codec: decodes each server frame that it encoded", () => {
  fc.assert(
    fc.property(serverFrame, (frame) => {
      const line = encodeFrame(frame);
      assertEquals(line.indexOf("\n"), line.length - 1);
      assertEquals(decodeServerFrame(line.trimEnd()), { ok: true, frame });
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("frame codec: drops unknown fields", () => {
  assertEquals(decodeClientFrame(say({ mood: "glad", __proto__: { x: 1 } })), {
    ok: true,
    frame: { type: "say", id: "a1", text: "hei" },
  });
  assertEquals(decodeClientFrame('{"type":"leave","__proto__":{"admin":true}}'), {
    ok: true,
    frame: { type: "leave" },
  });
});

Deno.test("frame codec: distinguishes an unknown type from a bad frame", () => {
  for (const type of ["sing", "", "constructor", "__proto__", "toString", "welcome"]) {
    assertEquals(decodeClientFrame(JSON.stringify({ type })), { ok: false, code: "unknown_type" });
  }
  assertEquals(decodeServerFrame('{"type":"say"}'), { ok: false, code: "unknown_type" });
});

Deno.test("frame codec: rejects bad frames", () => {
  const depths = [
    "[".repeat(20_000),
    '{"a":'.repeat(20_000),
    "[".repeat(20_000) + "]".repeat(20_000),
  ];
  const values = [
    "",
    "hei",
    "{",
    "null",
    "1",
    '"hello"',
    "[]",
    "{}",
    '{"type":1}',
    '{"type":null}',
  ];
  const fields = ['{"type":"ack"}', '{"type":"ack","seq":-1}', '{"type":"ack","seq":1.5}'];
  const numbers = ['{"type":"ack","seq":1e400}', '{"type":"ack","seq":"1"}', '{"type":"ping"}'];
  const nested = ['{"__proto__":{"type":"leave"}}', '{"type":["leave"]}', '{"type":"typing"}'];
  for (const line of [...depths, ...values, ...fields, ...numbers, ...nested]) {
    assertEquals(decodeClientFrame(line), BAD);
  }
});

Deno.test("frame codec: accepts a deeply nested value in an unknown field", () => {
  const deep = "[".repeat(20_000) + "]".repeat(20_000);
  assertEquals(decodeClientFrame(`{"type":"leave","x":${deep}}`), {
    ok: true,
    frame: { type: "leave" },
  });
});

Deno.test("frame codec: reports the id of a bad say, if it is valid", () => {
  assertEquals(decodeClientFrame(say({ text: 1 })), { ...BAD, id: "a1" });
  for (const id of ["", "x".repeat(65), 1, null, "a\nb", "\x9b", "\ud83d", undefined]) {
    assertEquals(decodeClientFrame(say({ id })), BAD);
  }
});

Deno.test("frame codec: accepts a text of blanks", () => {
  for (const text of ["", " \n", "\x1b[31m", "\u202e"]) {
    assertEquals(decodeClientFrame(say({ text })), {
      ok: true,
      frame: { type: "say", id: "a1", text },
    });
  }
});

Deno.test("frame codec: bounds the bytes of a text", () => {
  const longest = "å".repeat(MAX_TEXT_BYTES / 2);
  assert(decodeClientFrame(say({ text: longest })).ok);
  assertEquals(decodeClientFrame(say({ text: longest + "x" })), {
    ok: false,
    code: "too_long",
    id: "a1",
  });
});

Deno.test("frame codec: bounds the lines of a text", () => {
  const most = "\n".repeat(MAX_TEXT_LINES - 1);
  assert(decodeClientFrame(say({ text: most })).ok);
  assertEquals(decodeClientFrame(say({ text: most + "\n" })), {
    ok: false,
    code: "too_long",
    id: "a1",
  });
});

Deno.test("frame codec: does not clean a text", () => {
  const text = "a\x07b\ud83d";
  assertEquals(decodeClientFrame(say({ text })), {
    ok: true,
    frame: { type: "say", id: "a1", text },
  });
});

Deno.test("frame codec: never throws, whatever the line", () => {
  const type = fc.constantFrom("hello", "say", "ack", "welcome", "said", "flow", "x");
  const object = fc.tuple(type, fc.object({ maxDepth: 3 }))
    .map(([type, fields]) => JSON.stringify({ ...fields, type }));
  const line = fc.oneof(anyText(), fc.json(), object);
  fc.assert(fc.property(line, (line) => {
    assertEquals(typeof decodeClientFrame(line).ok, "boolean");
    assertEquals(typeof decodeServerFrame(line).ok, "boolean");
  }));
});

Deno.test("frame codec: never throws for a frame with one field replaced", () => {
  const frame = fc.oneof(clientFrame, serverFrame);
  fc.assert(fc.property(frame, fc.nat(), fc.jsonValue(), (frame, which, value) => {
    const keys = Object.keys(frame);
    const key = keys[which % keys.length] ?? "type";
    const line = JSON.stringify({ ...frame, [key]: value });
    assertEquals(typeof decodeClientFrame(line).ok, "boolean");
    assertEquals(typeof decodeServerFrame(line).ok, "boolean");
  }));
});

Deno.test("negotiation: returns the tidied name, the room and what to resume", () => {
  assertEquals(negotiate({ ...HELLO, name: " ola\n" }), {
    ok: true,
    name: "ola",
    room: "main",
    resume: undefined,
  });
  const resume = { token: "t", seq: 17 };
  assertEquals(negotiate({ ...HELLO, room: " stua ", resume }), {
    ok: true,
    name: "ola",
    room: "stua",
    resume,
  });
});

Deno.test("negotiation: checks the version first, then the name, then the room", () => {
  const wrong = { ...HELLO, version: 2, name: "", room: "" };
  assertEquals(negotiate(wrong), { ok: false, reason: "unsupported_version" });
  assertEquals(negotiate({ ...wrong, version: 1 }), { ok: false, reason: "invalid_name" });
  assertEquals(negotiate({ ...wrong, version: 1, name: "ola" }), {
    ok: false,
    reason: "invalid_room",
  });
});

Deno.test("negotiation: has a reason for each missing or mistyped part", () => {
  const cases = [
    ["{}", "unsupported_version"],
    ['{"version":"1","name":"ola"}', "unsupported_version"],
    ['{"version":1}', "invalid_name"],
    ['{"version":1,"name":7}', "invalid_name"],
    ['{"version":1,"name":"ola","room":null}', "invalid_room"],
  ] as const;
  for (const [fields, reason] of cases) {
    const decoded = decodeClientFrame(JSON.stringify({ ...JSON.parse(fields), type: "hello" }));
    assert(decoded.ok && decoded.frame.type === "hello");
    assertEquals(negotiate(decoded.frame), { ok: false, reason });
  }
});

Deno.test("negotiation: refuses other frames as an unsupported version", () => {
  for (const line of ["", "hei", '{"type":"leave"}', '{"type":"sing"}']) {
    assertEquals(judgeHello(line), { ok: false, reason: "unsupported_version" });
  }
  assertEquals(judgeHello(JSON.stringify(HELLO)), negotiate(HELLO));
});
