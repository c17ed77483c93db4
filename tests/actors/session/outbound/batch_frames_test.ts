import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { encodeFrame } from "../../../../actors/protocol/frame_codec.ts";
import { cleanText } from "../../../../actors/encoding/sanitize.ts";
import {
  writeAccepted,
  writeDelivered,
  writeSaid,
} from "../../../../actors/session/outbound/batch_frames.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";

const AT = "2026-11-23T01:02:03.456Z";

function read(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

Deno.test("many frames: said and accepted frames are those that one by one would be", () => {
  const plain = fc.constantFrom("", "a1", "hei", "blåbær 漢", "👩‍👩‍👧", '"\\\n\t');
  const clean = anyText(8).map(cleanText);
  const one = fc.record({ id: clean, text: clean });
  const batch = fc.array(fc.oneof(one, fc.record({ id: plain, text: plain })), {
    minLength: 1,
    maxLength: 5,
  });
  const from = fc.record({ id: anyText(4), name: anyText(4) });
  const number = fc.oneof(
    fc.nat(),
    fc.maxSafeNat().map((n) => Math.max(n - 9, 0)),
    fc.constantFrom(0, 9, 10),
  );
  fc.assert(
    fc.property(number, from, batch, fc.nat(9), (first, from, batch, to) => {
      const ids = batch.map(({ id }) => id);
      const said = batch.map(({ id, text }, i) =>
        encodeFrame({ type: "said", seq: first + i, id, from, at: AT, text })
      );
      const texts = toTextBatch(batch.map(({ text }) => text));
      assertEquals(read(writeSaid(first, from, AT, toTextBatch(ids), texts)), said.join(""));
      const accepted = ids.map((id, i) =>
        encodeFrame({ type: "accepted", id, seq: first + i, at: AT, to })
      );
      assertEquals(read(writeAccepted(first, AT, to, toTextBatch(ids))), accepted.join(""));
    }),
    { numRuns: 200 },
  );
});

Deno.test("many frames: delivered frames are those that one by one would be", () => {
  const frames = [7, 8, 9].map((seq) => encodeFrame({ type: "delivered", seq }));
  assertEquals(read(writeDelivered(7, 9)), frames.join(""));
  assertEquals(read(writeDelivered(7, 7)), frames[0]);
});

Deno.test("many frames: what was written stays as it is when more is written", () => {
  const first = writeDelivered(7, 9);
  const before = first.slice();
  writeDelivered(1_000, 1_001);
  assertEquals(first, before);
});
