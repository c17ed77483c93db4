import { assertEquals } from "@std/assert";
import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { Person, RoomCommand } from "../../../actors/messages/operator.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import { restoreRoom } from "../../../actors/room/persistence/snapshot_diff.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { MemoryStore } from "../../support/fakes/memory_store.ts";
import { always } from "../../support/arbitraries/room_play.ts";
import { DIRECTORY, HOST, STORE, TestRoom } from "../../support/fakes/test_room.ts";
import { gist, heard, type Told } from "../../support/fakes/told.ts";
import { HIGH_WATER, OPERATOR_WEIGHT } from "../../../actors/room/flow_control.ts";

const HEI = { type: "announce", text: "hei\nalle" } as const;

function kick(name: string, room = "main"): RoomCommand {
  return { type: "kick", name, room };
}

/** The people in the answer to the operator. */
function people(told: readonly Told[]): readonly Person[] {
  return told.flatMap(({ to, message }) =>
    to === HOST && message.type === "answered" ? message.people : []
  );
}

function names(told: readonly Told[]): readonly string[] {
  return people(told).map(({ name }) => name);
}

Deno.test("room: sends an operator's text with a number to all clients", () => {
  const room = new TestRoom();
  room.seat("ola");
  room.seatPlain("kari");
  const told = room.host(HEI);
  assertEquals(gist(told), ["ola: said", "kari: said", "host: answered"]);
  assertEquals(names(told), ["ola", "kari"]);
  for (const who of ["ola", "kari"]) {
    const [said] = heard(told, who, "said");
    assertEquals(said?.from, { id: "server", name: "Server" });
    assertEquals([said?.first, said?.count, said?.weight], [3, 1, 168]);
    assertEquals([fromTextBatch(said!.ids), fromTextBatch(said!.texts)], [["s3"], [HEI.text]]);
  }
  assertEquals(gist(room.ack("ola", 3)), [], "nobody is told that it is delivered");
});

Deno.test("room: keeps an operator's text for lost clients", () => {
  const room = new TestRoom({ capacity: 3 });
  room.seat("ola", "kari");
  room.leave("ola", "lost");
  room.leave("kari", "lost");
  assertEquals(gist(room.host(HEI)), ["host: answered"]);
  const told = room.resume("ola again", "ola", 2);
  assertEquals(heard(told, "ola again", "said").map(({ first }) => first), [5]);
});

Deno.test("room: keeps an operator's text for a stalled client", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.sayHeavy("ola", "a1", HIGH_WATER);
  assertEquals(names(room.host(HEI)), ["ola", "kari"]);
  assertEquals(heard(room.told, "ola", "said").length, 1);
  assertEquals(itemsIn(room.state.kept).at(-1)?.waitsFor, ["m1", "m2"]);
});

Deno.test("room: reports clients for which an operator's text exceeds the limit", () => {
  const room = new TestRoom({ capacity: 3 });
  room.seat("ola", "kari", "per");
  room.sayHeavy("ola", "a1", HIGH_WATER + OPERATOR_WEIGHT);
  room.ack("per", room.state.seq);
  const told = room.host(HEI);
  assertEquals(names(told), ["ola", "per"]);
  const missed = told.flatMap(({ message }) => message.type === "answered" ? message.missed : []);
  assertEquals(missed.map(({ name }) => name), ["kari"]);
  assertEquals(itemsIn(room.state.kept).at(-1)?.waitsFor, ["m1", "m3"]);
  room.ack("kari", room.state.seq - 1);
  assertEquals(names(room.host(HEI)), ["ola", "kari", "per"]);
});

Deno.test("room: gives no number to an operator's text without recipients", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  room.sayHeavy("ola", "a1", HIGH_WATER + OPERATOR_WEIGHT);
  room.leave("ola");
  const { seq } = room.state;
  assertEquals(gist(room.host(HEI)), ["host: answered"]);
  assertEquals(room.state.seq, seq);
});

