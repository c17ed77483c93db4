/**
 * Properties of the outbound half, for any input of any clients and any end of their connections.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { chatEvents, dialects, PEOPLE, playChat } from "../../../support/arbitraries/chat_play.ts";

const FORBIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const NUMBERED = ["said", "joined", "left", "lost", "returned", "renamed"];

/** Tells whether a text cannot control a terminal. Tabs and newlines are allowed. */
function isClean(text: string): boolean {
  return !FORBIDDEN.test(text.replaceAll(/[\t\n]/g, ""));
}

/** Every text in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

Deno.test("writer: writes only cleaned texts of others", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      for (const { session, writer } of playChat(dialects, events).sent.keys()) {
        // A late browser gets HTTP, in the server's own words.
        const [written = ""] = writer.written.split("HTTP/1.1 503");
        assert(isClean(written), JSON.stringify(written));
        if (session.state.init.dialect === "plain") continue;
        for (const text of textsIn(writer.frames)) assert(isClean(text), JSON.stringify(text));
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("writer: reports the whole weight after everything has left", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      const { chat } = playChat(dialects, events);
      for (const who of PEOPLE) chat.drain(who);
      assertEquals(chat.room.state.seats.map(({ outstanding }) => outstanding).filter(Boolean), []);
    }),
    { numRuns: 60 },
  );
});

Deno.test("writer: writes each number once and in order to a framed client", () => {
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      for (const { session, writer } of playChat(dialects, events).sent.keys()) {
        if (session.state.init.dialect === "plain") continue;
        const told = writer.frames.filter(({ type }) => NUMBERED.includes(String(type)))
          .map(({ seq }) => Number(seq));
        assertEquals(told, [...new Set(told)].sort((a, b) => a - b));
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("writer: writes the welcome first, and nothing after the closing frame", () => {
  const last = ["refused", "closing"];
  fc.assert(
    fc.property(dialects, chatEvents, (dialects, events) => {
      for (const { session, writer } of playChat(dialects, events).sent.keys()) {
        if (session.state.init.dialect === "plain") continue;
        const types = writer.frames.map(({ type }) => String(type));
        assertEquals([types[0], types.lastIndexOf("welcome")], ["welcome", 0]);
        assert(types.slice(0, -1).every((type) => !last.includes(type)), types.join());
      }
    }),
    { numRuns: 50 },
  );
});
