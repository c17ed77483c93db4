/**
 * What holds in a room whatever comes, in whatever order, from whomever. The states are frozen: see `test_room.ts`.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromColumn } from "../../actors/column.ts";
import type { PersonName, RoomMessage, SessionId } from "../../actors/messages.ts";
import { isTaken } from "../../actors/room/seats.ts";
import { doorOf, heard, TestRoom, type Told } from "../support/test_room.ts";

const MEGABYTE = 1_048_576;

/** Something that one of five may do; `n` is what it does it with. */
interface Move {
  readonly who: string;
  readonly does: RoomMessage["type"];
  readonly n: number;
}

const PEOPLE = ["ola", "kari", "per", "siv", "åse"];

const move: fc.Arbitrary<Move> = fc.record({
  who: fc.constantFrom(...PEOPLE),
  does: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("join" as const, "enter" as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        "say" as const,
        "sayLines" as const,
        "ack" as const,
        "taken" as const,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom("rename" as const, "read" as const, "typing" as const),
    },
    { weight: 1, arbitrary: fc.constantFrom("leave" as const, "close" as const) },
  ),
  n: fc.nat(30),
});

/** Some sit down, and then come what may. */
const moves = fc.tuple(fc.subarray(PEOPLE), fc.array(move, { maxLength: 60, size: "max" })).map(
  ([first, moves]): readonly Move[] => [
    ...first.flatMap((who): Move[] => [{ who, does: "join", n: 0 }, { who, does: "enter", n: 0 }]),
    ...moves,
  ],
);
const capacity = fc.integer({ min: 1, max: 4 });

/** A room with people who come and go: whoever asks again after leaving has another session. */
class Play {
  readonly room: TestRoom;
  readonly #stays = new Map<string, number>();

  constructor(capacity: number) {
    this.room = new TestRoom({ capacity });
  }

  /** The session of `who`, which the room may not know. */
  session(who: string): string {
    return `${who}${this.#stays.get(who) ?? 0}`;
  }

  /** Does it; what the room sent. */
  act({ who, does, n }: Move): readonly Told[] {
    const { room } = this;
    const session = this.session(who) as SessionId;
    switch (does) {
      case "join":
        // A session asks for a seat once.
        if (room.state.seats.some((seat) => seat.session === session)) return [];
        this.#stays.set(who, (this.#stays.get(who) ?? 0) + 1);
        return room.join(this.session(who), n % 2 === 0 ? who : "ola");
      case "enter":
        return room.enter(session);
      case "rename":
        return room.take({ type: "rename", session, name: (n % 2 ? "ola" : who) as PersonName });
      case "say":
        return room.say(session, [`a${n}`, big(n)], [`b${n % 7}`, "to"], [`a${n}`, "tre"]);
      case "sayLines":
        return room.sayLines(session, ...Array<string>(1 + n % 4).fill("linje"));
      case "ack":
        return room.ack(session, room.state.seq + 3 - n);
      case "read":
        return room.take({ type: "read", session, seq: n });
      case "typing":
        return room.take({ type: "typing", session, active: n % 2 === 0 });
      case "taken":
        return room.taken(session, n * MEGABYTE / 4);
      case "leave":
        return room.leave(session);
      case "close":
        return room.close(session);
    }
  }

  /** The sessions that sit down. */
  get sitting(): readonly string[] {
    return this.room.state.seats.filter(isTaken).map(({ session }) => String(session));
  }
}

/** Some texts are long, so that somebody falls behind now and then. */
function big(n: number): string {
  return n % 2 === 0 ? LONG : "en";
}

const LONG = "x".repeat(3 * MEGABYTE);

/** Checks what each move makes of the room. */
function always(numRuns: number, check: (play: Play, move: Move) => void): void {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(capacity);
      for (const move of moves) check(play, move);
    }),
    { numRuns },
  );
}

/** The numbers that somebody is told of. */
function numbers(told: readonly Told[], who: string): readonly number[] {
  const run = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
  return heard(told, who, "said", "saidLines", "happened").flatMap((fact) =>
    fact.type === "happened" ? [fact.seq] : run(fact.first, fact.count)
  );
}

