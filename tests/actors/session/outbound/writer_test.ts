import { renderClosing } from "../../../../actors/session/refusals.ts";
import { assertEquals } from "@std/assert";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import type { RoomName } from "../../../../actors/messages/events.ts";
import type { MemberMessage } from "../../../../actors/messages/room.ts";
import { replyFormatOf } from "../../../../actors/session/outbound/writer.ts";
import { framedWriter, plainWriter, TestWriter } from "../../../support/fakes/test_writer.ts";

const KARI = { id: "m2", name: "kari" };
const PER = { id: "m3", name: "per" };
const STUA = "stua" as RoomName;

/** A line of a plain client with this number. */
function line(first: number, text: string): MemberMessage {
  const about = { from: KARI, at: 0, first, count: 1, weight: 5 };
  return { type: "saidLines", ...about, lines: `${text}\n` };
}

/** The types of the written frames; of a `flow` also its `paused`. */
function gist(writer: TestWriter): readonly unknown[] {
  return writer.frames.map(({ type, paused }) => paused === undefined ? type : [type, paused]);
}

/** One message of each kind for a client in the room. */
const EVERYTHING: readonly MemberMessage[] = [
  line(2, "hei"),
  {
    type: "said",
    from: KARI,
    at: 0,
    first: 3,
    count: 1,
    weight: 5,
    ids: toTextBatch(["a"]),
    texts: toTextBatch(["hei"]),
  },
  {
    type: "happened",
    event: { type: "returned", member: { ...KARI, online: true } },
    seq: 4,
    at: 0,
    weight: 5,
  },
  { type: "accepted", ids: toTextBatch(["a1"]), first: 5, at: 0, to: 1 },
  { type: "unsafe", ids: toTextBatch(["a1"]) },
  { type: "delivered", first: 5, last: 5 },
  { type: "read", from: KARI, seq: 5, weight: 5 },
  { type: "typing", from: KARI, active: true, weight: 5 },
  { type: "flow", waitingFor: KARI },
  { type: "neverSent" },
];

Deno.test("writer: ignores a room's messages before the welcome", () => {
  for (const dialect of ["plain", "framed"] as const) {
    const writer = new TestWriter({ dialect });
    const before = writer.state;
    assertEquals(writer.receive(...EVERYTHING).outgoing, []);
    assertEquals([writer.state, writer.taken], [before, []]);
  }
});

Deno.test("writer: says in the client's dialect that its seat is lost before the welcome", () => {
  for (const dialect of ["plain", "framed"] as const) {
    const writer = new TestWriter({ dialect }).receive({ type: "closed", reason: "replaced" });
    assertEquals(writer.written, renderClosing("replaced", { dialect, language: "nb" }));
  }
});

Deno.test("writer: writes nothing of the room that its client left", () => {
  const writer = plainWriter().receive(line(2, "før")).speakFrames().askForSeat();
  const before = writer.state;
  writer.receive(...EVERYTHING).noteWritten(9, 1);
  assertEquals([writer.written, writer.taken, writer.state], ["før\n", [], before]);
  writer.outgoing.length = 0;
  assertEquals(gist(writer.welcome({ name: STUA })), ["welcome"]);
  assertEquals([writer.frames[0]?.room, writer.state.waitingFor], [STUA, null]);
});

Deno.test("writer: does not carry a pause over to the next room", () => {
  const writer = plainWriter().receive({ type: "flow", waitingFor: KARI }).speakFrames()
    .askForSeat();
  assertEquals(writer.state.waitingFor, null);
  assertEquals(gist(writer.welcome({ name: STUA })), ["welcome"]);
});

Deno.test("writer: leaves a wrong number to the session", () => {
  const writer = framedWriter().receive({ type: "neverSent" });
  assertEquals([writer.outgoing, writer.taken], [[], []]);
});

Deno.test("writer: writes plain text between a late hello and its welcome", () => {
  const writer = plainWriter().speakFrames();
  writer.receive(line(2, "ola: før"), { type: "flow", waitingFor: KARI });
  assertEquals(writer.written, "ola: før\n");
  writer.outgoing.length = 0;
  writer.welcome({ seq: 3 }).receive(line(4, "etter"));
  assertEquals(gist(writer), ["welcome", ["flow", true], "said"]);
});

Deno.test("writer: writes a pause together with the welcome of a late hello", () => {
  const writer = plainWriter().receive({ type: "flow", waitingFor: KARI }).speakFrames();
  writer.receive({ type: "flow", waitingFor: PER });
  assertEquals(writer.outgoing, []);
  assertEquals(gist(writer.welcome()), ["welcome", ["flow", true]]);
  assertEquals([writer.outgoing.length, writer.frames[1]?.waiting_for], [1, PER]);
});

Deno.test("writer: does not mention a pause that ended before the welcome of a late hello", () => {
  const writer = plainWriter().receive({ type: "flow", waitingFor: KARI }).speakFrames();
  writer.receive({ type: "flow", waitingFor: null });
  assertEquals(gist(writer.welcome()), ["welcome"]);
});

Deno.test("writer: knows whom the room waits for, in both dialects", () => {
  for (const writer of [plainWriter(), framedWriter()]) {
    const waits = [KARI, PER, null].map((waitingFor) =>
      writer.receive({ type: "flow", waitingFor }).state.waitingFor
    );
    assertEquals(waits, [KARI, PER, null]);
  }
});

Deno.test("writer: tells a framed client of each person that the room waits for", () => {
  const writer = framedWriter();
  for (const waitingFor of [KARI, PER, null]) writer.receive({ type: "flow", waitingFor });
  assertEquals(writer.frames.map(({ waiting_for }) => waiting_for), [KARI, PER, undefined]);
});

Deno.test("writer: renders a closing in the dialect that the client speaks by then", () => {
  const writer = plainWriter({ language: "en" }).speakFrames().receive(line(2, "før"));
  writer.receive({ type: "closed", reason: "stopping" });
  const [first, last] = writer.written.split("\n");
  assertEquals(first, "før");
  assertEquals(JSON.parse(last ?? ""), {
    type: "closing",
    reason: "stopping",
    text: "Server: The server is shutting down.",
  });
});

Deno.test("writer: gives the reply format in the dialect that the client speaks by then", () => {
  const writer = new TestWriter({ language: "en" });
  assertEquals(replyFormatOf(writer.state), { dialect: "plain", language: "en" });
  writer.speakFrames();
  assertEquals(replyFormatOf(writer.state), { dialect: "framed", language: "en" });
  assertEquals(replyFormatOf(framedWriter().state), { dialect: "framed", language: "nb" });
});

Deno.test("writer: forgets the token of an earlier seat request", () => {
  const writer = new TestWriter({ dialect: "framed", token: "nytt" }).askForSeat("gammelt");
  writer.askForSeat().welcome();
  assertEquals(writer.frames[0]?.token, "nytt");
});
