import { assert, assertEquals } from "@std/assert";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import type { RoomEvent, RoomName } from "../../../../actors/messages/events.ts";
import type { MemberMessage } from "../../../../actors/messages/room.ts";
import { decodeServerFrame } from "../../../../actors/protocol/frame_codec.ts";
import { type Language, texts } from "../../../../actors/languages/languages.ts";
import { addressOf } from "../../../support/fakes/addresses.ts";
import { framedWriter, plainWriter, TestWriter } from "../../../support/fakes/test_writer.ts";

const AT = Date.UTC(2026, 10, 23, 1, 2, 3, 456);
const ISO = "2026-11-23T01:02:03.456Z";
const KARI = { id: "m2", name: "kari" };
const MEMBER = { ...KARI, online: true };

function happened(event: RoomEvent): MemberMessage {
  return { type: "happened", event, seq: 9, at: AT, weight: 0 };
}

function lines(...lines: string[]): MemberMessage {
  const said = { from: KARI, at: AT, first: 4, count: lines.length, weight: 0 };
  return { type: "saidLines", ...said, lines: lines.join("\n") + "\n" };
}

function said(...texts: string[]): MemberMessage {
  const said = { from: KARI, at: AT, first: 4, count: texts.length, weight: 0 };
  return {
    type: "said",
    ...said,
    ids: toTextBatch(texts.map((_, i) => `a${i}`)),
    texts: toTextBatch(texts),
  };
}

const joined = happened({ type: "joined", member: MEMBER });
const left = happened({ type: "left", member: { ...KARI, online: false }, reason: "lost" });
const lost = happened({ type: "lost", member: { ...KARI, online: false }, until: AT + 120_000 });
const returned = happened({ type: "returned", member: MEMBER });
const renamed = happened({ type: "renamed", member: MEMBER, was: "127.0.0.1:7" });
const stopping: MemberMessage = { type: "closed", reason: "stopping" };

/** What a plain client gets. */
function read(message: MemberMessage, language: Language = "nb"): string {
  return plainWriter({ language }).receive(message).written;
}

/** The frames that a framed client gets, each of them valid. */
function frames(message: MemberMessage, language: Language = "nb"): readonly unknown[] {
  const writer = framedWriter({ language }).receive(message);
  for (const line of writer.written.split("\n").slice(0, -1)) {
    assert(decodeServerFrame(line).ok, line);
  }
  return writer.frames;
}

Deno.test("rendering: passes lines to a plain client unchanged", () => {
  assertEquals(
    read(lines("ola: hei", "uten navn", "Server: jeg?")),
    "ola: hei\nuten navn\nServer: jeg?\n",
  );
});

Deno.test("rendering: puts the name before each line of a framed client's text", () => {
  assertEquals(read(said("hei", "to\nlinjer", "")), "kari: hei\nkari: to\nkari: linjer\nkari: \n");
});

Deno.test("rendering: tells a plain client of events in the server's language", () => {
  const messages = [joined, left, lost, returned, renamed, stopping];
  assertEquals(messages.map((message) => read(message)), [
    "System: Bruker kari har koblet seg til.\n",
    "System: Bruker kari har forlatt chatten.\n",
    "System: Bruker kari har mistet forbindelsen. Plassen holdes av en stund.\n",
    "System: Bruker kari er tilbake.\n",
    "System: Bruker 127.0.0.1:7 heter nå kari.\n",
    "Server: Serveren avsluttes.\n",
  ]);
  assertEquals(messages.map((message) => read(message, "en")), [
    "System: User kari has joined.\n",
    "System: User kari has left the chat.\n",
    "System: User kari has lost the connection. The seat is kept for a while.\n",
    "System: User kari is back.\n",
    "System: User 127.0.0.1:7 is now called kari.\n",
    "Server: The server is shutting down.\n",
  ]);
});

Deno.test("rendering: tells a plain client nothing of receipts, typing, flow and its own welcome", () => {
  const messages: readonly MemberMessage[] = [
    { type: "accepted", ids: toTextBatch(["a1"]), first: 4, at: AT, to: 1 },
    { type: "unsafe", ids: toTextBatch(["a1"]) },
    { type: "delivered", first: 4, last: 5 },
    { type: "read", from: KARI, seq: 4, weight: 0 },
    { type: "typing", from: KARI, active: true, weight: 0 },
    { type: "flow", waitingFor: KARI },
  ];
  assertEquals(messages.map((message) => read(message)), messages.map(() => ""));
  assertEquals(new TestWriter().welcome().written, "");
});

