/**
 * Who of the others is typing. What nobody takes back comes to an end by itself: the one who began it may be gone, or
 * its client may not tell. It must not know what is typed.
 *
 * @module
 */

import type { FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import { MAX_ID_LENGTH } from "../../actors/protocol/limits.ts";
import {
  type Connection,
  type Moment,
  quietly,
  type Step,
  tell,
  type Typist,
} from "./connection_state.ts";

/** Our own client tells it again every 5 s: two of them may be lost before it is taken to be over. */
export const TYPING_ENDS_MS = 12_000;

/** Typists that are remembered, of a server that tells of more: as many as there are others in a chat. */
export const MAX_TYPISTS = 256;

/** Someone types, or does no more. */
export function follow(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "typing">,
  { at }: Moment,
): Step {
  const typists = without(connection.typists, frame.from.id);
  if (!frame.active) return tell({ ...connection, typists }, frame);
  // Of whom could not be told that it is over, it is not told that it has begun.
  if (typists.length >= MAX_TYPISTS || frame.from.id.length > MAX_ID_LENGTH) {
    return quietly(connection);
  }
  const told = tell({ ...connection, typists: [...typists, { who: frame.from, at }] }, frame);
  return typists.length > 0 ? told : {
    connection: told.connection,
    effects: [...told.effects, { type: "wake", timer: "typing", ms: TYPING_ENDS_MS }],
  };
}

/** Looks who has been silent about it for too long. */
export function endTyping(connection: Connection, { at }: Moment): Step {
  // A clock that was put back must not keep anyone typing.
  const typists = connection.typists.map((typist) => ({ ...typist, at: Math.min(typist.at, at) }));
  const going = typists.filter((typist) => at - typist.at < TYPING_ENDS_MS);
  const over = typists.filter((typist) => at - typist.at >= TYPING_ENDS_MS);
  const oldest = Math.min(...going.map((typist) => typist.at));
  return {
    connection: { ...connection, typists: going },
    effects: [
      ...over.map(({ who }) =>
        ({ type: "notify", event: { type: "typing", from: who, active: false } }) as const
      ),
      ...(going.length === 0
        ? []
        : [{ type: "wake", timer: "typing", ms: oldest + TYPING_ENDS_MS - at } as const]),
    ],
  };
}

/** Those who type, but for one. */
export function without(typists: readonly Typist[], id: string): readonly Typist[] {
  return typists.some(({ who }) => who.id === id)
    ? typists.filter(({ who }) => who.id !== id)
    : typists;
}
