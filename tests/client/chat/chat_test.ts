import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Member } from "../../../actors/protocol/frames.ts";
import {
  type Chat,
  type ChatEvent,
  emptyChat,
  MAX_OTHERS,
  reduce,
} from "../../../client/chat/chat.ts";
import { entriesSince, MAX_ENTRIES } from "../../../client/chat/chat_log.ts";
import { serverFrame } from "../../support/arbitraries/frames.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari: Member = { id: "m2", name: "kari", online: true };

function after(...events: readonly ChatEvent[]): Chat {
  return events.reduce(reduce, emptyChat);
}

function welcome(...members: readonly Member[]): ChatEvent {
  return {
    type: "welcome",
    version: 1,
    room: "main",
    capacity: 2,
    you: { id: "m1", name: "ola" },
    members: [...members],
    token: "t",
    seq: 0,
    resumed: false,
  };
}

function queued(id: string): ChatEvent {
  return { type: "queued", id, text: "hei" };
}

function accepted(id: string, seq: number): ChatEvent {
  return { type: "accepted", id, seq, at, to: 1 };
}

function progress(chat: Chat): readonly string[] {
  return chat.log.entries.flatMap((entry) => entry.type === "own" ? [entry.progress] : []);
}

Deno.test("chat: knows who is here and who is away", () => {
  const chat = after(welcome(kari), { type: "joined", seq: 1, member: { ...kari, id: "m3" }, at });
  assertEquals(chat.others.map(({ id, online }) => [id, online]), [["m2", true], ["m3", true]]);
  const lost = reduce(chat, {
    type: "lost",
    seq: 2,
    member: { ...kari, online: false },
    until: at,
    at,
  });
  assertEquals(lost.others.map(({ id, online }) => [id, online]), [["m2", false], ["m3", true]]);
  const left = reduce(lost, { type: "left", seq: 3, member: kari, reason: "lost", at });
  assertEquals(left.others.map(({ id }) => id), ["m3"]);
});

Deno.test("chat: follows a new name", () => {
  const chat = after(welcome(kari), {
    type: "renamed",
    seq: 1,
    member: { ...kari, name: "Kari N" },
    was: "kari",
    at,
  });
  assertEquals(chat.others.map(({ name }) => name), ["Kari N"]);
});

Deno.test("chat: a new name changes nothing else", () => {
  const member = { ...kari, name: "Kari N" };
  const renamed: ChatEvent = { type: "renamed", seq: 2, member, was: "kari", at };
  const typing = after(welcome(kari), { type: "typing", from: kari, active: true }, renamed);
  assertEquals(typing.others, [{ ...member, typing: true, until: undefined }]);
  const lost = after(
    welcome(kari),
    { type: "lost", seq: 1, member: { ...kari, online: false }, until: at, at },
    renamed,
  );
  const [person] = lost.others;
  assertEquals([person?.online, person?.until], [false, Date.parse(at)]);
});

Deno.test("chat: tells why a member is gone", () => {
  const left: ChatEvent = { type: "left", seq: 1, member: kari, reason: "kicked", at };
  const [entry] = after(welcome(kari), left).log.entries.slice(-1);
  assertEquals(entry?.type === "notice" && entry.notice, {
    type: "left",
    name: "kari",
    reason: "kicked",
  });
});

Deno.test("chat: a text ends its sender's typing", () => {
  const typing = after(welcome(kari), { type: "typing", from: kari, active: true });
  assert(typing.others[0]?.typing);
  const said = reduce(typing, { type: "said", seq: 1, id: "a", from: kari, at, text: "hei" });
  assertEquals(said.others[0]?.typing, false);
});

Deno.test("chat: reports a member who returns, unless they were here before this person", () => {
  const returned = { type: "returned", seq: 3, member: kari, at } as const;
  const away = after(welcome({ ...kari, online: false }), returned);
  assertEquals([away.log.entries.length, away.others[0]?.online], [2, true]);
  assertEquals(after(welcome(kari), returned).log.entries.length, 1);
});

Deno.test("chat: does not report a lost member who was away already", () => {
  const lost = { type: "lost", seq: 3, member: { ...kari, online: false }, until: at, at } as const;
  assertEquals(after(welcome({ ...kari, online: false }), lost).log.entries.length, 1);
  assertEquals(after(welcome(kari), lost).log.entries.length, 2);
});

Deno.test("chat: ignores the typing of an unknown member", () => {
  const chat = after(welcome(kari));
  assertEquals(reduce(chat, { type: "typing", from: { ...kari, id: "x" }, active: true }), chat);
});

Deno.test("chat: an own text goes from waiting to read, and never back", () => {
  const chat = after(queued("a"), queued("b"), queued("c"));
  assertEquals(progress(chat), ["waiting", "waiting", "waiting"]);
  const held = [accepted("a", 1), accepted("b", 3)].reduce(reduce, chat);
  assertEquals(progress(held), ["accepted", "accepted", "waiting"]);
  const read = reduce(held, { type: "read", seq: 2, from: kari });
  assertEquals(progress(read), ["read", "accepted", "waiting"]);
  const delivered = reduce(read, { type: "delivered", seq: 3 });
  assertEquals(progress(delivered), ["read", "delivered", "waiting"]);
});

Deno.test("chat: a receipt that came before the text's number applies at once", () => {
  const chat = after(welcome(kari), queued("a"), { type: "delivered", seq: 7 }, accepted("a", 7));
  assertEquals(progress(chat), ["delivered"]);
});

