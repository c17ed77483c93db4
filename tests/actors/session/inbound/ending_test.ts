import { assertEquals } from "@std/assert";
import { workerActors } from "../../../../actors/worker/worker_actors.ts";
import type { ConnectionMessage } from "../../../../actors/messages/connection.ts";
import type { LeaveReason } from "../../../../actors/protocol/frames.ts";
import { ActorSystem } from "../../../../actors/runtime/actor_system.ts";
import { FakeClock } from "../../../support/fakes/fake_clock.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { framed, plain, TestSession } from "../../../support/fakes/test_session.ts";

const ID = new TestSession().state.init.session;
const IDLE =
  "Server: Du har vært stille så lenge at tilkoblingen lukkes. Koble til igjen når du vil.\n";

function leave(reason: LeaveReason) {
  return { type: "leave", session: ID, reason } as const;
}

Deno.test("session: a plain client that closes has left, a framed one is lost", () => {
  assertEquals(plain().take({ type: "ended", lost: false }).roomMessages, [leave("quit")]);
  assertEquals(plain().take({ type: "ended", lost: true }).roomMessages, [leave("lost")]);
  assertEquals(framed().take({ type: "ended", lost: false }).roomMessages, [leave("lost")]);
});

Deno.test("session: sends a plain client's unended line before it leaves", () => {
  const session = plain().send("hei\nha det").take({ type: "ended", lost: true });
  assertEquals(session.acts, ["hei", "ha det", leave("lost")]);
  assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: accepts a goodbye without a line ending", () => {
  const session = plain().send("hei\navslutt").take({ type: "ended", lost: true });
  assertEquals(session.acts, ["hei", leave("quit")]);
});

Deno.test("session: ignores an unended frame", () => {
  const session = framed().send('{"type":"say","id":"a1","text":"hei"}').take({
    type: "ended",
    lost: false,
  });
  assertEquals(session.acts, [leave("lost")]);
});

Deno.test("session: sends everything, then waits for the room, when the server closes", () => {
  for (
    const [session, said] of [
      [plain().send("hei\nsist"), ["hei", "sist"]],
      [framed().sendFrames({ type: "say", id: "a1", text: "hei" }), ["a1: hei"]],
    ] as const
  ) {
    session.take({ type: "closing", reason: "stopping" });
    assertEquals(session.acts, [...said, { type: "close", session: ID, reason: "stopping" }]);
    assertEquals([session.replyText, session.exited], ["", false]);
    session.take({ type: "dismissed" });
    assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
  }
});

Deno.test("session: ends without a message after the client was dismissed", () => {
  for (const session of [plain(), framed(), new TestSession(), plain().send("halv")]) {
    session.take({ type: "dismissed" });
    assertEquals([session.roomMessages, session.replyText], [[], ""]);
    assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
  }
});

Deno.test("session: sends nothing after it has sent close", () => {
  for (
    const [session, late] of [
      [plain(), "for sent\n"],
      [framed(), '{"type":"say","id":"a1","text":"for sent"}\n{"type":"leave"}\n'],
    ] as const
  ) {
    session.take({ type: "closing", reason: "stopping" }).send(late);
    session.take({ type: "ended", lost: true }).take({ type: "lineTimeout" }).take({
      type: "idleTimeout",
    });
    assertEquals(session.roomMessages, [{ type: "close", session: ID, reason: "stopping" }]);
    assertEquals([session.replyText, session.exited], ["", false]);
  }
});

Deno.test("session: honours a goodbye that was under way when the server closed", () => {
  const session = plain().send("avslutt").take({ type: "closing", reason: "stopping" });
  assertEquals(session.acts, [leave("quit")]);
});

Deno.test("session: handles input from before the welcome before it closes", () => {
  const session = new TestSession().send("hei\n").take({ type: "closing", reason: "stopping" });
  assertEquals(session.acts, []);
  assertEquals(session.enter().acts, ["hei", { type: "close", session: ID, reason: "stopping" }]);
});

Deno.test("session: does nothing after its end", () => {
  const session = plain().send("avslutt\n");
  const { length } = session.connectionMessages;
  session.send("hei\n").take({ type: "neverSent" }).flow(true).flow(false);
  session.take({ type: "dismissed" }).take({ type: "closing", reason: "stopping" });
  session.take({ type: "lineTimeout" }).take({ type: "idleTimeout" }).take({ type: "keepalive" })
    .enter();
  assertEquals([session.connectionMessages.length, session.roomMessages.length], [length, 1]);
});

Deno.test("session: disconnects a plain client after the idle timeout", () => {
  const session = plain({ idleTimeout: 60_000 });
  session.now += 59_999;
  session.send("hei\n").take({ type: "idleTimeout" });
  assertEquals([session.exited, session.timers.get("idle")?.ms], [false, 60_000]);
  session.now += 10_000;
  session.take({ type: "idleTimeout" });
  assertEquals(session.timers.get("idle")?.ms, 50_000);
  session.fire("idle");
  assertEquals([session.replyText, session.roomMessages.at(-1)], [IDLE, leave("idle")]);
  assertEquals([session.connectionMessages.at(-1), session.exited], [{ type: "finish" }, true]);
});

Deno.test("session: keeps a client that waits for its welcome, and checks it later", () => {
  const session = new TestSession({ idleTimeout: 60_000 }).send("hei\n");
  session.now += 60_000;
  session.take({ type: "idleTimeout" });
  assertEquals([session.exited, session.timers.get("idle")?.ms], [false, 60_000]);
  assertEquals(session.enter().fire("idle").roomMessages.at(-1), leave("idle"));
});

Deno.test("session: does not count a pause as silence of a plain client", () => {
  const session = plain({ idleTimeout: 60_000 });
  session.flow(true);
  session.now += 60_000;
  session.take({ type: "idleTimeout" });
  assertEquals([session.exited, session.timers.get("idle")?.ms], [false, 60_000]);
  session.now += 59_999;
  session.flow(false);
  session.now += 1;
  session.take({ type: "idleTimeout" });
  assertEquals([session.exited, session.timers.get("idle")?.ms], [false, 59_999]);
  assertEquals(session.fire("idle").roomMessages.at(-1), leave("idle"));
});

Deno.test("session: never applies the idle timeout to a framed client", () => {
  const session = framed({ idleTimeout: 60_000 });
  session.now += 600_000;
  session.take({ type: "idleTimeout" });
  assertEquals([session.exited, session.timers.size], [false, 0]);
});

/** What a real plain session sends to its connection if nothing happens for `ms`. */
async function leftAlone(idleTimeout: number, ms: number): Promise<readonly string[]> {
  const clock = new FakeClock();
  const system = new ActorSystem({ node: "test", clock });
  const heard: string[] = [];
  const receive = ({ type }: ConnectionMessage) => void heard.push(type);
  const { ref: { address: connection } } = system.spawn<ConnectionMessage>(
    "connection",
    () => ({ receive }),
    { mailbox: 9 },
  );
  const startedAt = clock.now();
  const init = { ...new TestSession().state.init, idleTimeout, startedAt, connection };
  const session = system.spawn("session", workerActors.session(init), { mailbox: 9 });
  session.ref.send({ type: "entered", room: system.address("room"), paused: false });
  await settled();
  clock.advance(ms);
  await settled();
  return heard;
}

Deno.test("session: starts the idle timer when it begins, if there is a timeout", async () => {
  assertEquals(await leftAlone(60_000, 59_999), []);
  assertEquals(await leftAlone(60_000, 60_000), ["write", "finish"]);
  assertEquals(await leftAlone(0, 1e9), []);
});
