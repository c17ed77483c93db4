/**
 * What holds in a room after any sequence of messages. States are frozen: see `test_room.ts`.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { NumberedEvent } from "../../../actors/messages/events.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import type { Seat } from "../../../actors/room/seats.ts";
import { always, type Move } from "../../support/arbitraries/room_play.ts";
import { gist, handed, heard } from "../../support/fakes/told.ts";
import { HIGH_WATER, OPERATOR_WEIGHT, WINDOW } from "../../../actors/room/flow_control.ts";

/** Appends to the list of a name. */
function add<T>(map: Map<string, T[]>, name: string, items: readonly T[]): readonly T[] {
  const all = [...map.get(name) ?? [], ...items];
  map.set(name, all);
  return all;
}

/** All numbers from the first to the last. */
function run(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

Deno.test("room: never has too many seats, or two with one name, id or token", () => {
  always(40, () => (play, move) => {
    play.act(move);
    const { seats, config } = play.room.state;
    assert(seats.length <= config.capacity);
    for (const part of ["id", "token", "name"] as const) {
      assertEquals(new Set(seats.map((seat) => seat[part].toLowerCase())).size, seats.length);
    }
  });
});

Deno.test("room: answers every join once", () => {
  always(40, () => (play, move) => {
    const before = play.session(move.who);
    const told = play.act(move);
    const session = play.session(move.who);
    const answers = told.filter(({ to, message }) =>
      to === session && (message.type === "refused" || message.type === "welcome")
    );
    if (move.does === "introduce") return;
    assertEquals(answers.length, session === before ? 0 : 1);
  });
});

Deno.test("room: a cancelled join frees a new seat, and keeps one that was taken back", () => {
  always(40, () => (play, move) => {
    const seat = play.seat(play.session(move.who));
    play.act(move);
    if (move.does !== "cancelJoin" || seat?.place.type !== "taken") return;
    const now = play.room.state.seats.find(({ id }) => id === seat.id);
    assertEquals(now?.place.type, seat.place.resumed ? "lost" : undefined);
  });
});

Deno.test("room: sends each seat every number after its welcome, once and in order", () => {
  always(60, () => {
    const published = new Map<string, number[]>();
    const got = new Map<string, number[]>();
    const since = new Map<string, number>();
    return (play, move) => {
      const { seq } = play.room.state;
      const told = play.act(move);
      const { state } = play.room;
      for (const { first, last, waitsFor } of itemsIn(state.kept)) {
        if (first <= seq) continue;
        for (const member of waitsFor) add(published, member, run(first, last));
      }
      for (const [session, { id, sent, outstanding }] of play.sitting) {
        const [welcome] = heard(told, session, "welcome");
        if (!since.has(session)) since.set(session, welcome?.since ?? NaN);
        const all = add(got, session, handed(told, session));
        const wanted = (published.get(id) ?? []).filter((seq) => seq > (since.get(session) ?? NaN));
        assertEquals(all, wanted.filter((seq) => seq <= sent));
        assert(outstanding >= WINDOW || all.length === wanted.length, "it could have had more");
      }
    };
  });
});

/** Moves that end seats of other clients. */
const TO_OTHERS: readonly Move["does"][] = ["pass", "lose", "kick", "cancelJoin"];

Deno.test("room: keeps every numbered event for all but the client it is about", () => {
  always(40, () => (play, move) => {
    const { seq, seats: before } = play.room.state;
    play.act(move);
    // The session does not tell whose seat these end.
    if (TO_OTHERS.includes(move.does)) return;
    const { kept, seats } = play.room.state;
    const own = play.seat(play.session(move.who));
    const isOwn = (fact: NumberedEvent) => fact.type === "happened" || fact.from.id === own?.id;
    for (const { fact, waitsFor } of itemsIn(kept).filter(({ first }) => first > seq)) {
      // A stalled client is not told of `lost` and `returned`.
      const returned = fact.type === "happened" && fact.event.type === "returned";
      if (returned && before.some(({ stalled }) => stalled)) continue;
      // A client hears of its own new name. If it had that name already, nobody else does.
      const same = fact.type === "happened" && fact.event.type === "renamed" &&
        fact.event.was === fact.event.member.name && move.does === "rename";
      const all = move.does === "rename" || !isOwn(fact);
      // Nothing holds the operator back, so a text that does not fit is not for that seat.
      const fits = ({ id }: Seat) =>
        move.does !== "announce" ||
        before.some((seat) =>
          seat.id === id && seat.owed + fact.weight <= HIGH_WATER + OPERATOR_WEIGHT
        );
      const listeners = seats.filter((seat) => same ? seat === own : all || seat !== own)
        .filter(fits);
      assertEquals(waitsFor, listeners.map(({ id }) => id));
    }
  });
});

Deno.test("room: answers an id always alike, and sends its text once", () => {
  always(40, () => {
    const answers = new Map<string, unknown>();
    return (play, move) => {
      const { seq, seats } = play.room.state;
      const told = play.act(move);
      const seat = play.seat(play.session(move.who));
      if (move.does !== "say" || seat === undefined) return;
      const fresh: string[] = [];
      for (const { ids, first, at, to } of heard(told, play.session(move.who), "accepted")) {
        for (const [i, id] of fromTextBatch(ids).entries()) {
          const answer = { seq: first + i, at, to };
          if (!answers.has(`${seat.id} ${id}`)) fresh.push(id);
          assertEquals(answers.get(`${seat.id} ${id}`) ?? answer, answer);
          answers.set(`${seat.id} ${id}`, answer);
        }
      }
      assertEquals(play.room.state.seq - seq, fresh.length);
      const out = itemsIn(play.room.state.kept).filter(({ first }) => first > seq);
      const listened = seats.length > 1;
      assertEquals(
        out.flatMap(({ fact }) => fact.type === "said" ? fromTextBatch(fact.ids) : []),
        listened ? fresh : [],
      );
    };
  });
});

Deno.test("room: answers an ack beyond what was sent with neverSent, and changes nothing", () => {
  always(40, () => (play, move) => {
    const { state } = play.room;
    const session = play.session(move.who);
    const sits = play.sitting.some(([sitting]) => sitting === session);
    const told = gist(play.act(move));
    if (move.does === "boast") {
      assertEquals(told, sits ? [`${session}: neverSent`] : []);
      assertEquals(play.room.state, state);
    } else assert(told.every((line) => !line.endsWith("neverSent")), "it was sent that");
  });
});

Deno.test("room: keeps exactly what some seat has not acked, and knows its weight", () => {
  always(60, () => (play, move) => {
    play.act(move);
    const { kept, seats } = play.room.state;
    const all = itemsIn(kept);
    const owes = (seat: Seat) =>
      all.filter(({ last, waitsFor }) => last > seat.acked && waitsFor.includes(seat.id));
    for (const seat of seats) {
      assertEquals(seat.owed, owes(seat).reduce((sum, { fact }) => sum + fact.weight, 0));
    }
    const wanted = new Set(seats.flatMap(owes));
    assert(all.every((entry) => wanted.has(entry)), "kept for nobody");
    const numbers = all.flatMap(({ first, last }) => run(first, last));
    assertEquals(numbers, [...new Set(numbers)].sort((a, b) => a - b));
  });
});

Deno.test("room: reports each number as delivered once, after all have acked it", () => {
  always(40, () => {
    const known = new Set<number>();
    return (play, move) => {
      for (const { message } of play.act(move)) {
        if (message.type !== "delivered") continue;
        for (const seq of run(message.first, message.last)) {
          assert(!known.has(seq), "told twice");
          known.add(seq);
        }
      }
      for (const { first, last, waitsFor } of itemsIn(play.room.state.kept)) {
        const acked = play.room.state.seats.filter(({ id }) => waitsFor.includes(id))
          .map(({ acked }) => acked);
        const missing = run(first, last).filter((seq) => seq > Math.min(...acked));
        assert(missing.every((seq) => !known.has(seq)));
      }
    };
  });
});
