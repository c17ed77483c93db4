/**
 * People who come and go in a room, talk and ack, as a property test makes it up. One who acks what
 * it was not sent boasts. Each request for a seat comes from a new session.
 *
 * @module
 */

import fc from "fast-check";
import { toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { SessionId } from "../../../actors/messages/events.ts";
import { sessionOf } from "../../../actors/room/seat_places.ts";
import type { Seat } from "../../../actors/room/seats.ts";
import { TestRoom } from "../fakes/test_room.ts";
import type { Told } from "../fakes/told.ts";

const MEGABYTE = 1_048_576;

const PEOPLE = ["ola", "kari", "per", "siv", "åse"];

const OFTEN = ["join", "say", "say", "sayLines", "ack", "ack", "taken", "resume"] as const;
const SOMETIMES = [
  "cancelJoin",
  "lose",
  "introduce",
  "rename",
  "read",
  "typing",
  "announce",
  "pass",
  "pass",
] as const;
const SELDOM = ["leave", "close", "kick", "listPeople", "boast"] as const;

/** Something that one of them does; `n` is what it does it with. */
export interface Move {
  readonly who: string;
  readonly does: typeof OFTEN[number] | typeof SOMETIMES[number] | typeof SELDOM[number];
  readonly n: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  who: fc.constantFrom(...PEOPLE),
  does: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...OFTEN) },
    { weight: 3, arbitrary: fc.constantFrom(...SOMETIMES) },
    { weight: 1, arbitrary: fc.constantFrom(...SELDOM) },
  ),
  n: fc.nat(30),
});

/** Some sit down, and then come what may. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.tuple(
  fc.subarray(PEOPLE),
  fc.array(move, { maxLength: 60, size: "max" }),
).map(([first, moves]) => [
  ...first.map((who, n): Move => ({ who, does: "join", n })),
  ...moves,
]);

/** Seats in a room. */
export const capacity: fc.Arbitrary<number> = fc.constantFrom(1, 2, 3, 4, 4);

/** A room with people who come and go. */
export class Play {
  readonly room: TestRoom;
  readonly #stays = new Map<string, number>();
  #said = 0;
  /** The session that each was given its last token with. */
  readonly #tokens = new Map<string, string>();

  constructor(room: TestRoom) {
    this.room = room;
  }

  /** The session of `who`, which the room may not know. */
  session(who: string): string {
    return `${who}${this.#stays.get(who) ?? 0}`;
  }

  /** The seat of a session, if it has one. */
  seat(session: string): Seat | undefined {
    return this.room.state.seats.find((seat) => sessionOf(seat) === session);
  }

  /** The names of the sessions that listen, and their seats. */
  get sitting(): readonly (readonly [session: string, seat: Seat])[] {
    return this.room.state.seats.flatMap((seat) =>
      seat.place.type === "taken" ? [[seat.place.session, seat] as const] : []
    );
  }

  /** Does it; what the room sent. */
  act({ who, does, n }: Move): readonly Told[] {
    const { room } = this;
    const session = this.session(who);
    const seat = this.seat(session);
    const sent = seat?.sent ?? 0;
    switch (does) {
      case "join":
        return seat === undefined ? this.#join(who, n) : [];
      case "cancelJoin":
        return room.cancelJoin(session);
      case "resume":
        return this.#resume(who, n);
      case "introduce":
        return seat?.returns ? [] : room.introduce(session, n % 2 ? "ola" : who);
      case "rename":
        return seat?.returns ? room.rename(session, n % 2 ? "ola" : who) : [];
      case "announce":
        return room.host({ type: "announce", text: "hei".repeat(n) });
      case "kick":
        return room.host({ type: "kick", name: n % 2 ? "OLA" : who, room: "main" });
      case "listPeople":
        return room.host({ type: "listPeople" });
      case "say":
        return seat?.returns ? this.#say(session, n) : [];
      case "sayLines":
        return seat?.returns ? [] : room.sayLines(session, ...Array(1 + n % 4).fill("linje"));
      case "ack":
        return seat?.returns ? room.ack(session, Math.max(0, sent - n % 7)) : [];
      case "taken":
        return room.taken(session, n * MEGABYTE / 4, sent);
      case "read":
        return seat?.returns ? room.read(session, Math.max(0, sent - n % 7)) : [];
      case "boast": {
        const seq = Math.max(sent, seat?.welcomedAt ?? 0) + 1 + n;
        return n % 2 === 0 ? room.ack(session, seq) : room.read(session, seq);
      }
      case "typing":
        return room.typing(session, n % 2 === 0);
      case "pass":
        // A moment, or long enough for seats to be given up.
        return room.pass(n % 2 === 0 ? n * 5_000 : n % 8);
      case "leave":
        return room.leave(session);
      case "lose":
        return room.leave(session, "lost");
      case "close":
        return room.close(session);
    }
  }

  #join(who: string, n: number): readonly Told[] {
    this.#stays.set(who, (this.#stays.get(who) ?? 0) + 1);
    const session = this.session(who);
    this.#tokens.set(who, session);
    return this.room.join(session, n % 2 === 0 ? who : "ola", { returns: n % 3 !== 0 });
  }

  /** It has lost some of what it was sent and had not acked. */
  #resume(who: string, n: number): readonly Told[] {
    const of = this.#tokens.get(who);
    if (of === undefined) return [];
    const seat = this.room.state.seats.find(({ token }) => token === `hash of ${of}`);
    const seq = Math.max(seat?.acked ?? 0, (seat?.sent ?? 0) - n % 7);
    this.#stays.set(who, (this.#stays.get(who) ?? 0) + 1);
    const session = this.session(who);
    const told = this.room.join(session, who, { resume: { of, seq } });
    const back = told.some(({ to, message }) =>
      to === session && message.type === "welcome" && message.resumed
    );
    if (!back) this.#tokens.set(who, session);
    return told;
  }

  /** Some texts weigh as much as long ones, so that somebody falls behind now and then. */
  #say(session: string, n: number): readonly Told[] {
    // Some were said before, and one is said twice.
    const ids = [`a${n}`, `b${++this.#said}`, `c${n % 5}`, `a${n}`, `d${this.#said}`];
    return this.room.take({
      type: "say",
      session: session as SessionId,
      ids: toTextBatch(ids),
      texts: toTextBatch(["en", "to", "tre", "fire", "fem"]),
      count: ids.length,
      bytes: n % 2 === 0 ? 3 * MEGABYTE : 7,
    });
  }
}

/**
 * Plays so many rooms: `begin` makes a check for one of them, which does each move and looks at
 * what came of it.
 */
export function always(numRuns: number, begin: () => (play: Play, move: Move) => void): void {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(new TestRoom({ capacity }));
      const check = begin();
      for (const move of moves) check(play, move);
    }),
    { numRuns },
  );
}
