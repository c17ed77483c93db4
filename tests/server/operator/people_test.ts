import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { PersonName, RoomName } from "../../../actors/messages/events.ts";
import type { Person } from "../../../actors/messages/operator.ts";
import { numberedName, parseName, parseRoomName } from "../../../actors/protocol/names.ts";
import { callable, peopleMeant, withRoom } from "../../../server/operator/people.ts";

/** Somebody, by a name and a room that the test knows to be good. */
function person([name, room]: readonly [name: string, room: string]): Person {
  return {
    room: room as RoomName,
    name: name as PersonName,
    address: "",
    dialect: "framed",
    lostUntil: null,
  };
}

const people = ([
  ["ola", "main"],
  ["ola main", "main"],
  ["Kari", "main"],
  ["kari", "annet"],
  ["per", "Annet"],
  ["per", "annet"],
] as const).map(person);

Deno.test("host people: a name stands for all who have it, and a room behind it goes before", () => {
  const meant = (who: string) => peopleMeant(people, who).map(({ name, room }) => [name, room]);
  assertEquals(meant("OLA"), [["ola", "main"]]);
  assertEquals(meant("kari"), [["Kari", "main"], ["kari", "annet"]]);
  assertEquals(meant("kari MAIN"), [["Kari", "main"]]);
  assertEquals(meant("ola main"), [["ola", "main"]]);
  assertEquals(meant("ola main main"), [["ola main", "main"]]);
  assertEquals(meant("per annet"), [["per", "annet"]]);
  assertEquals(meant("per ANNET").length, 2);
  for (const who of ["", "siv", "ola annet", "main"]) assertEquals(meant(who), []);
});

Deno.test("host people: they can be called by name, and by the room where that is not enough", () => {
  assertEquals(callable(people), [
    "ola",
    "ola main",
    "Kari main",
    "kari annet",
    "per Annet",
    "per annet",
  ]);
});

Deno.test("host people: everybody there is can be meant alone", () => {
  const name = fc.constantFrom("a", "b", "a b", "B", "Ola", "ola", "å").map((raw) =>
    parseName(raw)!
  );
  const room = fc.constantFrom("x", "y", "X", "å").map((raw) => parseRoomName(raw)!);
  fc.assert(fc.property(fc.array(fc.tuple(name, room), { maxLength: 6 }), (pairs) => {
    // No two of a room are called the same.
    const there: Person[] = [];
    for (const [wanted, room] of pairs) {
      const taken = there.filter((other) => other.room === room).map(({ name }) => name);
      there.push(person([numberedName(wanted, taken), room]));
    }
    for (const one of there) {
      assertEquals(peopleMeant(there, withRoom(one.name, one.room)), [one]);
    }
  }));
});
