/**
 * What holds of all that is written to a chat's clients, whatever they send, and whatever becomes of them.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { dialects, incidents, PEOPLE, play } from "../../../support/arbitraries/chat_play.ts";

const FORBIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const NUMBERED = ["said", "joined", "left", "lost", "returned", "renamed"];

/** Whether it holds nothing that acts on a terminal; tabs and newlines may stay. */
function isClean(text: string): boolean {
  return !FORBIDDEN.test(text.replaceAll(/[\t\n]/g, ""));
}

/** All texts in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

Deno.test("writer: writes only cleaned texts of others", () => {
  fc.assert(
    fc.property(dialects, incidents, (dialects, incidents) => {
      for (const { session, writer } of play(dialects, incidents).sent.keys()) {
        // What a late browser is answered is HTTP, and the server's own.
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
    fc.property(dialects, incidents, (dialects, incidents) => {
      const { chat } = play(dialects, incidents);
      for (const who of PEOPLE) chat.drain(who);
      assertEquals(chat.room.state.seats.map(({ outstanding }) => outstanding).filter(Boolean), []);
    }),
    { numRuns: 60 },
  );
});

Deno.test("writer: writes each number once and in order to a framed client", () => {
  fc.assert(
    fc.property(dialects, incidents, (dialects, incidents) => {
      for (const { session, writer } of play(dialects, incidents).sent.keys()) {
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
    fc.property(dialects, incidents, (dialects, incidents) => {
      for (const { session, writer } of play(dialects, incidents).sent.keys()) {
        if (session.state.init.dialect === "plain") continue;
        const types = writer.frames.map(({ type }) => String(type));
        assertEquals([types[0], types.lastIndexOf("welcome")], ["welcome", 0]);
        assert(types.slice(0, -1).every((type) => !last.includes(type)), types.join());
      }
    }),
    { numRuns: 50 },
  );
});
