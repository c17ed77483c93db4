/**
 * What people say and have within a few milliseconds is sent to the store together; whoever comes or goes is not kept waiting.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch, toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import { restoreRoom } from "../../../../actors/room/persistence/snapshot_diff.ts";
import { GATHER } from "../../../../actors/room/persistence/save_delay.ts";
import { addressOf } from "../../../support/fakes/addresses.ts";
import { MemoryStore, SavedState } from "../../../support/fakes/memory_store.ts";
import { capacity, type Move, moves, Play } from "../../../support/arbitraries/room_play.ts";
import { STORE, TestRoom } from "../../../support/fakes/test_room.ts";
import { gist, handed, heard, saves, type Told } from "../../../support/fakes/told.ts";

/** Two who have all, in a room with one seat more, that the store has and was sent nothing just now. */
function talk(): TestRoom {
  const room = new TestRoom({ capacity: 3, store: addressOf(STORE) });
  room.seat("ola", "kari");
  for (const who of ["ola", "kari"]) room.ack(who, 2);
  room.stored();
  room.pass(GATHER);
  return room;
}

/** The same, where something was just said and saved. */
function lively(): TestRoom {
  const room = talk();
  room.say("ola", ["a1", "en"]);
  room.gather();
  return room;
}

/** The types of the changes that the store was sent. */
function changes(told: readonly Told[]): readonly string[] {
  return saves(told).flatMap(({ changes }) => changes.map(({ type }) => type));
}

/** The server is killed, when its store has done all it was sent; the room is there again. */
function kill(room: TestRoom): void {
  const saved = SavedState.of(saves(room.told).flatMap(({ changes }) => changes));
  saved.goAhead();
  const { config } = room.state;
  room.restart(restoreRoom(saved.load(config.name), config, room.now));
}

Deno.test("room: sends the store what is said a moment later, and has no timer then", () => {
  const room = talk();
  assertEquals(gist(room.say("ola", ["a1", "en"])), ["kari: said"]);
  assertEquals(room.timers, ["gather"]);
  assertEquals(room.pass(GATHER - 1), []);
  assertEquals(changes(room.pass(1)), ["kept", "answered", "counted"]);
  assertEquals(room.timers, []);
});

Deno.test("room: sends the store at once what nobody will say to have, where it was quiet before", () => {
  const room = new TestRoom({ capacity: 3, store: addressOf(STORE) });
  room.seat("ola", "kari");
  room.stored();
  room.pass(GATHER);
  assertEquals(changes(room.say("ola", ["a1", "en"])), ["kept", "answered", "counted"]);
  room.now += 1;
  assertEquals(changes(room.say("ola", ["a2", "to"])), []);
  assertEquals(room.timers, ["gather"]);
  assertEquals(changes(room.pass(GATHER - 1)), ["kept", "answered", "counted"]);
  // Its clock is set back.
  room.now -= 1_000;
  assertEquals(saves(room.say("ola", ["a3", "tre"])).length, 1);
});

Deno.test("room: never sends the store a text that all had at once", () => {
  const room = talk();
  room.say("ola", ["a1", "en"], ["a2", "to"]);
  room.ack("kari", 4);
  assertEquals(changes(room.gather()), ["answered", "counted"]);
  assertEquals(gist(room.stored()), ["ola: accepted", "ola: delivered"]);
});

Deno.test("room: sends the store together what is said and had within five milliseconds", () => {
  const room = lively();
  const { now } = room;
  const told = Array.from({ length: 20 }, (_, i) => {
    if (i % 5 === 0) room.now++;
    return [...room.say("ola", [`b${i}`, "hei"]), ...room.ack("kari", 4)];
  });
  assertEquals(saves(told.flat()), []);
  assertEquals(room.timers, ["gather"]);
  // It was set with the first that had to wait.
  room.now = now + 1;
  assertEquals(room.pass(GATHER - 1), []);
  const sent = room.pass(1);
  assertEquals(gist(sent), ["store: save"]);
  const types = Object.groupBy(changes(sent), (type) => type);
  assertEquals(
    Object.entries(types).map(([type, all]) => [type, all?.length]),
    [["released", 1], ["kept", 19], ["answered", 20], ["counted", 1]],
  );
  assertEquals(room.pass(GATHER), []);
});

