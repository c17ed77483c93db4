import { assertEquals } from "@std/assert";
import type { PersonName, RoomName } from "../../../../actors/messages/events.ts";
import { bytesOf, everyCut } from "../../../support/arbitraries/bytes.ts";
import { TestChat, type TestClient } from "../../../support/fakes/test_chat.ts";
import { plain, TestSession } from "../../../support/fakes/test_session.ts";

const HELLO = '{"type":"hello","version":1,"name":"ola"}\n';
const ELSEWHERE = '{"type":"hello","version":1,"name":"ola","room":"stua"}\n';
const OLA = "ola" as PersonName;
const MAIN = "main" as RoomName;
const STUA = "stua" as RoomName;
const ID = new TestSession().state.init.session;

function hello(fields: Record<string, unknown>): string {
  return JSON.stringify({ type: "hello", version: 1, name: "ola", ...fields }) + "\n";
}

/** A chat of Kari, who speaks frames, and a client that counts as plain. */
function chat(): { readonly chat: TestChat; readonly late: TestClient } {
  const chat = new TestChat();
  chat.join("kari", "framed");
  return { chat, late: chat.join("late", "plain") };
}

Deno.test("session: asks for the seat of a late hello, and waits for it", () => {
  const resume = { token: "gammelt", seq: 17 };
  const cases = [
    [{}, { room: MAIN, resume: null }],
    [{ room: STUA }, { room: STUA, resume: null }],
    [{ resume }, { room: MAIN, resume }],
    [{ room: STUA, resume }, { room: STUA, resume }],
  ] as const;
  for (const [fields, seat] of cases) {
    const session = plain().send(hello(fields));
    assertEquals(session.connectionMessages.at(-1), { type: "hello", name: OLA, ...seat });
    assertEquals([session.roomMessages, session.replyText, session.state.phase], [
      [],
      "",
      "entering",
    ]);
  }
});

Deno.test("session: sends texts after a late hello to the room that it names", () => {
  const session = plain().send(ELSEWHERE).sendFrames({ type: "say", id: "a1", text: "hei" });
  assertEquals(session.said, []);
  assertEquals([session.enter("stua").said, session.rooms], [["a1: hei"], ["stua"]]);
});

Deno.test("session: renames a client after a late hello for the same room", () => {
  const { chat: room, late } = chat();
  room.act("late", ({ session }) => session.send(HELLO));
  assertEquals(late.writer.frames.map(({ type, seq, you }) => [type, seq, you]), [
    ["welcome", 3, { id: "m2", name: "ola" }],
  ]);
  room.drain("kari");
  assertEquals(room.heard("kari").at(-1)?.was, "127.0.0.1:4");
});

Deno.test("session: pings a client from its late hello on", () => {
  for (const line of [HELLO, ELSEWHERE]) {
    const session = plain().send(line).fire("keepalive");
    assertEquals(session.replies, []);
    assertEquals(session.enter().fire("keepalive").replies.map(({ type }) => type), ["ping"]);
  }
});

Deno.test("session: defers texts after a late hello while the room is paused", () => {
  const session = plain().send(HELLO + '{"type":"say","id":"a1","text":"hei"}\n').flow(true);
  session.enter("main", true);
  assertEquals(session.said, []);
  assertEquals(session.flow(false).said, ["a1: hei"]);
});

Deno.test("session: refuses a bad late hello with a frame", () => {
  const cases = [
    [{ version: 2 }, "unsupported_version"],
    [{ name: "" }, "invalid_name"],
    [{ name: "Server" }, "invalid_name"],
    [{ room: "" }, "invalid_room"],
    [{ version: null }, "unsupported_version"],
  ] as const;
  for (const [fields, reason] of cases) {
    const session = plain().send(hello(fields));
    assertEquals(session.replies.map((frame) => frame.reason), [reason]);
    assertEquals(session.roomMessages, [{ type: "leave", session: ID, reason: "quit" }]);
    assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
  }
});

Deno.test("session: refuses a late hello for a full room with a frame", () => {
  const { chat: rooms, late: { session, writer } } = chat();
  rooms.act("late", ({ session }) => session.send(ELSEWHERE));
  assertEquals(writer.frames, [
    { type: "refused", reason: "room_full", text: "Server: Beklager, chatrommet er fullt." },
  ]);
  assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: reads the bytes after a late hello as frames, after the welcome", () => {
  const session = plain().send(
    HELLO + '{"type":"ping","n":1}\n{"type":"say","id"',
    ':"a1","text":"hei"}\n',
  );
  session.send('{"type":"say","id":"a2","text":"avslutt"}\n');
  assertEquals([session.said, session.replyText], [[], ""]);
  session.enter();
  assertEquals(session.said, ["a1: hei", "a2: avslutt"]);
  assertEquals(session.replies, [{ type: "pong", n: 1 }]);
});

Deno.test("session: answers frames after a late hello only after the welcome", () => {
  const { chat: room, late } = chat();
  room.act("late", ({ session }) => {
    session.send(HELLO + '{"type":"ping","n":1}\n{"type":"say","id":"a1","text":"hei"}\n');
  });
  const [first, ...others] = late.writer.frames.map(({ type }) => type);
  assertEquals([first, others.toSorted()], ["welcome", ["accepted", "pong"]]);
});

Deno.test("session: ignores a pause of the room that it left", () => {
  const session = plain().send(ELSEWHERE);
  const before = session.state;
  session.flow(true).take({ type: "neverSent" }).flow(false).flow(true);
  assertEquals(session.state, before);
  assertEquals(session.enter("stua").state.paused, false);
});

Deno.test("session: consumes every byte around a late hello, at every cut", () => {
  const whole = bytesOf(HELLO + '{"type":"say","id":"a1","text":"på"}\n{"type":"ping","n":1}\n');
  for (const halves of everyCut(whole)) {
    const session = plain();
    for (const half of halves) {
      session.send(half);
      if (session.state.phase === "entering") session.enter();
    }
    assertEquals([session.consumed, session.said], [whole.length, ["a1: på"]]);
  }
});

Deno.test("session: reports a second hello as an error", () => {
  const session = plain().send(HELLO + HELLO).enter();
  assertEquals(session.replies.map(({ code }) => code), ["duplicate_hello"]);
});

Deno.test("session: accepts a late hello with telnet commands and blanks around it", () => {
  const session = plain().send(Uint8Array.of(0xff, 0xfb, 1), ` \t${HELLO.trimEnd()} \r\n`);
  const hello = { type: "hello", room: MAIN, name: OLA, resume: null } as const;
  assertEquals(session.connectionMessages.filter(({ type }) => type === "hello"), [hello]);
});

Deno.test("session: loses a client that ends after a late hello", () => {
  const session = plain().send(HELLO).take({ type: "ended", lost: false }).enter();
  assertEquals(session.roomMessages, [{ type: "leave", session: ID, reason: "lost" }]);
  assertEquals(session.exited, true);
});
