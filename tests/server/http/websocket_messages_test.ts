import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_FRAME_BYTES } from "../../../actors/protocol/limits.ts";
import { lineOf, messagesOf } from "../../../server/http/websocket_messages.ts";
import { bytesOf, inPieces } from "../../support/arbitraries/bytes.ts";

const none = new Uint8Array();

Deno.test("websocket messages: a message becomes a line, or a close code", () => {
  assertEquals(lineOf('{"type":"hello"}'), bytesOf('{"type":"hello"}\n'));
  assertEquals(lineOf(""), bytesOf("\n"));
  assertEquals(
    lineOf("å".repeat(MAX_FRAME_BYTES / 2 - 1)),
    bytesOf("å".repeat(MAX_FRAME_BYTES / 2 - 1) + "\n"),
  );
  assertEquals(lineOf("å".repeat(MAX_FRAME_BYTES / 2)), 1009);
  assertEquals(lineOf("x".repeat(MAX_FRAME_BYTES)), 1009);
  assertEquals(lineOf("{}\n"), 1007);
  assertEquals(lineOf(new ArrayBuffer(3)), 1003);
  assertEquals(lineOf(undefined), 1003);
});

Deno.test("websocket messages: lines become messages, however they are cut", () => {
  const lines = fc.array(fc.string({ unit: "grapheme" }).map((line) => line.replaceAll("\n", "")), {
    minLength: 1,
    maxLength: 6,
  });
  const cut = lines.chain((lines) =>
    fc.tuple(fc.constant(lines), inPieces(bytesOf(lines.join("\n") + "\n")))
  );
  fc.assert(fc.property(cut, ([lines, pieces]) => {
    let rest: Uint8Array = none;
    const sent: string[] = [];
    for (const piece of pieces) {
      const next = messagesOf(rest, piece);
      sent.push(...next.messages);
      rest = next.rest;
    }
    assertEquals(sent, lines);
    assertEquals(rest.length, 0);
  }));
});
