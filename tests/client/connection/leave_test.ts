import { assertEquals } from "@std/assert";
import {
  accepted,
  joined,
  notStored,
  RecordedConnection,
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

Deno.test("leave: the end of input waits for accepted texts, even across a loss", () => {
  const recorded = joined().say("a").take({ type: "finish" }).close();
  assertEquals(recorded.connection.phase, "waiting");
  back(recorded).receive(accepted("p-1"));
  assertEquals(recorded.sent.at(-1), { type: "leave" });
  const later = joined().close().say("a").forget().take({ type: "finish" });
  assertEquals(later.events, [{ type: "leaving_later" }]);
  const nothingLeft = joined().close().take({ type: "finish" });
  assertEquals(nothingLeft.events.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("leave: leaving does not wait for a connection", () => {
  const recorded = lost().take({ type: "leave" });
  assertEquals(recorded.events.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("leave: reports an unstored text once, sends it again, and takes a late accepted", () => {
  const recorded = joined().say("a").forget().receive(notStored("p-1"), notStored("p-1"));
  assertEquals(recorded.events, [notStored("p-1")]);
  back(recorded.close());
  assertEquals(recorded.sent.at(-1), { type: "say", id: "p-1", text: "a" });
  recorded.forget().receive(notStored("p-1"), accepted("p-1"));
  assertEquals(recorded.events, [accepted("p-1")]);
});

Deno.test("leave: waits a limited time for unstored texts, and only for those", () => {
  const recorded = joined().say("a").say("b").take({ type: "finish" }).receive(notStored("p-1"));
  recorded.take({ type: "woke", timer: "lingering" });
  assertEquals(recorded.connection.phase, "joined");
  recorded.forget().receive(notStored("p-2"));
  assertEquals(recorded.effects.at(-2), { type: "wake", timer: "lingering", ms: 10_000 });
  recorded.forget().take({ type: "woke", timer: "lingering" });
  assertEquals(recorded.events, [
    { type: "not_sent", reason: "not_stored", id: "p-1", text: "a" },
    { type: "not_sent", reason: "not_stored", id: "p-2", text: "b" },
  ]);
  assertEquals(recorded.sent, [{ type: "leave" }]);
});

Deno.test("leave: waits for all texts at the end of input", () => {
  const recorded = joined().say("a").say("b").take({ type: "finish" }).forget();
  recorded.receive(accepted("p-2"));
  assertEquals(recorded.sent, []);
  recorded.receive(accepted("p-1"));
  assertEquals(recorded.sent, [{ type: "leave" }]);
  recorded.close();
  assertEquals(recorded.events.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("leave: stay cancels it until the goodbye is sent", () => {
  const recorded = joined().say("a").take({ type: "finish" }).take({ type: "stay" }).forget();
  assertEquals(recorded.receive(accepted("p-1")).sent, []);
  assertEquals(recorded.take({ type: "finish" }).sent, [{ type: "leave" }]);
  recorded.take({ type: "stay" }).close();
  assertEquals(recorded.events.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("leave: does not wait for a rejected text", () => {
  const recorded = joined().say("a").take({ type: "finish" }).forget();
  recorded.receive({ type: "error", code: "too_long", text: "Server: nei", id: "p-1" });
  assertEquals(recorded.sent, [{ type: "leave" }]);
});

Deno.test("leave: waits for the welcome, so that piped lines are sent", () => {
  const recorded = new RecordedConnection().open().say("a").take({ type: "finish" }).forget();
  recorded.receive(welcome());
  assertEquals(recorded.sent.at(-1), { type: "say", id: "p-1", text: "a" });
});

Deno.test("leave: leaves at once, and the second time without a goodbye", () => {
  const recorded = joined().say("a").forget().take({ type: "leave" });
  assertEquals(recorded.sent, [{ type: "leave" }]);
  recorded.take({ type: "leave" });
  assertEquals(recorded.events, [{ type: "ended", ending: { type: "left" } }]);
  assertEquals(recorded.effects.at(-1), { type: "disconnect" });
});
