/**
 * Names as the operator types them: which people a name means, and which name means just one of
 * them.
 *
 * @module
 */

import type { Person } from "../../actors/messages/operator.ts";
import { isSameName } from "../../actors/protocol/names.ts";

/**
 * Finds the people that a name means.
 *
 * @param people All people with seats.
 * @param who A name; or a name, a space and a room, which takes precedence.
 * @returns None, one, or several people with the same name in different rooms.
 */
export function peopleMeant(people: readonly Person[], who: string): readonly Person[] {
  const there = people.filter(({ name, room }) => isSameName(withRoom(name, room), who));
  // Room names may differ only in case. Names within a room may not.
  const exactly = there.filter(({ room }) => who.endsWith(room));
  if (there.length > 0) return exactly.length > 0 ? exactly : there;
  return people.filter(({ name }) => isSameName(name, who));
}

/** What to type for each: the name, with the room behind it if several people have that name. */
export function callable(people: readonly Person[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(fold(name), (counts.get(fold(name)) ?? 0) + 1);
  return people.map(({ name, room }) => counts.get(fold(name)) === 1 ? name : withRoom(name, room));
}

/** A name that means one person, as {@linkcode peopleMeant} reads it. */
export function withRoom(name: string, room: string): string {
  return `${name} ${room}`;
}

/** Names are in NFC already. */
function fold(name: string): string {
  return name.toLowerCase();
}
