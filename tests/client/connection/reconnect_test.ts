import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { ClosingReason, RefusalReason } from "../../../actors/protocol/frames.ts";
import { wantsInput } from "../../../client/connection/connection.ts";
import { GIVE_UP_MS, MAX_WAIT_MS } from "../../../client/connection/reconnect.ts";
import {
  accepted,
  joined,
  type RecordedConnection,
  said,
  welcome,
} from "../../support/fakes/recorded_connection.ts";

/** In the room for a while, and then disconnected. */
function lost(): RecordedConnection {
  return joined(4).pass(60_000).close();
}

/** Let in again. */
function back(recorded: RecordedConnection, resumed = true, seq = 4): RecordedConnection {
  return recorded.retry().open().forget().receive(welcome(seq, { resumed, token: "t2" }));
}

Deno.test("reconnect: tries again at once, reports it once, and sends its token", () => {
  const recorded = lost();
  assertEquals(recorded.events, [{ type: "disconnected" }, { type: "retrying", at: 60_000 }]);
  assertEquals(recorded.wait, 0);
  recorded.forget().retry().take({ type: "unreachable" });
  assertEquals(recorded.events, [{ type: "retrying", at: 60_000 + (recorded.wait ?? NaN) }]);
  recorded.forget().retry().open();
  assertEquals(recorded.events, []);
  assertEquals(recorded.sent, [
    { type: "hello", version: 1, name: "ola", resume: { token: "t", seq: 4 } },
  ]);
});

Deno.test("reconnect: waits grow within their limits", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true })), (chances) => {
    const recorded = lost();
    let longest = 500;
    for (const random of chances.slice(0, 30)) {
      recorded.random = random;
      const wait = recorded.retry().take({ type: "unreachable" }).wait ?? NaN;
      assert(wait >= longest / 2 && wait <= longest, `${wait} of ${longest}`);
      longest = Math.min(MAX_WAIT_MS, longest * 2);
    }
  }));
});

Deno.test("reconnect: pauses before a server that lets in and throws out", () => {
  const recorded = back(lost()).close();
  assert(recorded.wait !== undefined && recorded.wait > 0);
  back(recorded).pass(MAX_WAIT_MS).close();
  assertEquals(recorded.wait, 0);
});

Deno.test("reconnect: a client replaced by its own late hello tries again", () => {
  const replaced = { type: "closing", reason: "replaced", text: "" } as const;
  assertEquals(back(lost()).receive(replaced).connection.phase, "waiting");
  assertEquals(back(lost()).pass(MAX_WAIT_MS).receive(replaced).connection.phase, "ended");
});

Deno.test("reconnect: reports a text that reuses an id in a new room", () => {
  const again = said(3, "en annen");
  const recorded = joined(4).receive(said(5, "en")).pass(60_000).close();
  const events = back(recorded, false, 2).forget().receive({ ...said(5, "en"), ...again }).events;
  assertEquals(events.map(({ type }) => type), ["said"]);
});

Deno.test("reconnect: gives up after its time limit", () => {
  const recorded = lost();
  recorded.random = 0.999;
  let waited = 0;
  while (recorded.connection.phase !== "ended") {
    waited += recorded.wait ?? NaN;
    recorded.pass(recorded.wait ?? NaN).retry().take({ type: "unreachable" });
    assert(waited <= GIVE_UP_MS);
  }
  assertEquals(recorded.events.at(-1), { type: "ended", ending: { type: "lost" } });
  assert(waited > GIVE_UP_MS - 2 * MAX_WAIT_MS);
});

Deno.test("reconnect: does not count the time a machine sleeps", () => {
  const recorded = lost().retry().take({ type: "unreachable" }).pass(8 * 3_600_000).retry();
  assertEquals(recorded.take({ type: "unreachable" }).connection.phase, "waiting");
});

Deno.test("reconnect: ignores what an old connection still reports", () => {
  const recorded = joined();
  const { attempt } = recorded.connection;
  recorded.close().forget();
  recorded.take({ type: "closed", attempt }).take({ type: "opened", attempt });
  assertEquals(recorded.effects, []);
});

Deno.test("reconnect: acks first, then sends unaccepted texts again, then new ones", () => {
  const recorded = joined(4).say("a").say("b").say("c").receive(accepted("p-2", 5)).close();
  recorded.say("d");
  assertEquals(back(recorded).sent, [
    { type: "ack", seq: 4 },
    { type: "say", id: "p-1", text: "a" },
    { type: "say", id: "p-3", text: "c" },
    { type: "say", id: "p-4", text: "d" },
  ]);
});

