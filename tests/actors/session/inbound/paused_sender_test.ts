import { assertEquals } from "@std/assert";
import { framed, plain, TestSession } from "../../../support/fakes/test_session.ts";

const ID = new TestSession().state.init.session;

function say(id: string) {
  return { type: "say", id, text: `tekst ${id}` };
}

Deno.test("session: holds a plain client's lines while the room is paused, and sends them in order", () => {
  const session = plain().send("en\n").flow(true).send("to\n", "tre\nfi", "re\n");
  assertEquals([session.said, session.consumed], [["en"], 3]);
  session.flow(false).send("fem\n");
  assertEquals(session.said, ["en", "to", "tre", "fire", "fem"]);
  assertEquals(session.consumed, "en\nto\ntre\nfire\nfem\n".length);
});

Deno.test("session: sends held input before it ends", () => {
  for (const type of ["ended", "closing"] as const) {
    const lines = plain().flow(true).send("en\n", "to");
    const frames = framed().flow(true).sendFrames(say("en")).sendFrames(say("to"));
    for (const session of [lines, frames]) {
      session.take(type === "ended" ? { type, lost: false } : { type, reason: "stopping" });
      assertEquals(
        session.said,
        session === lines ? ["en", "to"] : ["en: tekst en", "to: tekst to"],
      );
      assertEquals(session.roomMessages.at(-1)?.type, type === "ended" ? "leave" : "close");
    }
  }
});

Deno.test("session: joins an unended line with the rest that was held", () => {
  const session = plain().send("he").flow(true).send("i");
  session.fire("line");
  assertEquals(session.said, []);
  session.flow(false).fire("line");
  assertEquals(session.said, ["hei"]);
});

Deno.test("session: defers only a framed client's texts while the room is paused", () => {
  const ola = framed().flow(true);
  const acts = [{ type: "ack", seq: 2 }, { type: "read", seq: 2 }, {
    type: "typing",
    active: true,
  }];
  ola.sendFrames(say("en"), ...acts, { type: "ping", n: 7 }, say("to"));
  ola.sendFrames({ type: "pong", n: 1 }, { type: "typing", active: false });
  assertEquals(ola.acts, [
    { type: "ack", session: ID, seq: 2 },
    { type: "read", session: ID, seq: 2 },
    { type: "typing", session: ID, active: true },
    { type: "typing", session: ID, active: false },
  ]);
  assertEquals(ola.replies.at(-1), { type: "pong", n: 7 });
  assertEquals(ola.flow(false).said, ["en: tekst en", "to: tekst to"]);
});

Deno.test("session: consumes the bytes of deferred texts when it sends them", () => {
  const ola = framed().flow(true);
  const [pings, says] = ['{"type":"pong","n":1}\n', JSON.stringify(say("en"))];
  ola.send(pings, says, `\n${pings}`, pings);
  assertEquals(ola.consumed, pings.length + says.length + pings.length);
  ola.flow(false);
  assertEquals(ola.consumed, 3 * pings.length + says.length + 1);
});

Deno.test("session: stays paused when the room waits for another person", () => {
  const ola = framed().flow(true).sendFrames(say("en"));
  ola.flow(true).sendFrames(say("to"));
  assertEquals(ola.said, []);
  assertEquals(ola.flow(false).said, ["en: tekst en", "to: tekst to"]);
});

Deno.test("session: sends deferred texts before the client leaves", () => {
  const leave = framed().flow(true).sendFrames(say("en")).sendFrames(
    say("to"),
    { type: "leave" },
    say("tre"),
  );
  const errors = framed().flow(true).sendFrames(say("en")).send(
    `${JSON.stringify(say("to"))}\n${"x\n".repeat(10)}`,
  );
  const acks = framed().flow(true).sendFrames(say("en"), say("to")).send("x\n".repeat(9));
  acks.take({ type: "neverSent" });
  for (
    const [session, reason] of [[leave, "quit"], [errors, "kicked"], [acks, "kicked"]] as const
  ) {
    assertEquals(session.acts, [
      "en: tekst en",
      "to: tekst to",
      { type: "leave", session: ID, reason },
    ]);
    assertEquals(session.exited, true);
  }
});

Deno.test("session: drops deferred texts if another connection takes the seat", () => {
  const ola = framed().flow(true).sendFrames(say("en")).take({ type: "dismissed" });
  assertEquals([ola.roomMessages, ola.replies, ola.exited], [[], [], true]);
});

Deno.test("session: is paused from the start in a paused room", () => {
  const lines = new TestSession().send("en\n").enter("main", true).send("to\n");
  const frames = new TestSession({ dialect: "framed" }).sendFrames(say("en")).enter("main", true);
  frames.sendFrames(say("to"), { type: "ping", n: 7 });
  assertEquals([lines.said, frames.said, frames.replies], [[], [], [{ type: "pong", n: 7 }]]);
  assertEquals(lines.flow(false).said, ["en", "to"]);
  assertEquals(frames.flow(false).said, ["en: tekst en", "to: tekst to"]);
});

Deno.test("session: does not carry a pause over to the next room", () => {
  const hello = '{"type":"hello","version":1,"name":"ola","room":"stua"}\n';
  const session = plain().send(hello).flow(true).flow(false).flow(true).enter("stua");
  assertEquals(session.sendFrames(say("en")).said, ["en: tekst en"]);
});
