import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeFrame } from "../../../actors/protocol/frame_codec.ts";
import { TOO_LONG } from "../../../actors/encoding/line_decoder.ts";
import { openConnection, wantsInput } from "../../../client/connection/connection.ts";
import { MAX_UNACCEPTED } from "../../../client/connection/outbox.ts";
import { serverFrame } from "../../support/arbitraries/frames.ts";
import {
  accepted,
  at,
  joined,
  kari,
  RecordedConnection,
  said,
  welcome,
} from "../../support/fakes/recorded_connection.ts";

Deno.test("connection: sends its hello when it opens, with the wanted room", () => {
  const { sent } = new RecordedConnection().open();
  assertEquals(sent, [{ type: "hello", version: 1, name: "ola" }]);
  const { connection } = openConnection({ name: "ola", room: "stua" }, "p");
  assertEquals(connection.hello.room, "stua");
});

Deno.test("connection: keeps texts until the welcome, then sends them in order", () => {
  const recorded = new RecordedConnection().open().say("a").say("b").forget();
  recorded.receive(welcome());
  assertEquals(recorded.sent, [
    { type: "ack", seq: 0 },
    { type: "say", id: "p-1", text: "a" },
    { type: "say", id: "p-2", text: "b" },
  ]);
});

Deno.test("connection: sends nothing while paused, and everything afterwards", () => {
  const recorded = joined().receive({ type: "flow", paused: true, waiting_for: kari });
  recorded.say("a").say("b");
  assertEquals(recorded.sent, []);
  recorded.receive({ type: "flow", paused: false });
  assertEquals(recorded.sent.length, 2);
});

Deno.test("connection: takes no more input when the outbox is full", () => {
  const recorded = joined();
  for (let i = 0; i < MAX_UNACCEPTED; i++) {
    assert(wantsInput(recorded.connection));
    recorded.say("a");
  }
  assert(!wantsInput(recorded.connection));
  recorded.forget().say("b");
  assertEquals(recorded.events, [{ type: "not_sent", reason: "too_many" }]);
  recorded.receive(accepted("p-7"));
  assert(wantsInput(recorded.connection));
});

Deno.test("connection: cleans a text before sending, and sends no blank one", () => {
  const recorded = joined().say("\x1b[31må\u202e").say("\x1b[31m");
  assertEquals(recorded.sent, [{ type: "say", id: "p-1", text: "å" }]);
});

Deno.test("connection: does not send a text over the limit in bytes", () => {
  const recorded = joined().say("å".repeat(4_096)).say("å".repeat(4_097));
  assertEquals(recorded.sent.length, 1);
  assertEquals(recorded.events.at(-1), { type: "not_sent", reason: "too_long" });
});

Deno.test("connection: gives up a server that does not answer or close in time", () => {
  const connecting = new RecordedConnection().take({ type: "woke", timer: "connecting" });
  assertEquals(connecting.events, [{ type: "ended", ending: { type: "unreachable" } }]);
  const greeting = new RecordedConnection().open().take({ type: "woke", timer: "greeting" });
  assertEquals(greeting.events, [{ type: "ended", ending: { type: "no_greeting" } }]);
  const leaving = joined().take({ type: "leave" }).take({ type: "woke", timer: "leaving" });
  assertEquals(leaving.events, [{ type: "ended", ending: { type: "left" } }]);
});

Deno.test("connection: a timer of an earlier phase changes nothing", () => {
  const recorded = joined().take({ type: "woke", timer: "greeting" });
  assertEquals(recorded.effects, []);
});

Deno.test("connection: ends with the server's words when refused or closed", () => {
  const refused = new RecordedConnection().open().forget()
    .receive({ type: "refused", reason: "room_full", text: "Server: Fullt.\n\x1b[2J" });
  assertEquals(refused.events, [{
    type: "ended",
    ending: { type: "refused", reason: "room_full", text: "Server: Fullt. " },
  }]);
  const closing = joined().receive({ type: "closing", reason: "stopping", text: "Server: Slutt." });
  assertEquals(closing.events, [{
    type: "ended",
    ending: { type: "closed", reason: "stopping", text: "Server: Slutt." },
  }]);
});