Deno.test("reconnect: does not resend texts that may have reached a lost seat", () => {
  const recorded = joined(4).say("a").close().say("b");
  back(recorded, false, 2);
  assertEquals(recorded.events.slice(1), [
    { type: "not_sent", reason: "uncertain", id: "p-1", text: "a" },
  ]);
  assertEquals(recorded.sent, [
    { type: "ack", seq: 2 },
    { type: "say", id: "p-2", text: "b" },
  ]);
  recorded.receive(said(3));
  assertEquals(recorded.events.at(-1), said(3));
});

Deno.test("reconnect: does not ack an old seat's events for a new one", () => {
  const recorded = joined(4).receive(said(5)).close();
  back(recorded, false, 2).forget().take({ type: "shown", seq: 5 });
  assertEquals(recorded.sent, []);
});

Deno.test("reconnect: a new seat's numbers may be lower than the old one's", () => {
  const recorded = joined(40).close().retry().open().forget().receive(welcome(2), said(3));
  assertEquals(recorded.effects.findLast(({ type }) => type === "show"), { type: "show", seq: 3 });
  recorded.take({ type: "shown", seq: 3 });
  assertEquals(recorded.sent.at(-1), { type: "ack", seq: 3 });
});

Deno.test("reconnect: asks for what was not shown, and reports nothing twice", () => {
  const recorded = joined(4).receive(said(5), said(6)).take({ type: "shown", seq: 5 }).close();
  recorded.retry().open();
  assertEquals(recorded.sent.at(-1), {
    type: "hello",
    version: 1,
    name: "ola",
    resume: { token: "t", seq: 5 },
  });
  recorded.forget().receive(welcome(7, { resumed: true }), said(6), said(7));
  assertEquals(recorded.events.slice(1), [said(7)]);
  recorded.take({ type: "shown", seq: 7 });
  assertEquals(recorded.sent.at(-1), { type: "ack", seq: 7 });
});

Deno.test("reconnect: recognizes a text that a killed server gave another number", () => {
  const recorded = joined(4).receive(said(5, "hei", "a1"));
  back(recorded.close()).forget().receive(said(1_000_005, "hei", "a1"));
  assertEquals(recorded.events, []);
  recorded.take({ type: "shown", seq: 1_000_005 });
  assertEquals(recorded.sent, [{ type: "ack", seq: 1_000_005 }]);
});

Deno.test("reconnect: queues texts while disconnected, and sends none before the welcome", () => {
  const recorded = lost().forget();
  assert(wantsInput(recorded.connection));
  recorded.say("a").retry().say("b").open().say("c");
  assertEquals(recorded.sent.map(({ type }) => type), ["hello"]);
  assertEquals(recorded.events.map(({ type }) => type), ["queued", "queued", "queued"]);
  recorded.take({ type: "measure" });
  assertEquals(recorded.events.at(-1), { type: "not_connected" });
});

Deno.test("reconnect: the closing reason decides whether to reconnect", () => {
  const again: readonly ClosingReason[] = ["failed", "stalled"];
  const final: readonly ClosingReason[] = ["stopping", "replaced", "idle", "errors"];
  const phaseAfter = (reason: ClosingReason) =>
    joined().receive({ type: "closing", reason, text: "Server: Ha det." }).connection.phase;
  assertEquals(again.map(phaseAfter), again.map(() => "waiting"));
  assertEquals(final.map(phaseAfter), final.map(() => "ended"));
});

Deno.test("reconnect: retries a stopping server, but not another refusal", () => {
  const phaseAfter = (reason: RefusalReason) =>
    lost().retry().open().receive({ type: "refused", reason, text: "Server: Nei." })
      .connection.phase;
  assertEquals(phaseAfter("stopping"), "waiting");
  assertEquals(phaseAfter("room_full"), "ended");
  const stopping = lost().retry().open()
    .receive({ type: "closing", reason: "stopping", text: "Server: Slutt." });
  assertEquals(stopping.connection.phase, "waiting");
});

Deno.test("reconnect: reports the texts that reach nobody when the seat is gone", () => {
  const recorded = joined().say("a").close().say("b").retry().open().forget()
    .receive({ type: "refused", reason: "room_full", text: "Server: Fullt." });
  assertEquals(recorded.events.slice(0, 2), [
    { type: "not_sent", reason: "uncertain", id: "p-1", text: "a" },
    { type: "not_sent", reason: "unsent", id: "p-2", text: "b" },
  ]);
  assertEquals(recorded.saved, "forgotten");
});

Deno.test("reconnect: an attempt that times out or finds another kind of server has failed", () => {
  const recorded = lost().retry().take({ type: "woke", timer: "connecting" });
  recorded.retry().open().take({ type: "woke", timer: "greeting" });
  recorded.retry().open().receiveLines("HTTP/1.1 502 Bad Gateway");
  recorded.retry().open().close();
  assertEquals(recorded.connection.phase, "waiting");
  const events = recorded.events.map(({ type }) => type);
  assertEquals(events, ["disconnected", ...Array.from({ length: 5 }, () => "retrying")]);
});
