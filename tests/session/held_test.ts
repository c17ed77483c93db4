import { assertEquals } from "@std/assert";
import { framed, plain, type TestSession } from "../support/test_session.ts";

function flow(session: TestSession, paused: boolean): TestSession {
  return session.take({ type: "flow", waitingFor: paused ? { id: "m2", name: "kari" } : null });
}

Deno.test("session: holds what was read while another does not read, and takes it in order after", () => {
  const session = flow(plain().send("en\n"), true).send("to\n", "tre\nfi", "re\n");
  assertEquals([session.said, session.consumed], [["en"], 3]);
  flow(session, false).send("fem\n");
  assertEquals(session.said, ["en", "to", "tre", "fire", "fem"]);
  assertEquals(session.consumed, "en\nto\ntre\nfire\nfem\n".length);
});

Deno.test("session: what was held is said before the client's end, or the server's", () => {
  for (const type of ["ended", "closing"] as const) {
    const session = flow(plain(), true).send("en\n", "to");
    session.take(
      type === "ended" ? { type, lost: false } : { type, reason: "stopping" },
    );
    assertEquals(session.said, ["en", "to"]);
    assertEquals(session.toRoom.at(-1)?.type, type === "ended" ? "leave" : "close");
  }
});

Deno.test("session: a message without an end is not cut in two by what is held of it", () => {
  const session = flow(plain().send("he"), true).send("i");
  session.fire("settle");
  assertEquals(session.said, []);
  flow(session, false).fire("settle");
  assertEquals(session.said, ["hei"]);
});

Deno.test("session: after a goodbye among what was held nothing is said", () => {
  const session = framed();
  flow(session, true).sendFrames(
    { type: "say", id: "1", text: "hei" },
    { type: "leave" },
    { type: "say", id: "2", text: "borte" },
  );
  flow(session, false);
  assertEquals(session.said, ["1: hei"]);
  assertEquals(session.toRoom.at(-1)?.type, "leave");
});
