import { assertEquals } from "@std/assert";
import type { PersonName, RoomName } from "../../actors/facts.ts";
import { bytesOf, everyCut } from "../support/byte_arbitraries.ts";
import { plain, TestSession } from "../support/test_session.ts";

const HELLO = '{"type":"hello","version":1,"name":"ola"}\n';
const ELSEWHERE = '{"type":"hello","version":1,"name":"ola","room":"stua"}\n';
const OLA = "ola" as PersonName;
const MAIN = "main" as RoomName;
const STUA = "stua" as RoomName;
const ID = new TestSession().state.init.session;
const KARI = { id: "m2", name: "kari" };

function hello(fields: Record<string, unknown>): string {
  return JSON.stringify({ type: "hello", version: 1, name: "ola", ...fields }) + "\n";
}

Deno.test("session: a late hello for the same room takes the name it gives", () => {
  const session = plain().send(HELLO);
  assertEquals(session.toRoom, [{ type: "introduce", session: ID, name: OLA }]);
  assertEquals([session.written, session.state.phase], ["", "entering"]);
  session.welcome({ seq: 7 });
  assertEquals(session.frames.map(({ type, seq }) => [type, seq]), [["welcome", 7]]);
});

Deno.test("session: a late hello for another room leads there", () => {
  const session = plain().send(ELSEWHERE);
  assertEquals(session.toConnection.at(-1), {
    type: "rejoin",
    room: STUA,
    name: OLA,
    resume: null,
  });
  assertEquals(session.toRoom, []);
  session.welcome({ name: STUA }).sendFrames({ type: "say", id: "a1", text: "hei" });
  assertEquals([session.said, session.rooms], [["a1: hei"], ["stua"]]);
  assertEquals(session.frames[0]?.room, "stua");
});

Deno.test("session: a late hello for an old seat gives up the plain one, also in the same room", () => {
  for (const room of [MAIN, STUA]) {
    const resume = { token: "gammelt", seq: 17 };
    const session = plain().send(hello({ room, resume }));
    assertEquals(session.toConnection.at(-1), { type: "rejoin", room, name: OLA, resume });
    assertEquals(session.toRoom, []);
    session.welcome({ name: room, seq: 20, resumed: true, since: 17 });
    assertEquals(session.frames.map(({ token, resumed }) => [token, resumed]), [["gammelt", true]]);
  }
});

Deno.test("session: a late hello for a seat that is no more gets a new one, and its token", () => {
  const session = plain({ token: "nytt" }).send(hello({ resume: { token: "gammelt", seq: 17 } }));
  session.welcome();
  assertEquals(session.frames.map(({ token, resumed }) => [token, resumed]), [["nytt", false]]);
});

Deno.test("session: a late hello's client is asked whether it is there from then on", () => {
  for (const line of [HELLO, ELSEWHERE]) {
    const session = plain().send(line).fire("beat").welcome();
    assertEquals(session.fire("beat").frames.map(({ type }) => type), ["welcome", "ping"]);
  }
});

Deno.test("session: a late hello while somebody is waited for is told so after its welcome", () => {
  const session = plain().send(HELLO + '{"type":"say","id":"a1","text":"hei"}\n').flow(true);
  session.welcome();
  assertEquals(session.frames.map(({ type, paused }) => [type, paused]), [
    ["welcome", undefined],
    ["flow", true],
  ]);
  assertEquals(session.said, []);
  assertEquals(session.flow(false).said, ["a1: hei"]);
});

Deno.test("session: a late hello is refused by its reason, as a frame", () => {
  const cases = [
    [{ version: 2 }, "unsupported_version"],
    [{ name: "" }, "invalid_name"],
    [{ name: "Server" }, "invalid_name"],
    [{ room: "" }, "invalid_room"],
    [{ version: null }, "unsupported_version"],
  ] as const;
  for (const [fields, reason] of cases) {
    const session = plain().send(hello(fields));
    assertEquals(session.frames.map((frame) => frame.reason), [reason]);
    assertEquals(session.toRoom, [{ type: "leave", session: ID, reason: "quit" }]);
    assertEquals([session.toConnection.at(-1), session.exited], [{ type: "finish" }, true]);
  }
});

Deno.test("session: a late hello for a room without a seat is refused as a frame", () => {
  const session = plain({ language: "en" }).send(ELSEWHERE).take({
    type: "refused",
    reason: "room_full",
  });
  assertEquals(session.frames, [
    { type: "refused", reason: "room_full", text: "Server: Sorry, the chat room is full." },
  ]);
  assertEquals([session.toConnection.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: what follows a late hello is read as frames, after the welcome", () => {
  const session = plain().send(
    HELLO + '{"type":"ping","n":1}\n{"type":"say","id"',
    ':"a1","text":"hei"}\n',
  );
  session.send('{"type":"say","id":"a2","text":"avslutt"}\n');
  assertEquals([session.said, session.written], [[], ""]);
  session.welcome();
  assertEquals(session.said, ["a1: hei", "a2: avslutt"]);
  assertEquals(session.frames.map(({ type }) => type), ["welcome", "pong"]);
});

Deno.test("session: what is said between a late hello and the welcome is still written plain", () => {
  const session = plain().send(HELLO);
  const said = { from: KARI, at: 0, first: 2, count: 1, weight: 5 };
  session.take({ type: "saidLines", ...said, lines: "før\n" });
  assertEquals(session.written, "før\n");
});

Deno.test("session: hears nothing more of a room that it left for another", () => {
  const session = plain().send(ELSEWHERE);
  const before = session.toConnection.length;
  const said = { from: KARI, at: 0, first: 2, count: 1, weight: 5 };
  session.take({ type: "saidLines", ...said, lines: "før\n" });
  session.take({ type: "flow", waitingFor: KARI });
  session.take({ type: "written", weight: 9, mark: 1 });
  session.take({ type: "closed", reason: "failed" });
  assertEquals([session.toConnection.length, session.toRoom], [before, []]);
  assertEquals(session.welcome({ name: STUA }).frames.map(({ type }) => type), ["welcome"]);
});

Deno.test("session: all bytes around a late hello are consumed, wherever they are cut", () => {
  const whole = bytesOf(HELLO + '{"type":"say","id":"a1","text":"på"}\n{"type":"ping","n":1}\n');
  for (const halves of everyCut(whole)) {
    const session = plain();
    for (const half of halves) {
      session.send(half);
      if (session.state.phase === "entering") session.welcome();
    }
    assertEquals([session.consumed, session.said], [whole.length, ["a1: på"]]);
  }
});

Deno.test("session: a second hello is an error", () => {
  const session = plain().send(HELLO + HELLO).welcome();
  assertEquals(session.frames.map(({ code }) => code), [undefined, "duplicate_hello"]);
});

Deno.test("session: a late hello comes through telnet, and with blanks around it", () => {
  const session = plain().send(Uint8Array.of(0xff, 0xfb, 1), ` \t${HELLO.trimEnd()} \r\n`);
  assertEquals(session.toRoom, [{ type: "introduce", session: ID, name: OLA }]);
});

Deno.test("session: who ends after a late hello is lost, after the welcome", () => {
  const session = plain().send(HELLO).take({ type: "ended", lost: false }).welcome();
  assertEquals(session.toRoom.at(-1), { type: "leave", session: ID, reason: "lost" });
  assertEquals(session.exited, true);
});