Deno.test("chat: receipts for a new seat say nothing about the earlier one", () => {
  const chat = after(queued("a"), accepted("a", 7), welcome(kari), { type: "delivered", seq: 9 });
  assertEquals(progress(chat), ["accepted"]);
  const next = [welcome(kari), queued("b"), accepted("b", 3)].reduce(reduce, chat);
  assertEquals(progress(next), ["accepted", "accepted"]);
});

Deno.test("chat: marks a rejected text", () => {
  const error: ChatEvent = { type: "error", code: "too_long", text: "Server: nei", id: "a" };
  assertEquals(progress(after(queued("a"), error)), ["rejected"]);
});

Deno.test("chat: a text that could not be stored still waits", () => {
  const error: ChatEvent = { type: "error", code: "not_stored", text: "Server: nei", id: "a" };
  assertEquals(progress(after(queued("a"), error)), ["waiting"]);
  const givenUp: ChatEvent = { type: "not_sent", reason: "uncertain", id: "a", text: "hei" };
  assertEquals(progress(after(queued("a"), givenUp)), ["rejected"]);
});

Deno.test("chat: nobody types without a connection, and the welcome resets everything", () => {
  const typing: ChatEvent = { type: "typing", from: kari, active: true };
  const lost = after(welcome(kari), typing, { type: "disconnected" });
  assertEquals(lost.others[0]?.typing, false);
  const back = reduce(lost, welcome({ ...kari, online: false }));
  assertEquals(back.others[0]?.online, false);
  assertEquals(back.log.entries.length, 3);
});

Deno.test("chat: knows how it ended, without an entry in the log", () => {
  const ending = { type: "closed", text: "Server: Slutt." } as const;
  const chat = after({ type: "ended", ending });
  assertEquals(chat.ending, ending);
  assertEquals(chat.log.entries, []);
});

Deno.test("chat: knows the status of the connection and the next attempt", () => {
  const link = (...events: readonly ChatEvent[]) => after(...events).status;
  const lost = [
    welcome(),
    { type: "disconnected" },
    { type: "retrying", at: 7 },
  ] as const satisfies ChatEvent[];
  assertEquals(link(), { type: "starting" });
  assertEquals(link(welcome()), { type: "up" });
  assertEquals(link(...lost), { type: "down", retryAt: 7 });
  assertEquals(link(...lost, { type: "retrying", at: 9 }), { type: "down", retryAt: 9 });
  assertEquals(link(...lost, welcome()), { type: "up" });
});

Deno.test("chat: knows whom the server waits for, until it resumes", () => {
  const paused = after(welcome(kari), { type: "flow", paused: true, waiting_for: kari });
  assertEquals(paused.paused, "kari");
  assertEquals(reduce(paused, { type: "flow", paused: false }).paused, undefined);
  assertEquals(reduce(paused, { type: "disconnected" }).paused, undefined);
  assertEquals(after({ type: "flow", paused: true }).paused, "");
});

Deno.test("chat: knows how long a lost member's seat is kept, if the time is valid", () => {
  const lost = (until: string) =>
    after(welcome(kari), {
      type: "lost",
      seq: 1,
      member: { ...kari, online: false },
      until,
      at,
    });
  assertEquals(lost(at).others[0]?.until, Date.parse(at));
  assertEquals(lost("snart").others[0]?.until, undefined);
  const back = reduce(lost(at), { type: "returned", seq: 2, member: kari, at });
  assertEquals(back.others[0]?.until, undefined);
});

Deno.test("chat: the person's own new name is nobody else's", () => {
  const renamed = {
    type: "renamed",
    seq: 1,
    member: { ...kari, id: "m1" },
    was: "ola",
    at,
  } as const;
  const chat = after(welcome(), renamed);
  assertEquals(chat.membership?.you, { id: "m1", name: "kari" });
  assertEquals(chat.others, []);
  const [entry] = chat.log.entries.slice(-1);
  assertEquals(entry?.type === "notice" && entry.notice, { type: "new_name", name: "kari" });
});

Deno.test("chat: returns new entries once", () => {
  const before = after(queued("a"));
  const chat = [queued("b"), queued("c")].reduce(reduce, before);
  assertEquals(entriesSince(before.log, chat.log).map(({ key }) => key), [1, 2]);
  assertEquals(entriesSince(chat.log, chat.log), []);
});

Deno.test("chat: stays within its limits, whatever a server sends", () => {
  let chat = after(welcome(kari));
  for (let i = 0; i < MAX_ENTRIES + MAX_OTHERS; i++) {
    chat = reduce(chat, { type: "joined", seq: i, member: { ...kari, id: `x${i}` }, at });
  }
  assertEquals(chat.log.entries.length, MAX_ENTRIES);
  assertEquals(chat.others.length, MAX_OTHERS);
});

Deno.test("chat: survives any frames in any order", () => {
  const forwarded = serverFrame.filter((frame) =>
    !["refused", "closing", "ping", "pong"].includes(frame.type)
  );
  fc.assert(fc.property(fc.array(forwarded), (frames) => {
    // The filter above removes the types that are no events.
    const chat = after(...frames as ChatEvent[]);
    assertEquals(new Set(chat.others.map(({ id }) => id)).size <= chat.others.length, true);
  }));
});
