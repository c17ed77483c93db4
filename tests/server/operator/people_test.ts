import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { PersonName, RoomName } from "../../../actors/messages/events.ts";
import type { Person } from "../../../actors/messages/operator.ts";
import { numberedName, parseName, parseRoomName } from "../../../actors/protocol/names.ts";
import { callable, peopleMeant, withRoom } from "../../../server/operator/people.ts";

/** A person. The name and the room are valid. */
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

Deno.test("operator people: a name means all who have it, unless a room follows", () => {
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

Deno.test("operator people: adds the room to a name only if needed", () => {
  assertEquals(callable(people), [
    "ola",
    "ola main",
    "Kari main",
    "kari annet",
    "per Annet",
    "per annet",
  ]);
});

Deno.test("operator people: everybody has a name that means nobody else", () => {
  const name = fc.constantFrom("a", "b", "a b", "B", "Ola", "ola", "å").map((raw) =>
    parseName(raw)!
  );
  const room = fc.constantFrom("x", "y", "X", "å").map((raw) => parseRoomName(raw)!);
  fc.assert(fc.property(fc.array(fc.tuple(name, room), { maxLength: 6 }), (pairs) => {
    // No two people of a room have the same name.
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
