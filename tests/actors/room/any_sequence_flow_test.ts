/**
 * Flow control, timers and closing, after any sequence of messages to a room.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { WINDOW } from "../../../actors/room/flow_control.ts";
import { always } from "../../support/arbitraries/room_play.ts";

const MEGABYTE = 1_048_576;

Deno.test("room: bounds the weight in flight to each seat", () => {
  always(40, () => {
    const onTheirWay = new Map<string, number>();
    return (play, move) => {
      const told = play.act(move);
      const actor = play.session(move.who);
      if (move.does === "taken") {
        const rest = (onTheirWay.get(actor) ?? 0) - move.n * MEGABYTE / 4;
        onTheirWay.set(actor, Math.max(0, rest));
      }
      for (const { to, message } of told) {
        if (!("weight" in message)) continue;
        const before = onTheirWay.get(to) ?? 0;
        assert(before < WINDOW || message.type === "read", "beyond the window");
        onTheirWay.set(to, before + message.weight);
      }
      for (const [session, { outstanding }] of play.sitting) {
        assertEquals(outstanding, onTheirWay.get(session) ?? 0);
      }
    };
  });
});

Deno.test("room: pauses exactly the clients for which another one stalls", () => {
  always(40, () => {
    const held = new Map<string, boolean>();
    return (play, move) => {
      for (const { to, message } of play.act(move)) {
        if (message.type !== "flow") continue;
        const waits = message.waitingFor !== null;
        assertEquals(held.get(to) ?? false, !waits, "told twice");
        held.set(to, waits);
      }
      const { seats, closed } = play.room.state;
      if (closed) return;
      for (const [session, own] of play.sitting) {
        assertEquals(held.get(session) ?? false, seats.some((s) => s !== own && s.stalled));
      }
    };
  });
});

Deno.test("room: has timers for lost and stalled seats, and for no others", () => {
  always(40, () => (play, move) => {
    play.act(move);
    const { state, timers, now } = play.room;
    const lost = state.seats.filter(({ place }) => place.type === "lost");
    for (const { place } of lost) assert(place.type === "lost" && place.until > now);
    assertEquals(
      timers.filter((timer) => timer.startsWith("hold")).toSorted(),
      state.seats.filter(({ place }) => place.type !== "taken").map(({ id }) => `hold ${id}`)
        .toSorted(),
    );
    const stalled = state.seats.filter((seat) =>
      seat.stalled && seat.returns && seat.place.type === "taken"
    );
    assertEquals(
      timers.filter((timer) => timer.startsWith("stall")).toSorted(),
      stalled.map(({ id }) => `stall ${id}`).toSorted(),
    );
  });
});

Deno.test("room: closes each seat once, when all sessions have said all", () => {
  always(40, () => {
    const closed: string[] = [];
    return (play, move) => {
      for (const { to, message } of play.act(move)) {
        if (message.type === "closed" && message.reason === "stopping") closed.push(to);
      }
      const { seats } = play.room.state;
      const there = seats.filter(({ place }) => place.type !== "lost");
      const all = there.some(({ closing }) => closing) && there.every(({ closing }) => closing);
      if (all) assert(play.sitting.every(([session]) => closed.includes(session)));
      else if (there.length > 0) assertEquals(closed, []);
      assertEquals(new Set(closed).size, closed.length);
    };
  });
});
