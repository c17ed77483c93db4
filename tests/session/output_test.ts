import { assert, assertEquals } from "@std/assert";
import { toColumn } from "../../actors/column.ts";
import type { RoomEvent, RoomName, SessionMessage } from "../../actors/messages.ts";
import { decodeServerFrame } from "../../actors/protocol/framed.ts";
import type { Language } from "../../actors/protocol/texts.ts";
import { addressOf } from "../support/addresses.ts";
import { framed, plain } from "../support/test_session.ts";

const AT = Date.UTC(2026, 10, 23, 1, 2, 3, 456);
const ISO = "2026-11-23T01:02:03.456Z";
const KARI = { id: "m2", name: "kari" };
const MEMBER = { ...KARI, online: true };

function happened(event: RoomEvent): SessionMessage {
  return { type: "happened", event, seq: 9, at: AT, weight: 0 };
}

function lines(...lines: string[]): SessionMessage {
  const said = { from: KARI, at: AT, first: 4, count: lines.length, weight: 0 };
  return { type: "saidLines", ...said, lines: lines.join("\n") + "\n" };
}

function said(...texts: string[]): SessionMessage {
  const said = { from: KARI, at: AT, first: 4, count: texts.length, weight: 0 };
  return {
    type: "said",
    ...said,
    ids: toColumn(texts.map((_, i) => `a${i}`)),
    texts: toColumn(texts),
  };
}

const joined = happened({ type: "joined", member: MEMBER });
const left = happened({ type: "left", member: { ...KARI, online: false }, reason: "lost" });
const renamed = happened({ type: "renamed", member: MEMBER, was: "127.0.0.1:7" });
const stopping: SessionMessage = { type: "closed", reason: "stopping" };
const full: SessionMessage = { type: "refused", reason: "room_full" };

/** What a plain client reads of it. */
function read(message: SessionMessage, language: Language = "nb"): string {
  return plain({ language }).take(message).written;
}

/** The frames that a framed client gets of it; each is one. */
function frames(message: SessionMessage, language: Language = "nb"): readonly unknown[] {
  const session = framed({ language }).take(message);
  for (const line of session.written.split("\n").slice(0, -1)) {
    assert(decodeServerFrame(line).ok, line);
  }
  return session.frames;
}

Deno.test("session: a plain client hears lines as they came", () => {
  assertEquals(
    read(lines("ola: hei", "uten navn", "Server: jeg?")),
    "ola: hei\nuten navn\nServer: jeg?\n",
  );
});

Deno.test("session: a plain client hears each line of a framed one with the name in front", () => {
  assertEquals(read(said("hei", "to\nlinjer", "")), "kari: hei\nkari: to\nkari: linjer\nkari: \n");
});

Deno.test("session: a plain client hears what happens, in its server's language", () => {
  assertEquals([joined, left, renamed, stopping, full].map((fact) => read(fact)), [
    "System: Bruker kari har koblet seg til.\n",
    "System: Bruker kari har forlatt chatten.\n",
    "System: Bruker 127.0.0.1:7 heter nå kari.\n",
    "Server: Serveren avsluttes.\n",
    "Server: Beklager, chatrommet er fullt.\n",
  ]);
  assertEquals([joined, left, renamed, stopping, full].map((fact) => read(fact, "en")), [
    "System: User kari has joined.\n",
    "System: User kari has left the chat.\n",
    "System: User 127.0.0.1:7 is now called kari.\n",
    "Server: The server is shutting down.\n",
    "Server: Sorry, the chat room is full.\n",
  ]);
});

Deno.test("session: a plain client is told nothing of receipts, typing, flow and its own welcome", () => {
  const facts: readonly SessionMessage[] = [
    { type: "accepted", ids: toColumn(["a1"]), first: 4, at: AT, to: 1 },
    { type: "delivered", first: 4, last: 5 },
    { type: "read", from: KARI, seq: 4, weight: 0 },
    { type: "typing", from: KARI, active: true, weight: 0 },
    { type: "flow", waitingFor: KARI },
  ];
  assertEquals(facts.map((fact) => plain().take(fact).written), facts.map(() => ""));
});

