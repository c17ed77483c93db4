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
  type ConnectionStep,
  type Moment,
  notify,
  type TypingMember,
  withoutEffects,
} from "./connection_state.ts";

/** Our own client tells it again every 5 s: two of them may be lost before it is taken to be over. */
export const TYPING_ENDS_MS = 12_000;

/** Typists that are remembered, of a server that tells of more: as many as there are others in a chat. */
export const MAX_TYPING_MEMBERS = 256;

/** Someone types, or does no more. */
export function handleTyping(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "typing">,
  { at }: Moment,
): ConnectionStep {
  const typingMembers = withoutMember(connection.typingMembers, frame.from.id);
  if (!frame.active) return notify({ ...connection, typingMembers }, frame);
  // Of whom could not be told that it is over, it is not told that it has begun.
  if (typingMembers.length >= MAX_TYPING_MEMBERS || frame.from.id.length > MAX_ID_LENGTH) {
    return withoutEffects(connection);
  }
  const told = notify(
    { ...connection, typingMembers: [...typingMembers, { member: frame.from, at }] },
    frame,
  );
  return typingMembers.length > 0 ? told : {
    connection: told.connection,
    effects: [...told.effects, { type: "wake", timer: "typing", ms: TYPING_ENDS_MS }],
  };
}

/** Looks who has been silent about it for too long. */
export function expireTyping(connection: Connection, { at }: Moment): ConnectionStep {
  // A clock that was put back must not keep anyone typing.
  const typingMembers = connection.typingMembers.map((typist) => ({
    ...typist,
    at: Math.min(typist.at, at),
  }));
  const going = typingMembers.filter((typist) => at - typist.at < TYPING_ENDS_MS);
  const over = typingMembers.filter((typist) => at - typist.at >= TYPING_ENDS_MS);
  const oldest = Math.min(...going.map((typist) => typist.at));
  return {
    connection: { ...connection, typingMembers: going },
    effects: [
      ...over.map(({ member }) =>
        ({ type: "notify", event: { type: "typing", from: member, active: false } }) as const
      ),
      ...(going.length === 0
        ? []
        : [{ type: "wake", timer: "typing", ms: oldest + TYPING_ENDS_MS - at } as const]),
    ],
  };
}

/** Those who type, but for one. */
export function withoutMember(
  typingMembers: readonly TypingMember[],
  id: string,
): readonly TypingMember[] {
  return typingMembers.some(({ member }) => member.id === id)
    ? typingMembers.filter(({ member }) => member.id !== id)
    : typingMembers;
}
