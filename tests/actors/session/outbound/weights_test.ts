import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import type { MemberMessage } from "../../../../actors/messages/room.ts";
import { framedWriter, plainWriter } from "../../../support/fakes/test_writer.ts";

const KARI = { id: "m2", name: "kari" };

/** Any message of a room with a weight. Its first number comes later. */
const weighted = fc.record({
  type: fc.constantFrom("said", "saidLines", "happened", "read", "typing"),
  weight: fc.integer({ min: 1, max: 1_000 }),
  count: fc.integer({ min: 1, max: 3 }),
}).map(({ type, weight, count }) => (first: number): MemberMessage & { weight: number } => {
  const said = { from: KARI, at: 0, first, count, weight };
  const many = Array.from({ length: count }, (_, i) => `x${i}`);
  switch (type) {
    case "said":
      return { type, ...said, ids: toTextBatch(many), texts: toTextBatch(many) };
    case "saidLines":
      return { type, ...said, lines: many.join("\n") + "\n" };
    case "happened": {
      const event = { type: "joined", member: { ...KARI, online: true } } as const;
      return { type, event, seq: first, at: 0, weight };
    }
    case "read":
      return { type, from: KARI, seq: 1, weight };
    default:
      return { type: "typing", from: KARI, active: true, weight };
  }
});

function sum(weighed: readonly { readonly weight: number }[]): number {
  return weighed.reduce((sum, { weight }) => sum + weight, 0);
}

for (const newWriter of [plainWriter, framedWriter]) {
  Deno.test(`writer: gives each weight back once (${newWriter.name})`, () => {
    fc.assert(
      fc.property(fc.array(weighted, { maxLength: 20, size: "max" }), (messages) => {
        const writer = newWriter();
        let total = 0;
        for (const numberedFrom of messages) {
          const message = numberedFrom(writer.state.sent + 1);
          writer.receive(message);
          total += message.weight;
          assertEquals(sum(writer.taken) + sum(writer.outgoing), total);
        }
        const written = sum(writer.outgoing);
        for (const { weight, mark } of writer.outgoing) writer.noteWritten(weight, mark);
        assertEquals([sum(writer.taken), written <= total], [total, true]);
      }),
      { numRuns: 60 },
    );
  });

  Deno.test(`writer: reports a number only after every earlier one has left (${newWriter.name})`, () => {
    fc.assert(
      fc.property(fc.array(weighted, { maxLength: 20, size: "max" }), (messages) => {
        const writer = newWriter();
        for (const numberedFrom of messages) writer.receive(numberedFrom(writer.state.sent + 1));
        let last = 1;
        for (const { weight, mark = last } of writer.outgoing) {
          writer.noteWritten(weight, mark);
          last = mark;
          assertEquals(writer.taken.at(-1), { weight, seq: last });
        }
        assertEquals(writer.state.written, writer.state.sent);
      }),
      { numRuns: 60 },
    );
  });
}

/** Texts of a framed client, numbered from `first`. */
function said(first: number, ...ids: string[]): MemberMessage {
  const texts = toTextBatch(ids);
  const about = { from: KARI, at: 0, first, count: ids.length, weight: 5 };
  return { type: "said", ...about, ids: texts, texts };
}

/** Lines of a plain client, numbered from `first`. */
function lines(first: number, count: number): MemberMessage {
  const about = { from: KARI, at: 0, first, count, weight: 5 };
  return { type: "saidLines", ...about, lines: "x\n".repeat(count) };
}

const typing: MemberMessage = { type: "typing", from: KARI, active: true, weight: 7 };

Deno.test("writer: gives the weight of an unwritten message back at once, with no new number", () => {
  const writer = plainWriter().receive(lines(2, 1), typing);
  assertEquals(writer.taken, [{ weight: 7, seq: 1 }]);
  assertEquals(writer.outgoing.map(({ mark }) => mark), [2]);
});

Deno.test("writer: marks texts and events with their last number", () => {
  const event = { type: "joined", member: { ...KARI, online: true } } as const;
  for (const writer of [plainWriter(), framedWriter()]) {
    writer.receive(lines(2, 3), said(5, "a", "b"));
    writer.receive({ type: "happened", event, seq: 7, at: 0, weight: 5 });
    assertEquals(writer.outgoing.map(({ mark }) => mark), [4, 6, 7]);
  }
});

Deno.test("writer: marks no other message", () => {
  const writer = framedWriter().receive(typing, { type: "flow", waitingFor: KARI });
  writer.receive({ type: "delivered", first: 1, last: 1 }, { type: "closed", reason: "stopping" });
  assertEquals(writer.outgoing.map(({ weight, mark }) => [weight, mark]), [
    [7, undefined],
    [0, undefined],
    [0, undefined],
    [0, undefined],
  ]);
});

Deno.test("writer: reports a framed client's text to a plain reader promptly, and no other message", () => {
  const [ola, kari] = [plainWriter(), framedWriter()];
  for (const writer of [ola, kari]) writer.receive(lines(2, 1), said(3, "a"), lines(4, 1));
  assertEquals(ola.outgoing.map(({ prompt }) => prompt), [false, true, false]);
  assertEquals(kari.outgoing.map(({ prompt }) => prompt), [false, false, false]);
});

Deno.test("writer: reports several writes to the room in one message", () => {
  for (const writer of [plainWriter(), framedWriter()]) {
    writer.receive(lines(2, 1), said(3, "a", "b"), lines(5, 1));
    writer.noteWritten(10, 4).noteWritten(5, 5);
    assertEquals(writer.taken, [{ weight: 10, seq: 4 }, { weight: 5, seq: 5 }]);
    writer.noteWritten(7);
    assertEquals(writer.taken.at(-1), { weight: 7, seq: 5 });
  }
});

Deno.test("writer: counts numbers from before the welcome as written", () => {
  assertEquals(plainWriter().welcome({ seq: 17 }).receive(typing).taken, [{ weight: 7, seq: 17 }]);
  const back = framedWriter().welcome({ seq: 17, resumed: true, since: 5 }).receive(said(6, "a"));
  back.noteWritten(3).noteWritten(2, 6);
  assertEquals(back.taken, [{ weight: 3, seq: 5 }, { weight: 2, seq: 6 }]);
});

Deno.test("writer: ignores a mark of the previous room", () => {
  const writer = plainWriter().receive(lines(2, 98)).speakFrames().askForSeat();
  writer.welcome({ seq: 3 }).noteWritten(5, 99);
  assertEquals(writer.taken, [{ weight: 5, seq: 3 }]);
});

Deno.test("writer: reports nothing between two rooms", () => {
  const writer = plainWriter().receive(lines(2, 98)).speakFrames().askForSeat().noteWritten(5, 99);
  assertEquals(writer.taken, []);
  assertEquals(writer.welcome({ seq: 3 }).noteWritten(1).taken, [{ weight: 1, seq: 3 }]);
});

Deno.test("writer: reports no zero weight", () => {
  assertEquals(plainWriter().noteWritten(0).taken, []);
});