Deno.test("room: the store is sent the answers to what was said and had within one gathering", () => {
  const room = lively();
  room.say("ola", ["a2", "to"]);
  const answer = { first: 4, at: room.now, to: 1 };
  room.ack("kari", 4);
  assertEquals(changes(room.gather()), ["released", "answered", "counted"]);
  kill(room);
  room.resume("kari2", "kari", 4);
  room.resume("ola2", "ola", 2);
  assertEquals(room.say("ola2", ["a2", "to"]), [
    { to: "ola2", message: { type: "accepted", ids: toTextBatch(["a2"]), ...answer } },
  ]);
});

Deno.test("room: the store is sent all answers to what was had in part within one gathering", () => {
  const room = lively();
  room.say("ola", ["a2", "to"], ["a3", "tre"]);
  room.ack("kari", 4);
  const [save] = saves(room.gather());
  assertEquals(
    save?.changes.flatMap((change) => change.type === "answered" ? [change.answers.ids] : []),
    [toTextBatch(["a2", "a3"])],
  );
  assertEquals(
    save?.changes.flatMap((change) =>
      change.type === "kept" && change.entry.fact.type === "said" ? [change.entry.fact.first] : []
    ),
    [5],
  );
});

Deno.test("room: the store is sent what an answer was, also where some left meanwhile", () => {
  const room = talk();
  room.seat("per");
  for (const who of ["ola", "kari", "per"]) room.ack(who, 3);
  room.say("ola", ["a1", "en"]);
  const [save] = saves(room.leave("per"));
  assertEquals(
    save?.changes.flatMap((change) => change.type === "answered" ? [change.answers.to] : []),
    [2],
  );
});

Deno.test("room: whatever else happens is saved at once, and with it what waited", () => {
  const happenings: Record<string, (room: TestRoom) => readonly Told[]> = {
    join: (room) => room.join("per"),
    quit: (room) => room.leave("kari"),
    lost: (room) => room.leave("ola", "lost"),
    close: (room) => room.close("ola"),
    rename: (room) => room.rename("ola", "åse"),
    announce: (room) => room.host({ type: "announce", text: "hei" }),
    stored: (room) => room.stored(room.state.saving.last),
    saveAnew: (room) => room.take({ type: "saveAnew" }),
  };
  for (const [name, happen] of Object.entries(happenings)) {
    const room = lively();
    room.say("ola", ["a2", "to"]);
    const sent = changes(happen(room));
    assert(sent.includes("answered"), name);
    assertEquals(room.pass(GATHER), [], `${name}: nothing is left`);
  }
});

Deno.test("room: ends at once, whatever waits", () => {
  const room = lively();
  room.leave("kari");
  room.say("ola", ["a2", "to"]);
  assertEquals(gist(room.leave("ola")), ["directory: vacant", "store: save"]);
  assertEquals(changes(room.told.slice(-1)), ["cleared"]);
  assertEquals(room.pass(GATHER), []);
});

Deno.test("room: accepts nothing before the store has what it went with", () => {
  const room = lively();
  const { last } = room.state.saving;
  room.say("ola", ["a2", "to"]);
  assertEquals(gist(room.stored(last)), ["ola: accepted", "store: save"]);
  assertEquals(gist(room.stored(last)), []);
  assertEquals(gist(room.stored(last + 1)), ["ola: accepted"]);
});

Deno.test("room: sends the store what waited when it failed with all the rest", () => {
  const room = lively();
  const { last } = room.state.saving;
  room.say("ola", ["a2", "to"]);
  assertEquals(gist(room.unstored(last)), ["ola: unsafe"]);
  assertEquals(room.pass(999), []);
  assertEquals(changes(room.pass(1)).filter((type) => type === "kept").length, 2);
  assertEquals(gist(room.stored()), ["ola: accepted", "ola: accepted"]);
});

