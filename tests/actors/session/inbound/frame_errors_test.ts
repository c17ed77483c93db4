import { assert, assertEquals } from "@std/assert";
import { MAX_FRAME_BYTES, MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import { TestChat } from "../../../support/fakes/test_chat.ts";
import { framed, reportedErrors, TestSession } from "../../../support/fakes/test_session.ts";

const session = new TestSession().state.init.session;

Deno.test("session: rejects a text without visible content as a bad frame with its id", () => {
  const ola = framed();
  const blank = ["", " \n\t", "\x1b[31m", "\u202e", "\x07"];
  ola.sendFrames(...blank.map((text, i) => ({ type: "say", id: `a${i}`, text })));
  assertEquals(reportedErrors(ola), blank.map((_, i) => `bad_frame a${i}`));
  assertEquals(ola.roomMessages, []);
});

Deno.test("session: reports each kind of error", () => {
  const ola = framed();
  ola.send("hei\n").sendFrames(
    { type: "sing" },
    { type: "say", id: "a1", text: "å".repeat(MAX_TEXT_BYTES / 2) + "x" },
    { type: "say", id: "a2", text: 7 },
    { type: "hello", version: 1, name: "per" },
  ).send(`{"type":"leave","x":"${"x".repeat(MAX_FRAME_BYTES)}"}\n`);
  assertEquals(reportedErrors(ola), [
    "bad_frame",
    "unknown_type",
    "too_long a1",
    "bad_frame a2",
    "duplicate_hello",
    "too_long",
  ]);
  assertEquals([ola.roomMessages, ola.exited], [[], false]);
  assert(ola.replies.every(({ text }) => String(text).startsWith("Server: ")));
});

Deno.test("session: closes at the tenth error, and reads nothing after it", () => {
  const ola = framed();
  ola.send("feil\n".repeat(9));
  assertEquals([reportedErrors(ola).length, ola.exited], [9, false]);
  ola.send('feil\nfeil\n{"type":"say","id":"a1","text":"hei"}\n');
  assertEquals(reportedErrors(ola).length, 10);
  assertEquals(ola.replies.at(-1), {
    type: "closing",
    reason: "errors",
    text: "Server: Det kom 10 feil fra klienten din, og tilkoblingen lukkes.",
  });
  assertEquals(ola.roomMessages, [{ type: "leave", session, reason: "kicked" }]);
  assertEquals([ola.connectionMessages.at(-1), ola.exited], [{ type: "finish" }, true]);
});

Deno.test("session: sends the texts from before the tenth error", () => {
  const ola = framed().send('{"type":"say","id":"a1","text":"hei"}\n' + "feil\n".repeat(10));
  assertEquals([ola.said, ola.exited], [["a1: hei"], true]);
});

Deno.test("session: reports a number that the room never sent as a bad frame", () => {
  const ola = framed();
  const before = ola.state;
  ola.take({ type: "neverSent" }).take({ type: "neverSent" });
  assertEquals(reportedErrors(ola), ["bad_frame", "bad_frame"]);
  assertEquals(ola.state, { ...before, errors: 2 });
  assertEquals([ola.roomMessages, ola.exited], [[], false]);
});

Deno.test("session: counts numbers that were never sent among the errors", () => {
  const early = framed().take({ type: "neverSent" }).send("feil\n".repeat(9));
  const late = framed().send("feil\n".repeat(9)).take({ type: "neverSent" });
  for (const ola of [early, late]) {
    assertEquals([reportedErrors(ola).length, ola.replies.length], [10, 11]);
    assertEquals(ola.replies.at(-1)?.reason, "errors");
    assertEquals(ola.roomMessages, [{ type: "leave", session, reason: "kicked" }]);
    assertEquals([ola.connectionMessages.at(-1), ola.exited], [{ type: "finish" }, true]);
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
  assertEquals([ola.replies, ola.state.errors], [[], 0]);
});

Deno.test("session: treats hostile frames as bad frames", () => {
  const deep = "[".repeat(20_000);
  const ola = framed().send(
    `${deep}\n{"a":${deep}${"]".repeat(20_000)}}\n`,
    '{"__proto__":{"type":"leave"}}\n{"type":"__proto__"}\n{"type":"constructor"}\n',
    '{"type":"say","id":"\\ud83d","text":"hei"}\n{"type":"say","id":"a\\u0000b","text":"hei"}\n',
  );
  assertEquals(reportedErrors(ola), [
    "bad_frame",
    "bad_frame",
    "bad_frame",
    "unknown_type",
    "unknown_type",
    "bad_frame",
    "bad_frame",
  ]);
  assertEquals(ola.roomMessages, []);
  ola.send('{"type":"say","id":"a1","text":"hei","__proto__":{"text":"nei"}}\n');
  assertEquals(ola.said, ["a1: hei"]);
});

Deno.test("session: reports errors in the server's language", () => {
  assertEquals(
    framed({ language: "en" }).send("x\n").replies[0]?.text,
    "Server: The frame could not be read and was not sent. See the protocol.",
  );
});
