/**
 * What holds of framed clients whose connections break, in whatever way, and who come back.
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

/** The numbers that have left for a client, in the order in which they did. */
function numbersOf(chat: TestChat, who: string): readonly number[] {
  return chat.heard(who).filter(({ type }) => NUMBERED.includes(String(type)))
    .map(({ seq }) => Number(seq));
}

/** All numbers that anybody was told, but of a member itself, after it joined. */
function numbersFor(chat: TestChat, member: string, since: number): readonly number[] {
  const numbers = chat.room.told.flatMap(({ message }): readonly number[] => {
    if (!["said", "saidLines", "happened"].includes(message.type)) return [];
    // The line above has just looked.
    const fact = message as NumberedEvent;
    if (fact.type === "happened") return fact.event.member.id === member ? [] : [fact.seq];
    if (fact.from.id === member) return [];
    return Array.from({ length: fact.count }, (_, i) => fact.first + i);
  });
  return [...new Set(numbers)].filter((seq) => seq > since).sort((a, b) => a - b);
}

/** Lets a client take what was written to it, and come back if its connection broke. */
function settle(chat: TestChat, who: string): void {
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
      // Whoever came back last was heard of by all.
      for (const who of [...PEOPLE, ...PEOPLE]) settle(chat, who);
      for (const who of PEOPLE) {
        const [welcome] = chat.heard(who);
        const { id } = welcome?.you as { id: string }; // Its first frame.
        assertEquals(numbersOf(chat, who), numbersFor(chat, id, Number(welcome?.seq)), who);
      }
    }),
    { numRuns: 80 },
  );
});
