/**
 * What the host may call people: whom a name stands for, and what would stand for each. Where they sit and how they are
 * asked for it does not know.
 *
 * @module
 */

import type { Person } from "../../actors/messages/operator.ts";
import { isSameName } from "../../actors/protocol/names.ts";

/**
 * Finds those whom the host means.
 *
 * @param people All there are.
 * @param who A name; or a name, a space and a room, which goes before.
 * @returns Nobody, the one, or several, who are called the same in different rooms.
 */
export function peopleMeant(people: readonly Person[], who: string): readonly Person[] {
  const there = people.filter(({ name, room }) => isSameName(withRoom(name, room), who));
  // Rooms may be called the same but for case, which no two people of a room are.
  const exactly = there.filter(({ room }) => who.endsWith(room));
  if (there.length > 0) return exactly.length > 0 ? exactly : there;
  return people.filter(({ name }) => isSameName(name, who));
}

/** What stands for each: the name, with the room behind it where several have that name. */
export function callable(people: readonly Person[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1);
  return people.map(({ name, room }) => counts.get(fold(name)) === 1 ? name : withRoom(name, room));
}

/** What stands for one person alone, as {@linkcode peopleMeant} reads it. */
export function withRoom(name: string, room: string): string {
  return `${name} ${room}`;
}

/** Names are in their composed form. */
function fold(name: string): string {
  return name.toLowerCase();
}
