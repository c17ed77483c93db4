import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { FrameScanner } from "./frame_scanner.ts";

const encoder = new TextEncoder();

function scan(pieces: readonly Uint8Array[]): readonly unknown[] {
  const heard: unknown[] = [];
  const scanner = new FrameScanner({
    said: (number, seq) => heard.push({ number, seq }),
    accepted: () => heard.push("accepted"),
    other: (frame) => heard.push(frame),
  });
  for (const piece of pieces) {
    // A copy that is overwritten afterwards, like a socket's buffer.
    const bytes = piece.slice();
    scanner.take(bytes);
    bytes.fill(0);
  }
  return heard;
}

function lines(...frames: readonly unknown[]): Uint8Array {
  return encoder.encode(frames.map((frame) => JSON.stringify(frame) + "\n").join(""));
}

const from = { id: "m1", name: "ola" };
const at = "2026-11-23T01:02:03.456Z";
const frames = lines(
  { type: "welcome", version: 1, room: "main", seq: 16 },
  { type: "said", seq: 17, id: "00000041", from, at, text: "#00000041 øy" },
  { type: "accepted", id: "00000007", seq: 18, at, to: 1 },
  { type: "said", seq: 1_234, id: "00000042", from, at, text: "#00000042 øy" },
  { type: "delivered", seq: 18 },
);
const heard = [
  { type: "welcome", version: 1, room: "main", seq: 16 },
  { number: 41, seq: 17 },
  "accepted",
  { number: 42, seq: 1_234 },
  { type: "delivered", seq: 18 },
];

Deno.test("frame scanner: reports each frame, however the bytes are split", () => {
  const cuts = fc.array(fc.integer({ min: 0, max: frames.length }));
  fc.assert(fc.property(cuts, (cuts) => {
    const places = [...cuts, frames.length].toSorted((a, b) => a - b);
    assertEquals(scan(places.map((to, i) => frames.subarray(places[i - 1] ?? 0, to))), heard);
  }));
});

Deno.test("frame scanner: reads frames with their fields in another order", () => {
  const odd = lines(
    { text: "#00000041 øy", seq: 17, id: "00000041", from, at, type: "said" },
    { id: "00000007", type: "accepted", seq: 18, at, to: 1 },
  );
  assertEquals(scan([odd]), [{ number: 41, seq: 17 }, "accepted"]);
});

Deno.test("frame scanner: does not mistake the next frame's number for a frame's own", () => {
  const unmarked = { type: "said", seq: 3, id: "a", from, at, text: "hei" };
  const marked = { type: "said", seq: 4, id: "b", from, at, text: "#00000009 øy" };
  assertEquals(scan([lines(unmarked, marked)]), [{ number: -1, seq: 3 }, { number: 9, seq: 4 }]);
});

Deno.test("frame scanner: throws on a line that is not JSON", () => {
  assertThrows(() => scan([encoder.encode("System: hei\n")]), SyntaxError);
});
