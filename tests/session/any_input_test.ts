/**
 * What holds of a chat whatever its clients send, and whatever becomes of them.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeFrame } from "../../actors/protocol/framed.ts";
import { cleanText } from "../../actors/protocol/sanitize.ts";
import { bytesOf } from "../support/byte_arbitraries.ts";
import { clientFrame } from "../support/frame_arbitraries.ts";
import { TestChat } from "../support/test_chat.ts";
import { framed, plain, type TestSession } from "../support/test_session.ts";
import { anyText } from "../support/text_arbitraries.ts";

const PEOPLE = ["ola", "kari", "per"];
const FORBIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

const seq = fc.nat(12);
const frame = fc.oneof(
  clientFrame,
  fc.record({ type: fc.constantFrom("ack", "read"), seq }),
  fc.record({
    type: fc.constant("say"),
    id: fc.constantFrom("a", "b", "c", "d"),
    text: anyText(4),
  }),
).map((frame) => JSON.stringify(frame) + "\n");

/** What a client may send, from the likely to the hostile. */
const bytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  frame.map(bytesOf),
  anyText(8).map((text) => bytesOf(text + "\n")),
  anyText(8).map(bytesOf),
  fc.uint8Array({ maxLength: 24, size: "max" }),
  fc.constantFrom("hei\n", "ola: hei\n", "\xff\xfb", "GET / HTTP/1.1\n", "x".repeat(9_000)).map(
    bytesOf,
  ),
  fc.constant(bytesOf(encodeFrame({ type: "hello", version: 1, name: "siv" }))),
);

/** Something that befalls one of them. */
const event = fc.record({
  who: fc.constantFrom(...PEOPLE),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant("bytes" as const) },
    { weight: 3, arbitrary: fc.constantFrom("drain" as const, "settled" as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("ended" as const, "closing" as const, "idled" as const),
    },
  ),
  bytes,
  lost: fc.boolean(),
});

const events = fc.array(event, { maxLength: 25, size: "max" });
const dialect = fc.constantFrom("plain" as const, "framed" as const);
const dialects = fc.tuple(dialect, dialect, dialect);

/** Plays it; the sessions, and how many bytes each was sent while it was there. */
function play(
  dialects: readonly ("plain" | "framed")[],
  events: readonly { who: string; what: string; bytes: Uint8Array; lost: boolean }[],
) {
  const chat = new TestChat(PEOPLE.length);
  const sent = new Map<TestSession, number>();
  for (const [i, who] of PEOPLE.entries()) sent.set(chat.join(who, dialects[i] ?? "plain"), 0);
  for (const { who, what, bytes, lost } of events) {
    chat.act(who, (session) => {
      switch (what) {
        case "bytes":
          sent.set(session, (sent.get(session) ?? 0) + bytes.length);
          return session.send(bytes);
        case "ended":
          return session.take({ type: "ended", lost });
        case "closing":
          return session.take({ type: "closing", reason: "stopping" });
        case "settled":
        case "idled":
          return session.take({ type: what });
      }
    });
    if (what === "drain") chat.drain(who);
  }
  return { chat, sent };
}

/** Whether it holds nothing that acts on a terminal; tabs and newlines may stay. */
function isClean(text: string): boolean {
  return !FORBIDDEN.test(text.replaceAll(/[\t\n]/g, ""));
}

