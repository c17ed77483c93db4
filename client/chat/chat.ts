/**
 * The chat as one person sees it: the members, the log, and the state of the connection. It must
 * not know how or in which language it is shown, or where the events come from.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { FrameNamed, Identity, Member, ServerFrame } from "../../actors/protocol/frames.ts";
import type { ConnectionEvent, Ending } from "../connection/connection_events.ts";
import {
  addEntry,
  type ChatLog,
  emptyChatLog,
  forgetNumbers,
  markAccepted,
  markRejected,
  markUpTo,
} from "./chat_log.ts";
import type { Notice } from "./notices.ts";

/** Another member of the room. */
export interface Participant extends Member {
  readonly typing: boolean;
  /** When a lost member's seat is given up, in milliseconds since 1970, if the server said so. */
  readonly until: number | undefined;
}

/** The person's own id and name, and the room. */
export interface Membership {
  readonly you: Identity;
  readonly room: string;
}

/** The state of the connection to the server. */
export type ConnectionStatus =
  /** No connection yet. */
  | { readonly type: "starting" }
  | { readonly type: "up" }
  /** Lost. The next attempt is at `retryAt`, in milliseconds since 1970, or it has begun. */
  | { readonly type: "down"; readonly retryAt: number };

/** Everything there is to see. */
export interface Chat {
  /** Set once the server has let this person in. */
  readonly membership: Membership | undefined;
  readonly others: readonly Participant[];
  readonly log: ChatLog;
  readonly status: ConnectionStatus;
  /**
   * The member that the server waits for before it reads more. Empty if the server gives no name.
   */
  readonly paused: string | undefined;
  /** Set once the chat is over. */
  readonly ending: Ending | undefined;
}

/** What changes the chat: the connection's events, and answers to commands. */
export type ChatEvent = ConnectionEvent | { readonly type: "noticed"; readonly notice: Notice };

/** How many other members to remember. A broken server may name more. */
export const MAX_OTHERS = 256;

/** The chat at the start. */
export const emptyChat: Chat = {
  membership: undefined,
  others: [],
  log: emptyChatLog,
  status: { type: "starting" },
  paused: undefined,
  ending: undefined,
};

/** Applies an event to the chat. */
export function reduce(chat: Chat, event: ChatEvent): Chat {
  switch (event.type) {
    case "welcome":
      return welcome(chat, event);
    case "queued": {
      const { id, text } = event;
      const own = { type: "own", id, text, seq: undefined, at: undefined } as const;
      return { ...chat, log: addEntry(chat.log, { ...own, progress: "waiting" }) };
    }
    case "accepted":
      return { ...chat, log: markAccepted(chat.log, event) };
    case "delivered":
    case "read":
      return { ...chat, log: markUpTo(chat.log, event.seq, event.type) };
    case "said": {
      const { seq, from, text, at } = event;
      const log = addEntry(chat.log, { type: "said", seq, from, text, at });
      return { ...chat, log, others: setTyping(chat.others, from, false) };
    }
    case "typing":
      return { ...chat, others: setTyping(chat.others, event.from, event.active) };
    case "joined":
    case "returned":
    case "lost": {
      const { type, member } = event;
      // This person may have come after the other one was lost or returned, and know it already.
      const known = chat.others.find(({ id }) => id === member.id);
      if (type !== "joined" && known?.online === (type === "returned")) return chat;
      const until = type === "lost" ? Date.parse(event.until) : undefined;
      const others = putMember(chat.others, member, until);
      return notice({ ...chat, others }, { type, name: member.name });
    }
    case "renamed":
      return rename(chat, event);
    case "left":
      return notice(
        { ...chat, others: chat.others.filter(({ id }) => id !== event.member.id) },
        { type: event.type, name: event.member.name, reason: event.reason },
      );
    case "flow":
      return notice(
        { ...chat, paused: event.paused ? event.waiting_for?.name ?? "" : undefined },
        event.paused ? { type: "paused", name: event.waiting_for?.name } : { type: "resumed" },
      );
    case "error": {
      // The server has passed on a text that it could not store, and may still accept it.
      const next = event.code === "not_stored" ? chat : reject(chat, event.id);
      return notice(next, { type: "server", text: event.text });
    }
    case "not_sent":
      return notice(reject(chat, event.id), event);
    case "disconnected": {
      const others = chat.others.map((person) => ({ ...person, typing: false }));
      return notice({ ...chat, others, paused: undefined }, event);
    }
    case "retrying":
      return { ...chat, status: { type: "down", retryAt: event.at } };
    case "measured":
    case "not_connected":
    case "leaving_later":
      return notice(chat, event);
    case "noticed":
      return notice(chat, event.notice);
    case "ended":
      return { ...chat, ending: event.ending };
    default:
      return assertNever(event);
  }
}

function welcome(chat: Chat, frame: FrameNamed<ServerFrame, "welcome">): Chat {
  const { you, room, resumed } = frame;
  const others = frame.members.slice(0, MAX_OTHERS).map((member) => asParticipant(member));
  const log = resumed ? chat.log : forgetNumbers(chat.log);
  const here = { ...chat, membership: { you, room }, others, log, paused: undefined };
  return notice({ ...here, status: { type: "up" } }, {
    type: "welcome",
    you: you.name,
    room,
    others,
    again: chat.membership !== undefined,
    resumed,
  });
}

function rename(chat: Chat, { member, was }: FrameNamed<ServerFrame, "renamed">): Chat {
  const { membership } = chat;
  const { id, name } = member;
  if (membership?.you.id !== id) {
    const others = chat.others.map((person) => person.id === id ? { ...person, name } : person);
    return notice({ ...chat, others }, { type: "renamed", was, name });
  }
  const renamed = { ...chat, membership: { ...membership, you: { id, name } } };
  return notice(renamed, { type: "new_name", name });
}

function reject(chat: Chat, id: string | undefined): Chat {
  return id === undefined ? chat : { ...chat, log: markRejected(chat.log, id) };
}

function notice(chat: Chat, notice: Notice): Chat {
  return { ...chat, log: addEntry(chat.log, { type: "notice", notice }) };
}

function putMember(
  others: readonly Participant[],
  member: Member,
  until?: number,
): readonly Participant[] {
  const person = asParticipant(member, until);
  const known = others.findIndex(({ id }) => id === member.id);
  if (known !== -1) return others.with(known, person);
  return others.length < MAX_OTHERS ? [...others, person] : others;
}

/** Adds a member who came, left or returned. None of these is typing. */
function asParticipant(member: Member, until = NaN): Participant {
  return { ...member, typing: false, until: Number.isFinite(until) ? until : undefined };
}

function setTyping(
  others: readonly Participant[],
  who: Identity,
  typing: boolean,
): readonly Participant[] {
  return others.map((person) => person.id === who.id ? { ...person, typing } : person);
}