Deno.test("rendering: writes a complete welcome", () => {
  const writer = framedWriter({ token: "hemmelig" }).receive({
    type: "welcome",
    room: addressOf("stua"),
    name: "stua" as RoomName,
    capacity: 3,
    you: { id: "m1", name: "ola" },
    members: [MEMBER],
    seq: 17,
    resumed: false,
    since: 17,
  });
  assertEquals(writer.frames, [{
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

Deno.test("rendering: writes the old token of a resumed seat, and a new one otherwise", () => {
  for (
    const [shown, resumed, token] of [["gammelt", true, "gammelt"], [
      "gjettet",
      false,
      "nytt",
    ]] as const
  ) {
    const writer = new TestWriter({ dialect: "framed", token: "nytt" }).askForSeat(shown);
    const [frame] = writer.welcome({ seq: 17, resumed, since: 5 }).frames;
    assertEquals([frame?.token, frame?.resumed, frame?.seq], [token, resumed, 17]);
  }
});

Deno.test("rendering: writes resumed events with their old numbers", () => {
  const writer = framedWriter().welcome({ seq: 17, resumed: true, since: 3 });
  writer.receive(said("hei", "på deg"), returned);
  assertEquals(writer.frames.slice(1).map(({ type, seq }) => [type, seq]), [
    ["said", 4],
    ["said", 5],
    ["returned", 9],
  ]);
});

Deno.test("rendering: passes texts to a framed client unchanged", () => {
  const frame = { type: "said", from: KARI, at: ISO };
  assertEquals(frames(said('hei "du"', "to\nlinjer")), [
    { ...frame, seq: 4, id: "a0", text: 'hei "du"' },
    { ...frame, seq: 5, id: "a1", text: "to\nlinjer" },
  ]);
});

Deno.test("rendering: splits name and text of plain lines for a framed client", () => {
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

Deno.test("rendering: tells a framed client of events without texts", () => {
  assertEquals(
    [joined, left, lost, returned, renamed].flatMap((message) => frames(message, "en")),
    [
      { type: "joined", member: MEMBER, seq: 9, at: ISO },
      { type: "left", member: { ...KARI, online: false }, reason: "lost", seq: 9, at: ISO },
      {
        type: "lost",
        member: { ...KARI, online: false },
        until: "2026-11-23T01:04:03.456Z",
        seq: 9,
        at: ISO,
      },
      { type: "returned", member: MEMBER, seq: 9, at: ISO },
      { type: "renamed", member: MEMBER, was: "127.0.0.1:7", seq: 9, at: ISO },
    ],
  );
});

Deno.test("rendering: writes one accepted or delivered frame per text", () => {
  assertEquals(
    frames({ type: "accepted", ids: toTextBatch(["a1", "a2"]), first: 4, at: AT, to: 1 }),
    [
      { type: "accepted", id: "a1", seq: 4, at: ISO, to: 1 },
      { type: "accepted", id: "a2", seq: 5, at: ISO, to: 1 },
    ],
  );
  assertEquals(frames({ type: "delivered", first: 4, last: 6 }), [
    { type: "delivered", seq: 4 },
    { type: "delivered", seq: 5 },
    { type: "delivered", seq: 6 },
  ]);
});

Deno.test("rendering: tells a framed client of reading and typing", () => {
  assertEquals(frames({ type: "read", from: KARI, seq: 4, weight: 0 }), [
    { type: "read", seq: 4, from: KARI },
  ]);
  assertEquals(frames({ type: "typing", from: KARI, active: true, weight: 0 }), [
    { type: "typing", from: KARI, active: true },
  ]);
});

Deno.test("rendering: writes one error for each text that was not stored", () => {
  const writer = framedWriter({ language: "en" });
  writer.receive({ type: "unsafe", ids: toTextBatch(["a1", "a2"]) });
  assertEquals(writer.frames.map(({ type, code, id }) => [type, code, id]), [
    ["error", "not_stored", "a1"],
    ["error", "not_stored", "a2"],
  ]);
  assert(String(writer.frames[0]?.text).startsWith("Server: The message was passed on"));
});

Deno.test("rendering: tells a framed client of a pause and its end", () => {
  assertEquals(frames({ type: "flow", waitingFor: KARI }), [
    { type: "flow", paused: true, waiting_for: KARI },
  ]);
  assertEquals(frames({ type: "flow", waitingFor: null }), [{ type: "flow", paused: false }]);
});

Deno.test("rendering: tells a framed client why the connection closes", () => {
  assertEquals(frames(stopping, "en"), [
    { type: "closing", reason: "stopping", text: "Server: The server is shutting down." },
  ]);
  for (const reason of ["failed", "replaced", "stalled"] as const) {
    const [frame, ...more] = frames({ type: "closed", reason }, "en");
    const text = texts.en.wire.closing[reason];
    assertEquals([frame, more], [{ type: "closing", reason, text }, []]);
    assertEquals(read({ type: "closed", reason }, "en"), text + "\n");
  }
});
