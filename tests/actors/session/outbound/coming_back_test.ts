/**
 * Properties of framed clients that lose their connections and resume.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { NumberedEvent } from "../../../../actors/messages/events.ts";
import { TestChat } from "../../../support/fakes/test_chat.ts";

const PEOPLE = ["ola", "kari", "per"];
const NUMBERED = ["said", "joined", "left", "lost", "returned", "renamed"];

const step = fc.record({
  who: fc.constantFrom(...PEOPLE),
  what: fc.constantFrom("say", "say", "drain", "ack", "pause", "lose", "come back"),
});

/** The numbers that have left for a client, in order. */
function numbersOf(chat: TestChat, who: string): readonly number[] {
  return chat.heard(who).filter(({ type }) => NUMBERED.includes(String(type)))
    .map(({ seq }) => Number(seq));
}

/** The numbers that a member should get: every one after `since` that is not about itself. */
function numbersFor(chat: TestChat, member: string, since: number): readonly number[] {
  const numbers = chat.room.told.flatMap(({ message }): readonly number[] => {
    if (!["said", "saidLines", "happened"].includes(message.type)) return [];
    // The line above has checked the type.
    const event = message as NumberedEvent;
    if (event.type === "happened") return event.event.member.id === member ? [] : [event.seq];
    if (event.from.id === member) return [];
    return Array.from({ length: event.count }, (_, i) => event.first + i);
  });
  return [...new Set(numbers)].filter((seq) => seq > since).sort((a, b) => a - b);
}

/** Resumes a client if its connection broke, and lets everything leave for it. */
function reconnectAndDrain(chat: TestChat, who: string): void {
  chat.act(who, ({ session }) => {
    if (session.exited) chat.comeBack(who, numbersOf(chat, who).at(-1) ?? 0);
  });
  chat.drain(who);
}

function play(steps: readonly { who: string; what: string }[]): TestChat {
  const chat = new TestChat(PEOPLE.length);
  for (const who of PEOPLE) {
    chat.join(who, "framed");
    chat.drain(who);
  }
  let texts = 0;
  for (const { who, what } of steps) {
    const has = numbersOf(chat, who).at(-1) ?? chat.heard(who)[0]?.seq;
    if (what === "drain") chat.drain(who);
    if (what === "come back") chat.comeBack(who, Number(has));
    chat.act(who, ({ session }) => {
      if (session.exited) return;
      if (what === "say") session.sendFrames({ type: "say", id: `${texts++}`, text: "hei" });
      if (what === "ack") session.sendFrames({ type: "ack", seq: has });
      if (what === "lose") session.take({ type: "ended", lost: true });
      if (what === "pause") session.flow(texts % 2 === 0);
    });
  }
  return chat;
}

Deno.test("writer: writes a client that resumes each number once, in order and without gaps", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const chat = play(steps);
      // Twice: everyone also gets the event of the last return.
      for (const who of [...PEOPLE, ...PEOPLE]) reconnectAndDrain(chat, who);
      for (const who of PEOPLE) {
        const [welcome] = chat.heard(who);
        const { id } = welcome?.you as { id: string }; // Its first frame.
        assertEquals(numbersOf(chat, who), numbersFor(chat, id, Number(welcome?.seq)), who);
      }
    }),
    { numRuns: 80 },
  );
});