Deno.test("room: has never more seats than places, each with its own name and id", () => {
  always(60, (play, move) => {
    play.act(move);
    const { seats, config } = play.room.state;
    assert(seats.length <= config.capacity);
    for (const  of of["id", "session", "name"] as const) {
      assertEquals(new Set(seats.map((seat) => seat[of].toLowerCase())).size, seats.length);
    }
  });
});

Deno.test("room: answers every request for a seat, once", () => {
  always(60, (play, move) => {
    const told = play.act(move);
    const answers = told.filter(({ to }) => to === doorOf(play.session(move.who)));
    const asked = move.does === "join" && told.length > 0;
    assertEquals(answers.length, asked ? 1 : 0);
  });
});

Deno.test("room: numbers rise by one, and each listener gets each once and in order", () => {
  always(60, (play, move) => {
    const before = play.room.state.seq;
    const told = play.act(move);
    const given = Array.from({ length: play.room.state.seq - before }, (_, i) => before + 1 + i);
    const actor = play.session(move.who);
    for (const who of play.sitting) assertEquals(numbers(told, who), who === actor ? [] : given);
    for (const { seq } of heard(told, actor, "welcome")) assertEquals(seq, play.room.state.seq);
  });
});

Deno.test("room: one id has one answer for ever, and its text goes out once", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(capacity);
      const known = new Map<string, unknown>();
      for (const move of moves) {
        const told = play.act(move);
        if (move.does !== "say") continue;
        const who = play.session(move.who);
        const fresh: string[] = [];
        for (const { ids, first, at, to } of heard(told, who, "accepted")) {
          for (const [i, id] of fromColumn(ids).entries()) {
            const answer = { seq: first + i, at, to };
            if (!known.has(`${who} ${id}`)) fresh.push(id);
            assertEquals(known.get(`${who} ${id}`) ?? answer, answer);
            known.set(`${who} ${id}`, answer);
          }
        }
        for (const other of play.sitting.filter((other) => other !== who)) {
          assertEquals(heard(told, other, "said").flatMap(({ ids }) => fromColumn(ids)), fresh);
        }
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("room: what is on its way to a seat is what it was told less what has left", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(capacity);
      const onTheirWay = new Map<string, number>();
      for (const move of moves) {
        const told = play.act(move);
        const actor = play.session(move.who);
        if (move.does === "taken") {
          const rest = (onTheirWay.get(actor) ?? 0) - move.n * MEGABYTE / 4;
          onTheirWay.set(actor, Math.max(0, rest));
        }
        for (const { to, message } of told) {
          if ("weight" in message) onTheirWay.set(to, (onTheirWay.get(to) ?? 0) + message.weight);
        }
        for (const { session, outstanding } of play.room.state.seats) {
          assertEquals(outstanding, onTheirWay.get(session) ?? 0);
        }
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("room: holds back exactly those for whom somebody stalls, and tells only changes", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(capacity);
      const held = new Map<string, boolean>();
      for (const move of moves) {
        for (const { to, message } of play.act(move)) {
          if (message.type !== "flow") continue;
          const waits = message.waitingFor !== null;
          assertEquals(held.get(to) ?? false, !waits, "told twice");
          held.set(to, waits);
        }
        const { seats, closed } = play.room.state;
        if (closed) continue;
        for (const { session } of seats.filter(isTaken)) {
          const stalls = seats.some((seat) => seat.session !== session && seat.stalled);
          assertEquals(held.get(session) ?? false, stalls);
        }
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("room: is closed when all have closed, and then for each once", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(capacity);
      const closed: string[] = [];
      for (const move of moves) {
        const told = play.act(move);
        for (const { to, message } of told) if (message.type === "closed") closed.push(to);
        const { seats } = play.room.state;
        const all = seats.length > 0 && seats.every(({ closing }) => closing);
        if (all) assert(seats.every(({ session }) => closed.includes(session)));
        else if (seats.length > 0) assertEquals(closed, []);
      }
      assertEquals(new Set(closed).size, closed.length);
    }),
    { numRuns: 30 },
  );
});
