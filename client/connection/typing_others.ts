/**
 * Which of the other members are typing. A typing signal expires, because its sender may be gone,
 * or its client may never end it. It must not know what they type.
 *
 * @module
 */

import type { FrameNamed, ServerFrame } from "../../actors/protocol/frames.ts";
import { MAX_ID_LENGTH } from "../../actors/protocol/limits.ts";
import {
  type Connection,
  type ConnectionStep,
  type Moment,
  noEffects,
  notify,
  type TypingMember,
} from "./connection_state.ts";

/** When a signal expires. A client repeats its signal every 5 s, so two may be lost. */
export const TYPING_ENDS_MS = 12_000;

/** How many members to remember: as many as a chat may have. A broken server may name more. */
export const MAX_TYPING_MEMBERS = 256;

/** Handles a typing signal. */
export function handleTyping(
  connection: Connection,
  frame: FrameNamed<ServerFrame, "typing">,
  { at }: Moment,
): ConnectionStep {
  const typingMembers = exceptMember(connection.typingMembers, frame.from.id);
  if (!frame.active) return notify({ ...connection, typingMembers }, frame);
  // Without a place to remember this member, their signal would never expire.
  if (typingMembers.length >= MAX_TYPING_MEMBERS || frame.from.id.length > MAX_ID_LENGTH) {
    return noEffects(connection);
  }
  const started = notify(
    { ...connection, typingMembers: [...typingMembers, { member: frame.from, at }] },
    frame,
  );
  return typingMembers.length > 0 ? started : {
    connection: started.connection,
    effects: [...started.effects, { type: "wake", timer: "typing", ms: TYPING_ENDS_MS }],
  };
}

/** Expires the signals that were not repeated in time. */
export function expireTyping(connection: Connection, { at }: Moment): ConnectionStep {
  // If the clock was set back, start counting from now.
  const typingMembers = connection.typingMembers.map((typing) => ({
    ...typing,
    at: Math.min(typing.at, at),
  }));
  const going = typingMembers.filter((typing) => at - typing.at < TYPING_ENDS_MS);
  const over = typingMembers.filter((typing) => at - typing.at >= TYPING_ENDS_MS);
  const oldest = Math.min(...going.map((typing) => typing.at));
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

/** The typing members except one. */
export function exceptMember(
  typingMembers: readonly TypingMember[],
  id: string,
): readonly TypingMember[] {
  return typingMembers.some(({ member }) => member.id === id)
    ? typingMembers.filter(({ member }) => member.id !== id)
    : typingMembers;
}