Deno.test("room: saves an operator's text", () => {
  const room = new TestRoom({ store: addressOf(STORE) });
  const store = new MemoryStore();
  room.seat("ola", "kari");
  room.leave("kari", "lost");
  room.host(HEI);
  store.receive(room.told);
  store.commit(99, true);
  room.restart(restoreRoom(store.load(room.state.config.name), room.state.config, room.now));
  const told = room.resume("kari again", "kari", 2);
  const [said] = heard(told, "kari again", "said");
  assertEquals([said?.from.name, said?.texts], ["Server", HEI.text]);
});

Deno.test("room: lists its people for the operator", () => {
  const room = new TestRoom({ capacity: 4 });
  room.seat("ola", "kari");
  room.seatPlain("per");
  room.leave("ola", "lost");
  const framed = { room: room.state.config.name, dialect: "framed" } as const;
  assertEquals<unknown>(people(room.host({ type: "listPeople" })), [
    { ...framed, name: "ola", address: "ola:1", lostUntil: room.now + 120_000 },
    { ...framed, name: "kari", address: "kari:1", lostUntil: null },
    { ...framed, name: "per", address: "per:1", dialect: "plain", lostUntil: null },
  ]);
});

Deno.test("room: kicks by name in any case and tells the others", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  const told = room.host(kick("KARI"));
  assertEquals(gist(told), ["kari: closed", "ola: happened", "host: answered"]);
  assertEquals(heard(told, "kari", "closed"), [{ type: "closed", reason: "kicked" }]);
  assertEquals(heard(told, "ola", "happened")[0]?.event, {
    type: "left",
    member: { id: "m2", name: "kari", online: false },
    reason: "kicked",
  });
  assertEquals(names(told), ["kari"]);
  const back = room.resume("kari again", "kari", 2);
  assertEquals(heard(back, "kari again", "welcome")[0]?.resumed, false);
});

Deno.test("room: kicks a lost client, and the store forgets it", () => {
  const room = new TestRoom({ store: addressOf(STORE) });
  const store = new MemoryStore();
  room.seat("ola", "kari");
  room.leave("kari", "lost");
  assertEquals(gist(room.host(kick("kari"))).slice(0, 2), [
    "ola: happened",
    "host: answered",
  ]);
  store.receive(room.told);
  store.commit(99, true);
  assertEquals([...store.saved.seats.keys()], ["m1"]);
  assertEquals(room.timers, []);
});

Deno.test("room: tells the directory when a kick leaves it empty", () => {
  const room = new TestRoom();
  room.seat("ola");
  const told = room.host(kick("ola"));
  assertEquals(told.map(({ to }) => to), ["ola", DIRECTORY, HOST]);
});

Deno.test("room: kicks no client for an unknown name", () => {
  const room = new TestRoom();
  room.seat("ola", "kari");
  for (const wish of [kick("siv"), kick("per"), kick(""), kick("ola", "annet")]) {
    const told = room.host(wish);
    assertEquals([gist(told), names(told)], [["host: answered"], []]);
  }
  assertEquals(room.state.seats.length, 2);
});

Deno.test("room: answers each operator command once, and frees only kicked seats", () => {
  always(40, () => (play, move) => {
    const { seats } = play.room.state;
    const members = seats.map(({ name }) => name);
    const answers = play.act(move).flatMap(({ message }) =>
      message.type === "answered" ? [[...message.people, ...message.missed]] : []
    );
    const wish = ["announce", "listPeople", "kick"].includes(move.does);
    assertEquals(answers.length, wish ? 1 : 0);
    if (!wish) return;
    const wanted = members.filter((name) =>
      move.does !== "kick" || name.toLowerCase() === (move.n % 2 ? "ola" : move.who)
    );
    assertEquals(answers.flat().map(({ name }) => name).toSorted(), wanted.toSorted());
    const left = play.room.state.seats.map(({ name }) => name);
    const kicked = move.does === "kick" ? wanted : [];
    assertEquals(left, seats.map(({ name }) => name).filter((name) => !kicked.includes(name)));
  });
});