Deno.test("connection: reports why it ended if the server did not say", () => {
  assertEquals(new RecordedConnection().open().close().events, [
    { type: "ended", ending: { type: "no_greeting" } },
  ]);
});

Deno.test("connection: recognizes another kind of server by its first line", () => {
  const recorded = new RecordedConnection().open().receiveLines("HTTP/1.1 400 Bad Request");
  assertEquals(recorded.events, [{ type: "ended", ending: { type: "no_greeting" } }]);
});

Deno.test("connection: ignores lines for plain clients before the welcome", () => {
  const recorded = new RecordedConnection().open().forget()
    .receiveLines("System: Bruker per har koblet seg til.", "per: hei").receive(welcome());
  assertEquals(recorded.events.map(({ type }) => type), ["welcome"]);
});

Deno.test("connection: reports a server's plain last words", () => {
  const full = "Server: Beklager, chatrommet er fullt.";
  const recorded = new RecordedConnection().open().forget().receiveLines(full).close();
  assertEquals(recorded.events, [{ type: "ended", ending: { type: "closed", text: full } }]);
});

Deno.test("connection: ignores frames of a newer server", () => {
  const recorded = new RecordedConnection().open().forget()
    .receiveLines('{"type":"weather"}').receive(welcome())
    .receiveLines('{"type":"weather"}', '{"type":"left","reason":"bored"}', "nonsense");
  assertEquals(recorded.events.map(({ type }) => type), ["welcome"]);
});

Deno.test("connection: answers pings, and measures its own", () => {
  const recorded = joined().receive({ type: "ping", n: 7 }).pass(1_000).take({ type: "measure" });
  assertEquals(recorded.sent, [{ type: "pong", n: 7 }, { type: "ping", n: 1 }]);
  recorded.pass(12).receiveLines('{"type":"pong","n":1}');
  assertEquals(recorded.events, [{ type: "measured", ms: 12 }]);
});

Deno.test("connection: acks once for each read, when it is shown", () => {
  const recorded = joined(4).receive(said(5), said(6), said(7));
  assertEquals(recorded.effects.filter(({ type }) => type === "show"), [{ type: "show", seq: 7 }]);
  assertEquals(recorded.sent, []);
  recorded.take({ type: "shown", seq: 7 }).take({ type: "shown", seq: 7 });
  assertEquals(recorded.sent, [{ type: "ack", seq: 7 }]);
});

Deno.test("connection: reports each event once", () => {
  const recorded = joined(4).receive(said(5, "a"), said(5, "a")).receive(
    said(5, "a"),
    said(4, "b"),
  );
  assertEquals(recorded.events, [said(5, "a")]);
});

Deno.test("connection: reports names on one line, and clean texts", () => {
  const from = { id: "m2", name: "ka\nri\x1b]0;x\x07" };
  const recorded = joined().receive({ type: "said", seq: 1, id: "a", from, at, text: "a\nb\x07" });
  assertEquals(recorded.events, [
    { type: "said", seq: 1, id: "a", from: { id: "m2", name: "ka ri" }, at, text: "a\nb" },
  ]);
});

Deno.test("connection: signals typing, and its end only after its start", () => {
  const type = (recorded: RecordedConnection, ...actives: readonly boolean[]) => {
    actives.forEach((active) => recorded.take({ type: "typing", active }));
    return recorded.sent.flatMap((frame) => frame.type === "typing" ? [frame.active] : []);
  };
  assertEquals(type(joined(), false, true, true, false, false), [true, true, false]);
  assertEquals(type(joined().take({ type: "typing", active: true }).say("a"), false), [true]);
  assertEquals(type(new RecordedConnection().open(), true, false), []);
  const back = joined().take({ type: "typing", active: true }).close().retry().open();
  assertEquals(type(back.receive(welcome()).forget(), false, true), [true]);
});

