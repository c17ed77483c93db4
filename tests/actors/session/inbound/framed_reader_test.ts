import { assertEquals } from "@std/assert";
import { MAX_FRAME_BYTES, MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import type { PersonName } from "../../../../actors/messages/events.ts";
import { bytesOf } from "../../../support/arbitraries/bytes.ts";
import { framed, reportedErrors, TestSession } from "../../../support/fakes/test_session.ts";

const session = new TestSession().state.init.session;

Deno.test("session: sends the texts of one read in one message, in order with other messages", () => {
  const ola = framed().sendFrames(
    { type: "say", id: "a1", text: "en" },
    { type: "ping", n: 7 },
    { type: "say", id: "a2", text: "to\nlinjer\t!" },
    { type: "typing", active: false },
    { type: "say", id: "a3", text: "tre" },
  );
  assertEquals(ola.roomMessages, [
    {
      type: "say",
      session,
      ids: toTextBatch(["a1", "a2"]),
      texts: toTextBatch(["en", "to\nlinjer\t!"]),
      count: 2,
      bytes: 13,
    },
    { type: "typing", session, active: false },
    {
      type: "say",
      session,
      ids: toTextBatch(["a3"]),
      texts: toTextBatch(["tre"]),
      count: 1,
      bytes: 3,
    },
  ]);
  assertEquals(ola.replies, [{ type: "pong", n: 7 }]);
});

Deno.test("session: counts the bytes of the texts", () => {
  const texts = ["å", "漢\n字", "👩‍👩‍👧", "x".repeat(600), "\ud83d"];
  const ola = framed().sendFrames(...texts.map((text, i) => ({ type: "say", id: `${i}`, text })));
  const [say] = ola.roomMessages;
  const bytes = texts.reduce((sum, text) => sum + bytesOf(text).length, 0);
  assertEquals(say?.type === "say" && say.bytes, bytes);
});

Deno.test("session: cleans a framed client's texts", () => {
  const ola = framed().sendFrames(
    { type: "say", id: "a1", text: "\x1b[31mrød\x1b[0m\r\n\x00\u202e\u2066!" },
    { type: "say", id: "a2", text: "halv \ud83d" },
  );
  assertEquals(ola.said, ["a1: rød\n!", "a2: halv \uFFFD"]);
});

Deno.test("session: accepts the longest text, and no longer one", () => {
  const text = "å".repeat(MAX_TEXT_BYTES / 2);
  const ola = framed().sendFrames(
    { type: "say", id: "a1", text },
    { type: "say", id: "a1", text: text + "x" },
  );
  assertEquals([ola.said, reportedErrors(ola)], [[`a1: ${text}`], ["too_long a1"]]);
});

Deno.test("session: accepts the longest frame, and no longer one", () => {
  const say = (length: number) => {
    const frame = JSON.stringify({ type: "say", id: "a1", text: "hei", x: "" });
    return frame.replace('"x":""', `"x":"${"x".repeat(length - frame.length)}"`);
  };
  assertEquals(framed().send(say(MAX_FRAME_BYTES - 1) + "\n").said, ["a1: hei"]);
  assertEquals(reportedErrors(framed().send(say(MAX_FRAME_BYTES) + "\n")), ["too_long"]);
});

Deno.test("session: passes on ack and read with any number", () => {
  const ola = framed();
  const numbers = [3, 4, 4, 2, 0, 2 ** 53 - 1];
  const said = numbers.flatMap((seq) => [{ type: "ack", seq }, { type: "read", seq }] as const);
  ola.sendFrames(...said);
  assertEquals(ola.roomMessages, said.map(({ type, seq }) => ({ type, session, seq })));
  assertEquals([ola.replies, ola.state.errors], [[], 0]);
});

Deno.test("session: passes on a new name, tidied, in order with the texts", () => {
  const ola = framed().sendFrames(
    { type: "say", id: "a1", text: "en" },
    { type: "rename", name: " Ola  N\u202e" },
    { type: "say", id: "a2", text: "to" },
  );
  assertEquals(ola.acts, [
    "a1: en",
    { type: "rename", session, name: "Ola N" as PersonName },
    "a2: to",
  ]);
  assertEquals(ola.replies, []);
});

Deno.test("session: rejects an invalid name", () => {
  const ola = framed();
  const names = ["", "System", "a: b", "x".repeat(33), 7];
  ola.sendFrames(...names.map((name) => ({ type: "rename", name })));
  assertEquals(reportedErrors(ola), [...Array(4).fill("invalid_name"), "bad_frame"]);
  assertEquals(ola.roomMessages, []);
});

Deno.test("session: a framed client leaves with a frame, and nothing after it is read", () => {
  const ola = framed().sendFrames({ type: "say", id: "a1", text: "ha det" }, { type: "leave" }, {
    type: "say",
    id: "a2",
    text: "etter",
  });
  assertEquals(ola.acts, ["a1: ha det", { type: "leave", session, reason: "quit" }]);
  assertEquals([ola.connectionMessages.at(-1), ola.exited], [{ type: "finish" }, true]);
});

Deno.test("session: ignores blank lines and pongs", () => {
  const ola = framed().send('\n \r\n{"type":"pong","n":1}\n');
  assertEquals([ola.roomMessages, ola.replyText, ola.state.errors], [[], "", 0]);
});

Deno.test("session: treats a framed client's goodbye line as a text", () => {
  const ola = framed().sendFrames({ type: "say", id: "a1", text: "avslutt" });
  assertEquals([ola.said, ola.exited], [["a1: avslutt"], false]);
});

Deno.test("session: holds a framed client's input until the welcome", () => {
  const ola = new TestSession({ dialect: "framed" }).sendFrames({ type: "ping", n: 1 });
  assertEquals(ola.connectionMessages, []);
  ola.enter();
  assertEquals(ola.replies, [{ type: "pong", n: 1 }]);
});
