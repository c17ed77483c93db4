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

/** A message that the room sent. `to` is a client's name or a name in `test_room.ts`. */
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

/** The messages of these types to `who`. */
export function heard<T extends MemberMessage["type"]>(
  told: readonly Told[],
  who: string,
  ...types: T[]
): readonly Extract<MemberMessage, { type: T }>[] {
  const wanted: readonly string[] = types;
  return told.flatMap(({ to, message }) =>
    to === who && wanted.includes(message.type)
      ? [message as Extract<MemberMessage, { type: T }>]
      : []
  );
}

/** The saves among the messages. */
export function saves(
  told: readonly Told[],
): readonly Extract<StoreMessage, { type: "save" }>[] {
  return told.flatMap(({ message }) => message.type === "save" ? [message] : []);
}

/** The numbers of events, in order of arrival. */
export function numbersOf(
  facts: readonly Extract<MemberMessage, { type: "said" | "saidLines" | "happened" }>[],
): readonly number[] {
  return facts.flatMap((fact) =>
    fact.type === "happened"
      ? [fact.seq]
      : Array.from({ length: fact.count }, (_, i) => fact.first + i)
  );
}

/** The numbers of the events sent to `who`, in order. */
export function handed(told: readonly Told[], who: string): readonly number[] {
  return numbersOf(heard(told, who, "said", "saidLines", "happened"));
}

/** Each number reported to `who` as delivered. */
export function delivered(told: readonly Told[], who: string): readonly number[] {
  return heard(told, who, "delivered").flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, i) => first + i)
  );
}

/** Recipient and type of each message: `ola: flow`. */
export function gist(told: readonly Told[]): readonly string[] {
  return told.map(({ to, message }) => `${to}: ${message.type}`);
}
