import { assert, assertEquals } from "@std/assert";
import { MAX_FRAME_BYTES, MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import { toTextBatch } from "../../../../actors/encoding/text_batch.ts";
import type { PersonName } from "../../../../actors/messages/events.ts";
import { bytesOf } from "../../../support/arbitraries/bytes.ts";
import { TestChat } from "../../../support/fakes/test_chat.ts";
import { framed, TestSession } from "../../../support/fakes/test_session.ts";

const session = new TestSession().state.init.session;

/** The codes, and ids, of the errors that it was told. */
function errors(of: TestSession): readonly unknown[] {
  return of.answers.filter(({ type }) => type === "error")
    .map(({ code, id }) => id === undefined ? code : `${code} ${id}`);
}

Deno.test("session: sends the texts of one read in one message, in order with other messages", () => {
  const ola = framed().sendFrames(
    { type: "say", id: "a1", text: "en" },
    { type: "ping", n: 7 },
    { type: "say", id: "a2", text: "to\nlinjer\t!" },
    { type: "typing", active: false },
    { type: "say", id: "a3", text: "tre" },
  );
  assertEquals(ola.toRoom, [
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
  assertEquals(ola.answers, [{ type: "pong", n: 7 }]);
});

Deno.test("session: counts the bytes of the texts", () => {
  const texts = ["å", "漢\n字", "👩‍👩‍👧", "x".repeat(600), "\ud83d"];
  const ola = framed().sendFrames(...texts.map((text, i) => ({ type: "say", id: `${i}`, text })));
  const [say] = ola.toRoom;
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
  assertEquals([ola.said, errors(ola)], [[`a1: ${text}`], ["too_long a1"]]);
});

Deno.test("session: rejects a text without visible content as a bad frame with its id", () => {
  const ola = framed();
  const blank = ["", " \n\t", "\x1b[31m", "\u202e", "\x07"];
  ola.sendFrames(...blank.map((text, i) => ({ type: "say", id: `a${i}`, text })));
  assertEquals(errors(ola), blank.map((_, i) => `bad_frame a${i}`));
  assertEquals(ola.toRoom, []);
});

Deno.test("session: reports each kind of error", () => {
  const ola = framed();
  ola.send("hei\n").sendFrames(
    { type: "sing" },
    { type: "say", id: "a1", text: "å".repeat(MAX_TEXT_BYTES / 2) + "x" },
    { type: "say", id: "a2", text: 7 },
    { type: "hello", version: 1, name: "per" },
  ).send(`{"type":"leave","x":"${"x".repeat(MAX_FRAME_BYTES)}"}\n`);
  assertEquals(errors(ola), [
    "bad_frame",
    "unknown_type",
    "too_long a1",
    "bad_frame a2",
    "duplicate_hello",
    "too_long",
  ]);
  assertEquals([ola.toRoom, ola.exited], [[], false]);
  assert(ola.answers.every(({ text }) => String(text).startsWith("Server: ")));
});

Deno.test("session: accepts the longest frame, and no longer one", () => {
  const say = (length: number) => {
    const frame = JSON.stringify({ type: "say", id: "a1", text: "hei", x: "" });
    return frame.replace('"x":""', `"x":"${"x".repeat(length - frame.length)}"`);
  };
  assertEquals(framed().send(say(MAX_FRAME_BYTES - 1) + "\n").said, ["a1: hei"]);
  assertEquals(errors(framed().send(say(MAX_FRAME_BYTES) + "\n")), ["too_long"]);
});

Deno.test("session: closes at the tenth error, and reads nothing after it", () => {
  const ola = framed();
  ola.send("feil\n".repeat(9));
  assertEquals([errors(ola).length, ola.exited], [9, false]);
  ola.send('feil\nfeil\n{"type":"say","id":"a1","text":"hei"}\n');
  assertEquals(errors(ola).length, 10);
  assertEquals(ola.answers.at(-1), {
    type: "closing",
    reason: "errors",
    text: "Server: Det kom 10 feil fra klienten din, og tilkoblingen lukkes.",
  });
  assertEquals(ola.toRoom, [{ type: "leave", session, reason: "kicked" }]);
  assertEquals([ola.toConnection.at(-1), ola.exited], [{ type: "finish" }, true]);
});

Deno.test("session: sends the texts from before the tenth error", () => {
  const ola = framed().send('{"type":"say","id":"a1","text":"hei"}\n' + "feil\n".repeat(10));
  assertEquals([ola.said, ola.exited], [["a1: hei"], true]);
});

Deno.test("session: passes on ack and read with any number", () => {
  const ola = framed();
  const numbers = [3, 4, 4, 2, 0, 2 ** 53 - 1];
  const said = numbers.flatMap((seq) => [{ type: "ack", seq }, { type: "read", seq }] as const);
  ola.sendFrames(...said);
  assertEquals(ola.toRoom, said.map(({ type, seq }) => ({ type, session, seq })));
  assertEquals([ola.answers, ola.state.errors], [[], 0]);
});

Deno.test("session: reports a number that the room never sent as a bad frame", () => {
  const ola = framed();
  const before = ola.state;
  ola.take({ type: "neverSent" }).take({ type: "neverSent" });
  assertEquals(errors(ola), ["bad_frame", "bad_frame"]);
  assertEquals(ola.state, { ...before, errors: 2 });
  assertEquals([ola.toRoom, ola.exited], [[], false]);
});

Deno.test("session: counts numbers that were never sent among the errors", () => {
  const early = framed().take({ type: "neverSent" }).send("feil\n".repeat(9));
  const late = framed().send("feil\n".repeat(9)).take({ type: "neverSent" });
  for (const ola of [early, late]) {
    assertEquals([errors(ola).length, ola.answers.length], [10, 11]);
    assertEquals(ola.answers.at(-1)?.reason, "errors");
    assertEquals(ola.toRoom, [{ type: "leave", session, reason: "kicked" }]);
    assertEquals([ola.toConnection.at(-1), ola.exited], [{ type: "finish" }, true]);
  }
});

Deno.test("session: kicks a client that keeps acknowledging numbers it was never sent", () => {
  const chat = new TestChat();
  const [ola] = [chat.join("ola", "framed"), chat.join("kari", "framed")];
  const insist = (times: number) =>
    chat.act("ola", ({ session }) => {
      for (let i = 0; i < times; i++) {
        session.sendFrames({ type: "ack", seq: 99 }, { type: "read", seq: 99 });
      }
    });
  insist(4);
  const bad = ola.writer.frames.filter(({ code }) => code === "bad_frame");
  assertEquals([bad.length, ola.session.exited], [8, false]);
  insist(1);
  assertEquals([ola.writer.frames.at(-1)?.reason, ola.session.exited], ["errors", true]);
  chat.drain("kari");
  assertEquals(chat.heard("kari").at(-1)?.reason, "kicked");
});

Deno.test("session: ignores wrong numbers after it has sent close", () => {
  const ola = framed().take({ type: "closing", reason: "stopping" }).take({ type: "neverSent" });
  assertEquals([ola.answers, ola.state.errors], [[], 0]);
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
  assertEquals(ola.answers, []);
});

Deno.test("session: rejects an invalid name", () => {
  const ola = framed();
  const names = ["", "System", "a: b", "x".repeat(33), 7];
  ola.sendFrames(...names.map((name) => ({ type: "rename", name })));
  assertEquals(errors(ola), [...Array(4).fill("invalid_name"), "bad_frame"]);
  assertEquals(ola.toRoom, []);
});

Deno.test("session: a framed client leaves with a frame, and nothing after it is read", () => {
  const ola = framed().sendFrames({ type: "say", id: "a1", text: "ha det" }, { type: "leave" }, {
    type: "say",
    id: "a2",
    text: "etter",
  });
  assertEquals(ola.acts, ["a1: ha det", { type: "leave", session, reason: "quit" }]);
  assertEquals([ola.toConnection.at(-1), ola.exited], [{ type: "finish" }, true]);
});

Deno.test("session: ignores blank lines and pongs", () => {
  const ola = framed().send('\n \r\n{"type":"pong","n":1}\n');
  assertEquals([ola.toRoom, ola.answered, ola.state.errors], [[], "", 0]);
});

Deno.test("session: treats a framed client's goodbye line as a text", () => {
  const ola = framed().sendFrames({ type: "say", id: "a1", text: "avslutt" });
  assertEquals([ola.said, ola.exited], [["a1: avslutt"], false]);
});

Deno.test("session: treats hostile frames as bad frames", () => {
  const deep = "[".repeat(20_000);
  const ola = framed().send(
    `${deep}\n{"a":${deep}${"]".repeat(20_000)}}\n`,
    '{"__proto__":{"type":"leave"}}\n{"type":"__proto__"}\n{"type":"constructor"}\n',
    '{"type":"say","id":"\\ud83d","text":"hei"}\n{"type":"say","id":"a\\u0000b","text":"hei"}\n',
  );
  assertEquals(errors(ola), [
    "bad_frame",
    "bad_frame",
    "bad_frame",
    "unknown_type",
    "unknown_type",
    "bad_frame",
    "bad_frame",
  ]);
  assertEquals(ola.toRoom, []);
  ola.send('{"type":"say","id":"a1","text":"hei","__proto__":{"text":"nei"}}\n');
  assertEquals(ola.said, ["a1: hei"]);
});

Deno.test("session: holds a framed client's input until the welcome", () => {
  const ola = new TestSession({ dialect: "framed" }).sendFrames({ type: "ping", n: 1 });
  assertEquals(ola.toConnection, []);
  ola.enter();
  assertEquals(ola.answers, [{ type: "pong", n: 1 }]);
});

Deno.test("session: reports errors in the server's language", () => {
  assertEquals(
    framed({ language: "en" }).send("x\n").answers[0]?.text,
    "Server: The frame could not be read and was not sent. See the protocol.",
  );
});