/** All texts in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

Deno.test("session: nothing that acts on a terminal comes from one client to another", () => {
  fc.assert(
    fc.property(dialects, events, (dialects, events) => {
      for (const session of play(dialects, events).sent.keys()) {
        // What a late browser is answered is HTTP, and the server's own.
        const [written = ""] = session.written.split("HTTP/1.1 503");
        assert(isClean(written), JSON.stringify(written));
        if (session.state.init.dialect === "framed") {
          for (const text of textsIn(session.frames)) assert(isClean(text), JSON.stringify(text));
        }
        assertEquals(session.said.filter((text) => cleanText(text) !== text), []);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("session: nothing that was told stays on its way once all has left", () => {
  fc.assert(
    fc.property(dialects, events, (dialects, events) => {
      const { chat } = play(dialects, events);
      for (const who of PEOPLE) chat.drain(who);
      assertEquals(chat.room.state.seats.map(({ outstanding }) => outstanding).filter(Boolean), []);
    }),
    { numRuns: 60 },
  );
});

Deno.test("session: consumes all that its client sends, as long as it talks", () => {
  fc.assert(
    fc.property(dialects, events, (dialects, events) => {
      for (const [session, bytes] of play(dialects, events).sent) {
        if (session.state.phase === "talking") assertEquals(session.consumed, bytes);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("session: a framed client gets each number once and in order", () => {
  fc.assert(
    fc.property(dialects, events, (dialects, events) => {
      for (const session of play(dialects, events).sent.keys()) {
        if (session.state.init.dialect === "plain") continue;
        const told = session.frames.filter(({ type }) =>
          ["said", "joined", "left", "lost", "returned", "renamed"].includes(String(type))
        ).map(({ seq }) => Number(seq));
        assertEquals(told, [...new Set(told)].sort((a, b) => a - b));
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("session: everybody is closed once all close, whatever came before", () => {
  fc.assert(
    fc.property(dialects, events, (dialects, events) => {
      const { chat, sent } = play(dialects, events);
      for (const who of PEOPLE) {
        chat.act(who, (session) => session.take({ type: "closing", reason: "stopping" }));
      }
      for (const session of sent.keys()) {
        assertEquals([session.state.phase, session.exited], ["over", true]);
      }
      // A seat that waits for its client outlives the server's stop.
      const { seats } = chat.room.state;
      assertEquals(seats.filter(({ place }) => place.type !== "lost"), []);
    }),
    { numRuns: 50 },
  );
});

const paced = fc.array(
  fc.record({ frame, paused: fc.option(fc.boolean(), { nil: null }) }),
  { maxLength: 20, size: "max" },
);

Deno.test("session: pausing changes neither what a framed client says nor its order, and holds back nothing else", () => {
  fc.assert(
    fc.property(paced, (paced) => {
      const [steady, held] = [framed(), framed()];
      for (const session of [steady, held]) {
        const from = { id: "m2", name: "kari" };
        const lines = "x\n".repeat(11);
        session.take({ type: "saidLines", from, at: 0, first: 2, count: 11, weight: 9, lines });
      }
      // What all are to be told waits.
      const waits = (act: TestSession["acts"][number]) =>
        typeof act === "string" || act.type === "rename";
      const others = (of: TestSession) => of.acts.filter((act) => !waits(act));
      for (const { frame, paused } of paced) {
        if (paused !== null) held.flow(paused);
        steady.send(frame);
        held.send(frame);
        assertEquals(others(held), others(steady));
        assertEquals(held.exited, steady.exited);
      }
      held.flow(false);
      assertEquals(held.acts.filter(waits), steady.acts.filter(waits));
      assertEquals(held.consumed, steady.consumed);
    }),
    { numRuns: 200 },
  );
});

Deno.test("session: pausing changes neither what a plain client says nor its order", () => {
  const pieces = fc.array(
    fc.record({ bytes, paused: fc.option(fc.boolean(), { nil: null }) }),
    { maxLength: 20, size: "max" },
  );
  fc.assert(
    fc.property(pieces, (pieces) => {
      const [steady, held] = [plain(), plain()];
      for (const { bytes, paused } of pieces) {
        if (paused !== null) held.flow(paused);
        steady.send(bytes);
        held.send(bytes);
      }
      held.flow(false);
      assertEquals(held.acts, steady.acts);
      assertEquals([held.consumed, held.exited], [steady.consumed, steady.exited]);
    }),
    { numRuns: 200 },
  );
});
