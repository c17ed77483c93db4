import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { toColumn } from "../../actors/column.ts";
import type { RoomName } from "../../actors/facts.ts";
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

/** Some texts of a framed client's, the first with this number. */
function said(first: number, ...ids: string[]): SessionMessage {
  const texts = toColumn(ids);
  const about = { from: KARI, at: 0, first, count: ids.length, weight: 5 };
  return { type: "said", ...about, ids: texts, texts };
}

/** Some lines of a plain client's, the first with this number. */
function lines(first: number, count: number): SessionMessage {
  const about = { from: KARI, at: 0, first, count, weight: 5 };
  return { type: "saidLines", ...about, lines: "x\n".repeat(count) };
}

function taken(weight: number, seq: number) {
  return { type: "taken", session: ID, weight, seq } as const;
}

Deno.test("session: what is not told to its client is given back at once", () => {
  const session = plain().take({ type: "typing", from: KARI, active: true, weight: 160 });
  assertEquals(session.toRoom, [taken(160, 1)]);
  assertEquals(session.written, "");
});

Deno.test("session: all that is numbered is marked with its last number", () => {
  for (const session of [plain(), framed()]) {
    const { length } = session.writes;
    const event = { type: "joined", member: { ...KARI, online: true } } as const;
    session.take(lines(2, 3)).take(said(5, "a", "b"));
    session.take({ type: "happened", event, seq: 7, at: 0, weight: 5 });
    assertEquals(session.writes.slice(length).map(({ mark }) => mark), [4, 6, 7]);
  }
});

Deno.test("session: a sender with ids hears at once that a plain client has it, all else waits", () => {
  const [ola, kari] = [plain(), framed()];
  for (const session of [ola, kari]) session.take(lines(2, 1)).take(said(3, "a")).take(lines(4, 1));
  assertEquals(ola.writes.map(({ prompt }) => prompt), [false, true, false]);
  assertEquals(kari.writes.map(({ prompt }) => prompt), [false, false, false]);
});

Deno.test("session: tells the room in one message what has left, and up to which number", () => {
  for (const session of [plain(), framed()]) {
    session.take(lines(2, 1)).take(said(3, "a", "b")).take(lines(5, 1));
    session.take({ type: "written", weight: 10, mark: 4 });
    session.take({ type: "written", weight: 5, mark: 5 });
    session.take({ type: "typing", from: KARI, active: true, weight: 7 });
    session.take({ type: "written", weight: 7 });
    const weights = session.state.writes === "plain" ? [taken(7, 5), taken(7, 5)] : [taken(7, 5)];
    assertEquals(session.toRoom, [taken(10, 4), taken(5, 5), ...weights]);
  }
});

Deno.test("session: what came before the welcome, or before the seat was lost, has left", () => {
  const typing: SessionMessage = { type: "typing", from: KARI, active: true, weight: 7 };
  assertEquals(plain().welcome({ seq: 17 }).take(typing).toRoom, [taken(7, 17)]);
  const back = framed().welcome({ seq: 17, resumed: true, since: 5 }).take(said(6, "a"));
  assertEquals(back.take({ type: "written", weight: 3 }).toRoom, [taken(3, 5)]);
  assertEquals(back.take({ type: "written", weight: 2, mark: 6 }).toRoom.at(-1), taken(2, 6));
});

Deno.test("session: a number of the room that it left is none of the one it is in", () => {
  const session = plain().take(lines(2, 98));
  session.send('{"type":"hello","version":1,"name":"ola","room":"stua"}\n');
  session.welcome({ name: "stua" as RoomName, seq: 3 });
  session.take({ type: "written", weight: 5, mark: 99 });
  assertEquals(session.toRoom, [taken(5, 3)]);
});

Deno.test("session: what weighs nothing is not told to have been taken", () => {
  assertEquals(plain().take({ type: "written", weight: 0 }).toRoom, []);
});
