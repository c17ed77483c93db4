import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toColumn } from "../../actors/column.ts";
import type { SessionMessage } from "../../actors/messages.ts";
import { framed, plain, type TestSession } from "../support/test_session.ts";

const KARI = { id: "m2", name: "kari" };
const ID = plain().state.init.session;

/** What a room may tell that weighs something, in any order; the numbers are given as it is told. */
const fact = fc.record({
  type: fc.constantFrom("said", "saidLines", "happened", "read", "typing"),
  weight: fc.integer({ min: 1, max: 1_000 }),
  count: fc.integer({ min: 1, max: 3 }),
}).map(({ type, weight, count }) => (first: number): SessionMessage & { weight: number } => {
  const said = { from: KARI, at: 0, first, count, weight };
  const many = Array.from({ length: count }, (_, i) => `x${i}`);
  switch (type) {
    case "said":
      return { type, ...said, ids: toColumn(many), texts: toColumn(many) };
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

function takenBy(session: TestSession): number {
  return session.toRoom.reduce(
    (sum, message) => message.type === "taken" ? sum + message.weight : sum,
    0,
  );
}

for (const session of [plain, framed]) {
  Deno.test(`session: gives back each weight once (${session.name})`, () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20, size: "max" }), (facts) => {
        const listener = session();
        let told = 0;
        let written = 0;
        for (const tell of facts) {
          const message = tell(listener.state.sent + 1);
          listener.take(message);
          told += message.weight;
          const onItsWay = listener.writes.reduce((sum, { weight }) => sum + weight, 0);
          assertEquals(takenBy(listener) + onItsWay, told);
        }
        for (const { weight } of listener.writes) {
          listener.take({ type: "written", weight });
          written += weight;
        }
        assertEquals([takenBy(listener), written <= told], [told, true]);
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("session: what is not told to its client is given back at once", () => {
  const session = plain().take({ type: "typing", from: KARI, active: true, weight: 160 });
  assertEquals(session.toRoom, [{ type: "taken", session: ID, weight: 160 }]);
  assertEquals(session.written, "");
});

Deno.test("session: what has left for a plain client it has, and a sender with ids is told", () => {
  const session = plain();
  const said = { from: KARI, at: 0, weight: 5 };
  session.take({ type: "saidLines", ...said, first: 2, count: 1, lines: "en\n" });
  const ids = toColumn(["a", "b"]);
  session.take({ type: "said", ...said, first: 3, count: 2, ids, texts: ids });
  assertEquals(session.writes.map(({ weight, mark }) => [weight, mark]), [[5, undefined], [5, 4]]);
  session.take({ type: "written", weight: 10, mark: 4 });
  assertEquals(session.toRoom, [
    { type: "taken", session: ID, weight: 10 },
    { type: "ack", session: ID, seq: 4 },
  ]);
});

Deno.test("session: a framed client says itself what it has", () => {
  const session = framed();
  const ids = toColumn(["a"]);
  session.take({ type: "said", from: KARI, at: 0, first: 2, count: 1, weight: 5, ids, texts: ids });
  assertEquals(session.writes.map(({ mark }) => mark), [undefined]);
  session.take({ type: "written", weight: 5 });
  assertEquals(session.toRoom.map(({ type }) => type), ["taken"]);
});

Deno.test("session: what weighs nothing is not told to have been taken", () => {
  assertEquals(plain().take({ type: "written", weight: 0 }).toRoom, []);
});
