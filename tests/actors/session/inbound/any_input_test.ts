/**
 * Properties of the inbound half, for any input and any end of the connection.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { cleanText } from "../../../../actors/encoding/sanitize.ts";
import {
  anyBytes,
  anyFrame,
  chatEvents,
  dialects,
  PEOPLE,
  playChat,
} from "../../../support/arbitraries/chat_play.ts";
import { framed, plain, type TestSession } from "../../../support/fakes/test_session.ts";

Deno.test("session: sends the room only cleaned texts", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      for (const { session } of playChat(dialects, events).sent.keys()) {
        assertEquals(session.said.filter((text) => cleanText(text) !== text), []);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("session: consumes every byte while the client talks", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      for (const [{ session }, bytes] of playChat(dialects, events).sent) {
        if (session.state.phase === "talking") assertEquals(session.consumed, bytes);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("session: ends after the server closes, whatever happened before", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      const { chat, sent } = playChat(dialects, events);
      for (const who of PEOPLE) {
        chat.act(who, ({ session }) => session.take({ type: "closing", reason: "stopping" }));
      }
      for (const { session } of sent.keys()) {
        assertEquals([session.state.phase, session.exited], ["over", true]);
      }
      // A seat that waits for its client outlives the server.
      const { seats } = chat.room.state;
      assertEquals(seats.filter(({ place }) => place.type !== "lost"), []);
    }),
    { numRuns: 50 },
  );
});

/** A list of these, with pauses and ends of pauses between them. */
function paced<T>(arbitrary: fc.Arbitrary<T>) {
  const paused = fc.option(fc.boolean(), { nil: null });
  return fc.array(fc.record({ piece: arbitrary, paused }), { maxLength: 20, size: "max" });
}

Deno.test("session: delays only a framed client's texts and names while the room is paused, in order", () => {
  fc.assert(
    fc.property(paced(anyFrame), (paced) => {
      const [steady, held] = [framed(), framed()];
      // Only what the room stores for the others waits.
      const waits = (act: TestSession["acts"][number]) =>
        typeof act === "string" || act.type === "rename";
      const others = (of: TestSession) => of.acts.filter((act) => !waits(act));
      for (const { piece, paused } of paced) {
        if (paused !== null) held.flow(paused);
        steady.send(piece);
        held.send(piece);
        assertEquals(others(held), others(steady));
        assertEquals(held.exited, steady.exited);
      }
      held.flow(false);
      assertEquals(held.acts.filter(waits), steady.acts.filter(waits));
      assertEquals([held.consumed, held.replyText], [steady.consumed, steady.replyText]);
    }),
    { numRuns: 200 },
  );
});

Deno.test("session: changes neither a plain client's texts nor their order by pausing", () => {
  fc.assert(
    fc.property(paced(anyBytes), (paced) => {
      const [steady, held] = [plain(), plain()];
      for (const { piece, paused } of paced) {
        if (paused !== null) held.flow(paused);
        steady.send(piece);
        held.send(piece);
      }
      held.flow(false);
      assertEquals(held.acts, steady.acts);
      assertEquals([held.consumed, held.exited], [steady.consumed, steady.exited]);
    }),
    { numRuns: 200 },
  );
});
