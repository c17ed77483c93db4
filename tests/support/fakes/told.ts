/**
 * What a room sent to whom, and how a test looks into it.
 *
 * @module
 */

import type { OperatorMessage } from "../../../actors/messages/operator.ts";
import type {
  JournalMessage,
  MemberMessage,
  Refused,
  RoomsMessage,
} from "../../../actors/messages/room.ts";
import type { StoreMessage } from "../../../actors/messages/store.ts";

/** What the room sent. A member is called as its person is; the other names are in `test_room.ts`. */
export interface Told {
  readonly to: string;
  readonly message:
    | MemberMessage
    | Refused
    | RoomsMessage
    | JournalMessage
    | StoreMessage
    | OperatorMessage;
}

/** Of what was told, what `who` heard of some types. */
export function heard<T extends MemberMessage["type"]>(
  told: readonly Told[],
  who: string,
  ...types: T[]
): readonly Extract<MemberMessage, { type: T }>[] {
  const wanted: readonly string[] = types;
  return told.flatMap(({ to, message }) =>
    to === who && wanted.includes(message.type)
      ? [message as Extract<MemberMessage, { type: T }>] // What `who` is told is a member's, and its type was looked at.
      : []
  );
}

/** What of it the store was sent. */
export function saves(
  told: readonly Told[],
): readonly Extract<StoreMessage, { type: "save" }>[] {
  return told.flatMap(({ message }) => message.type === "save" ? [message] : []);
}

/** Each number that was told of in facts, in the order they came. */
export function numbersOf(
  facts: readonly Extract<MemberMessage, { type: "said" | "saidLines" | "happened" }>[],
): readonly number[] {
  return facts.flatMap((fact) =>
    fact.type === "happened"
      ? [fact.seq]
      : Array.from({ length: fact.count }, (_, i) => fact.first + i)
  );
}

/** The numbers of all that `who` was handed, in the order it was. */
export function handed(told: readonly Told[], who: string): readonly number[] {
  return numbersOf(heard(told, who, "said", "saidLines", "happened"));
}

/** Each number that `who` was told is delivered. */
export function delivered(told: readonly Told[], who: string): readonly number[] {
  return heard(told, who, "delivered").flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
  );
}

/** Who was told what, shortly: `ola: flow`. */
export function gist(told: readonly Told[]): readonly string[] {
  return told.map(({ to, message }) => `${to}: ${message.type}`);
}
