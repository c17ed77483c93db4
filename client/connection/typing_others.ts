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
  type ConnectionEffect,
  type ConnectionStep,
  type Moment,
  notify,
  step,
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
    return step(connection);
  }
  const more = { ...connection, typingMembers: [...typingMembers, { member: frame.from, at }] };
  if (typingMembers.length > 0) return notify(more, frame);
  return step(
    more,
    { type: "notify", event: frame },
    { type: "wake", timer: "typing", ms: TYPING_ENDS_MS },
  );
}

/** Expires the signals that were not repeated in time. */
export function expireTyping(connection: Connection, { at }: Moment): ConnectionStep {
  const [going, over]: [TypingMember[], ConnectionEffect[]] = [[], []];
  for (const { member, at: since } of connection.typingMembers) {
    // If the clock was set back, start counting from now.
    const typing = { member, at: Math.min(since, at) };
    if (at - typing.at < TYPING_ENDS_MS) going.push(typing);
    else over.push({ type: "notify", event: { type: "typing", from: member, active: false } });
  }
  const expired = { ...connection, typingMembers: going };
  if (going.length === 0) return step(expired, ...over);
  const oldest = Math.min(...going.map((typing) => typing.at));
  const ms = oldest + TYPING_ENDS_MS - at;
  return step(expired, ...over, { type: "wake", timer: "typing", ms });
}

/** The typing members except one. */
export function exceptMember(
  typingMembers: readonly TypingMember[],
  id: string,
): readonly TypingMember[] {
  return typingMembers.filter(({ member }) => member.id !== id);
}
