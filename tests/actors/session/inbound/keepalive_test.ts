import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_READ_AHEAD, MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import { newSession } from "../../../../actors/session/inbound/session_state.ts";
import {
  PING_AFTER,
  PONG_WITHIN,
  startTimers,
} from "../../../../actors/session/inbound/keepalive.ts";
import { framed, plain, START, TestSession } from "../../../support/fakes/test_session.ts";

const ID = new TestSession().state.init.session;
const LOST_AFTER = PING_AFTER + PONG_WITHIN;
const PONG = { type: "pong", n: 1 };

/** A framed client's session with its timers running. */
function watched(): TestSession {
  const session = framed();
  return session.perform(startTimers(session.state));
}

function pings(session: TestSession): number {
  return session.replies.filter(({ type }) => type === "ping").length;
}

Deno.test("session: pings a framed client after 20 s of silence, and loses it after 45 s", () => {
  assertEquals([PING_AFTER, LOST_AFTER], [20_000, 45_000]);
  const session = watched().pass(PING_AFTER - 1);
  assertEquals([pings(session), session.exited], [0, false]);
  assertEquals([pings(session.pass(1)), session.exited], [1, false]);
  session.pass(PONG_WITHIN - 1);
  assertEquals([pings(session), session.exited, session.roomMessages], [1, false, []]);
  session.pass(1);
  assertEquals(session.roomMessages, [{ type: "leave", session: ID, reason: "lost" }]);
  assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
  assertEquals(session.replies.length, 1, "a lost client gets no message");
});

Deno.test("session: counts any byte as an answer to a ping", () => {
  for (const sign of ["{", "\n", "x\n", `${JSON.stringify(PONG)}\n`]) {
    const session = watched().pass(LOST_AFTER - 1).send(sign);
    assertEquals([pings(session.pass(PING_AFTER - 1)), session.exited], [1, false]);
    assertEquals([pings(session.pass(1)), session.exited], [2, false]);
    assertEquals(session.pass(PONG_WITHIN).exited, true);
  }
});

Deno.test("session: never loses a client that answers, and pings it after each silence of 20 s", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: LOST_AFTER - 1 }), { maxLength: 20 }),
      (silences) => {
        const session = watched();
        let pinged = 0;
        for (const ms of silences) {
          session.pass(ms).sendFrames(PONG);
          if (ms >= PING_AFTER) pinged++;
          assertEquals([pings(session), session.exited], [pinged, false]);
        }
        assertEquals(session.pass(LOST_AFTER).exited, true);
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("session: never loses a client without a ping, however late its timer fires", () => {
  const session = watched();
  session.now += 3_600_000;
  session.fire("keepalive");
  assertEquals([pings(session), session.exited], [1, false]);
  assertEquals(session.pass(PONG_WITHIN).exited, true);
});

Deno.test("session: does not ping a client whose input is not read", () => {
  const session = watched().flow(true);
  const text = "x".repeat(MAX_TEXT_BYTES);
  for (let i = 0; i * MAX_TEXT_BYTES < MAX_READ_AHEAD; i++) {
    session.sendFrames({ type: "say", id: `a${i}`, text });
  }
  session.pass(10 * LOST_AFTER);
  assertEquals([pings(session), session.exited], [0, false]);
  session.flow(false);
  assertEquals(session.pass(PING_AFTER - 1).exited, false);
  assertEquals(session.pass(LOST_AFTER).exited, true);
});

Deno.test("session: pings a client that is paused but still read", () => {
  const session = watched().flow(true).sendFrames({ type: "say", id: "a1", text: "hei" });
  session.pass(PING_AFTER);
  assertEquals([pings(session), session.pass(PONG_WITHIN).exited], [1, true]);
});

Deno.test("session: sends no ping before the welcome, nor after the server closes", () => {
  const entering = new TestSession({ dialect: "framed" });
  entering.now += LOST_AFTER;
  entering.take({ type: "keepalive" });
  assertEquals([entering.replyText, entering.timers.get("keepalive")?.ms], ["", PING_AFTER]);
  const closing = framed().take({ type: "closing", reason: "stopping" });
  closing.now += LOST_AFTER;
  closing.take({ type: "keepalive" });
  assertEquals([closing.replyText, closing.timers.size], ["", 0]);
});

Deno.test("session: sends a plain client no ping", () => {
  const init = plain().state.init;
  assertEquals(startTimers(newSession({ ...init, idleTimeout: 0, startedAt: START })), []);
});