Deno.test("session: a framed client is welcomed with all it needs", () => {
  const session = framed({ token: "hemmelig" });
  session.take({
    type: "welcome",
    room: addressOf("stua"),
    name: "stua" as RoomName,
    capacity: 3,
    you: { id: "m1", name: "ola" },
    members: [MEMBER],
    seq: 17,
  });
  assertEquals(session.frames, [{
    type: "welcome",
    version: 1,
    room: "stua",
    capacity: 3,
    you: { id: "m1", name: "ola" },
    members: [MEMBER],
    token: "hemmelig",
    seq: 17,
    resumed: false,
  }]);
});

Deno.test("session: a framed client hears texts as they are", () => {
  const frame = { type: "said", from: KARI, at: ISO };
  assertEquals(frames(said('hei "du"', "to\nlinjer")), [
    { ...frame, seq: 4, id: "a0", text: 'hei "du"' },
    { ...frame, seq: 5, id: "a1", text: "to\nlinjer" },
  ]);
});

Deno.test("session: a framed client hears a plain one's lines with name and text taken apart", () => {
  const heard = frames(lines("ola: hei: du", "uten navn", "ola: ", "Server: jeg?", "kl. 12:30"));
  const frame = { type: "said", at: ISO };
  const ola = { id: "m2", name: "ola" };
  assertEquals(heard, [
    { ...frame, seq: 4, id: "s4", from: ola, text: "hei: du" },
    { ...frame, seq: 5, id: "s5", from: KARI, text: "uten navn" },
    { ...frame, seq: 6, id: "s6", from: KARI, text: "ola: " },
    { ...frame, seq: 7, id: "s7", from: KARI, text: "Server: jeg?" },
    { ...frame, seq: 8, id: "s8", from: KARI, text: "kl. 12:30" },
  ]);
});

Deno.test("session: a framed client hears what happens, without words", () => {
  assertEquals([joined, left, renamed].flatMap((fact) => frames(fact, "en")), [
    { type: "joined", member: MEMBER, seq: 9, at: ISO },
    { type: "left", member: { ...KARI, online: false }, reason: "lost", seq: 9, at: ISO },
    { type: "renamed", member: MEMBER, was: "127.0.0.1:7", seq: 9, at: ISO },
  ]);
});

Deno.test("session: a framed client is told what becomes of its texts, one frame each", () => {
  assertEquals(frames({ type: "accepted", ids: toColumn(["a1", "a2"]), first: 4, at: AT, to: 1 }), [
    { type: "accepted", id: "a1", seq: 4, at: ISO, to: 1 },
    { type: "accepted", id: "a2", seq: 5, at: ISO, to: 1 },
  ]);
  assertEquals(frames({ type: "delivered", first: 4, last: 6 }), [
    { type: "delivered", seq: 4 },
    { type: "delivered", seq: 5 },
    { type: "delivered", seq: 6 },
  ]);
});

Deno.test("session: a framed client hears who reads and who types", () => {
  assertEquals(frames({ type: "read", from: KARI, seq: 4, weight: 0 }), [
    { type: "read", seq: 4, from: KARI },
  ]);
  assertEquals(frames({ type: "typing", from: KARI, active: true, weight: 0 }), [
    { type: "typing", from: KARI, active: true },
  ]);
});

Deno.test("session: a framed client is told when it is held back; no client is read then", () => {
  assertEquals(frames({ type: "flow", waitingFor: KARI }), [
    { type: "flow", paused: true, waiting_for: KARI },
  ]);
  assertEquals(frames({ type: "flow", waitingFor: null }), [{ type: "flow", paused: false }]);
  for (const session of [plain, framed]) {
    const client = session().take({ type: "flow", waitingFor: KARI });
    assertEquals(client.toConnection.at(-1), { type: "flow", paused: true });
    client.take({ type: "flow", waitingFor: null });
    assertEquals(client.toConnection.at(-1), { type: "flow", paused: false });
  }
});

Deno.test("session: a framed client is told the end with its reason and in words", () => {
  assertEquals(frames(stopping, "en"), [
    { type: "closing", reason: "stopping", text: "Server: The server is shutting down." },
  ]);
  assertEquals(frames({ type: "closed", reason: "failed" }, "en").length, 1);
  assertEquals(frames(full), [
    { type: "refused", reason: "room_full", text: "Server: Beklager, chatrommet er fullt." },
  ]);
});