Deno.test("connection: signals only the end of typing while paused", () => {
  const recorded = joined().take({ type: "typing", active: true }).forget()
    .receive({ type: "flow", paused: true }).take({ type: "typing", active: true });
  assertEquals(recorded.sent, []);
  recorded.take({ type: "typing", active: false });
  assertEquals(recorded.sent, [{ type: "typing", active: false }]);
});

Deno.test("connection: asks for another name, and uses the one it got", () => {
  const recorded = joined().take({ type: "rename", name: "per" });
  assertEquals(recorded.sent, [{ type: "rename", name: "per" }]);
  const renamed = (seq: number, id: string, name: string) =>
    ({ type: "renamed", seq, member: { id, name, online: true }, was: "ola", at }) as const;
  recorded.receive(renamed(1, "m1", "per 2"), renamed(2, "m2", "eva"), renamed(1, "m1", "ola"));
  assertEquals(recorded.events, [renamed(1, "m1", "per 2"), renamed(2, "m2", "eva")]);
  assertEquals(recorded.close().retry().open().connection.hello.name, "per 2");
  recorded.forget().take({ type: "rename", name: "ola" });
  assertEquals([recorded.sent, recorded.events], [[], [{ type: "not_connected" }]]);
});

Deno.test("connection: does nothing after its end", () => {
  const recorded = joined().take({ type: "leave" }).close().forget().say("a").receive(said(1));
  recorded.take({ type: "leave" }).close();
  assertEquals(recorded.effects, []);
});

Deno.test("connection: survives any lines in any portions", () => {
  const frame = serverFrame.map((frame) => encodeFrame(frame).trimEnd());
  const line = fc.oneof(frame, fc.string({ unit: "binary" }), fc.json(), fc.constant(TOO_LONG));
  fc.assert(
    fc.property(fc.array(fc.array(line)), fc.boolean(), (reads, isIn) => {
      const recorded = isIn ? joined() : new RecordedConnection().open();
      recorded.say("a");
      for (const lines of reads) recorded.receiveLines(...lines);
      recorded.take({ type: "leave" }).take({ type: "leave" });
      assertEquals(recorded.connection.phase, "ended");
      assertEquals(recorded.events.filter(({ type }) => type === "ended").length, 1);
    }),
    { numRuns: 15 },
  );
});

Deno.test("connection: reports only clean events with growing numbers", () => {
  fc.assert(fc.property(fc.array(serverFrame, { maxLength: 30 }), (frames) => {
    const recorded = joined().receive(...frames);
    const json = JSON.stringify(recorded.events);
    assert(!/[\x7f-\x9f\u202a-\u202e]|\\u00[01]/.test(json.replaceAll("\\\\", "")), json);
    const seqs = recorded.events.flatMap((event) => "member" in event ? [event.seq] : []);
    assertEquals(seqs, [...new Set(seqs)].sort((a, b) => a - b));
  }));
});

Deno.test("connection: reports each accepted text once, in any order", () => {
  const ids = fc.array(fc.integer({ min: 1, max: 12 }).map((n) => `p-${n}`));
  fc.assert(fc.property(ids, (ids) => {
    const recorded = joined();
    for (let i = 0; i < 10; i++) recorded.say("a");
    recorded.forget().receive(...ids.map((id, i) => accepted(id, i + 1)));
    const events = recorded.events.flatMap((event) => event.type === "accepted" ? [event.id] : []);
    const known = [...new Set(ids)].filter((id) => Number(id.slice(2)) <= 10);
    assertEquals(events, known);
    assertEquals(recorded.connection.outbox.texts.length, 10 - known.length);
  }));
});