Deno.test("room: gathers nothing while it is to be sent as a whole", () => {
  const room = lively();
  const { last } = room.state.saving;
  room.say("ola", ["a2", "to"]);
  room.unstored(last);
  room.pass(GATHER);
  room.say("ola", ["a3", "tre"]);
  assertEquals(room.timers, ["save"]);
  assertEquals(room.state.saving.answered, []);
  const [save] = saves(room.pass(1_000));
  assertEquals(
    save?.changes.flatMap((change) =>
      change.type === "answered" ? fromTextBatch(change.answers.ids) : []
    ),
    ["a1", "a2", "a3"],
  );
});

Deno.test("room: one that crashes while something waits saves it when it runs again", () => {
  const room = lively();
  room.say("ola", ["a2", "to"]);
  room.restart(room.state);
  assertEquals(room.timers, ["gather"]);
  assertEquals(changes(room.pass(GATHER)), ["kept", "answered", "counted"]);
});

Deno.test("room: what waited when the server was killed is said again, and passed on", () => {
  const room = lively();
  assertEquals(heard(room.say("ola", ["a2", "to"]), "ola", "accepted"), []);
  kill(room);
  room.resume("kari2", "kari", 4);
  room.resume("ola2", "ola", 2);
  const told = room.say("ola2", ["a2", "to"]);
  assertEquals(handed(told, "kari2"), [room.state.seq]);
});

/** What two who talk do, in the time that passes, and what the store does: with some of its `save`s, well or not. */
const talking = fc.oneof(
  fc.record({ type: fc.constantFrom("say", "ack"), who: fc.constantFrom("ola", "kari") }),
  fc.record({ type: fc.constant("pass"), ms: fc.constantFrom(1, 2, 4, 6, 1_000) }),
  fc.record({
    type: fc.constant("commit"),
    count: fc.nat(2),
    well: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  }),
);

Deno.test("room: sends the store each answer once, however soon all have what it is the answer to", () => {
  fc.assert(
    fc.property(fc.array(talking, { maxLength: 40, size: "max" }), (happenings) => {
      const room = talk();
      const store = new MemoryStore();
      store.receive(room.told);
      const commit = (count: number, well: boolean) => {
        for (const reply of store.commit(count, well)) store.receive(room.take(reply));
      };
      commit(9, true);
      let said = 0;
      for (const happening of happenings) {
        if ("count" in happening) commit(happening.count, happening.well);
        else if ("ms" in happening) store.receive(room.pass(happening.ms));
        else if (happening.type === "ack") {
          store.receive(room.ack(happening.who, room.state.seq));
        } else store.receive(room.say(happening.who, [`a${++said}`, "hei"], [`b${said}`, "hopp"]));
      }
      for (let tries = 0; tries < 3; tries++) {
        store.receive(room.pass(1_000));
        while (!store.idle) commit(1, true);
      }
      const saved = [...store.saved.answers.values()].flatMap((answers) => [...answers.values()]);
      assertEquals(saved.length, 2 * said);
      assert(saved.every(({ to }) => to === 1));
      const sent = saves(room.told).flatMap(({ changes }) => changes);
      const whole = sent.findLastIndex(({ type }) => type === "cleared");
      const answered = sent.slice(whole).flatMap((change) =>
        change.type === "answered" ? fromTextBatch(change.answers.ids) : []
      );
      assertEquals(answered.length, 2 * said);
    }),
    { numRuns: 40 },
  );
});

/** What people do all the time. */
const GATHERED: readonly Move["does"][] = ["say", "sayLines", "ack", "read", "typing", "taken"];

Deno.test("room: has a timer while something waits, and saves what people say no more often", () => {
  fc.assert(
    fc.property(capacity, moves, (capacity, moves) => {
      const play = new Play(new TestRoom({ capacity, store: addressOf(STORE) }));
      const { room } = play;
      for (const move of moves) {
        const { at } = room.state.saving;
        const sent = saves(play.act(move)).length;
        if (GATHERED.includes(move.does) && sent > 0) {
          assert(room.now - at >= GATHER);
          assert(!room.state.seats.some(({ acks }) => acks));
        }
        assertEquals(room.gathers, room.state.saving.gathering);
      }
    }),
    { numRuns: 30 },
  );
});
