import { assertEquals } from "@std/assert";
import {
  accepted,
  joined,
  notStored,
  Recorded,
  welcome,
} from "../../support/fakes/recorded_connection.ts";

/** In the room for a while, and then lost. */
function lost(): Recorded {
  return joined(4).pass(60_000).close();
}

/** Lost, and let in again. */
function back(recorded: Recorded, resumed = true, seq = 4): Recorded {
  return recorded.retry().open().forget().receive(welcome(seq, { resumed, token: "t2" }));
}

Deno.test("reconnecting: the end of input waits for what is not accepted, also through a loss", () => {
  const recorded = joined().say("a").take({ type: "finish" }).close();
  assertEquals(recorded.connection.phase, "waiting");
  back(recorded).receive(accepted("p-1"));
  assertEquals(recorded.sent.at(-1), { type: "leave" });
  const later = joined().close().say("a").forget().take({ type: "finish" });
  assertEquals(later.told, [{ type: "leaving_later" }]);
  const nothingLeft = joined().close().take({ type: "finish" });
  assertEquals(nothingLeft.told.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("reconnecting: whoever leaves meanwhile need not wait", () => {
  const recorded = lost().take({ type: "leave" });
  assertEquals(recorded.told.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("not stored: is told once, is said again, and may be accepted after all", () => {
  const recorded = joined().say("a").forget().receive(notStored("p-1"), notStored("p-1"));
  assertEquals(recorded.told, [notStored("p-1")]);
  back(recorded.close());
  assertEquals(recorded.sent.at(-1), { type: "say", id: "p-1", text: "a" });
  recorded.forget().receive(notStored("p-1"), accepted("p-1"));
  assertEquals(recorded.told, [accepted("p-1")]);
});

Deno.test("not stored: the end of input waits for it a while, and for nothing else so shortly", () => {
  const recorded = joined().say("a").say("b").take({ type: "finish" }).receive(notStored("p-1"));
  recorded.take({ type: "woke", timer: "lingering" });
  assertEquals(recorded.connection.phase, "joined");
  recorded.forget().receive(notStored("p-2"));
  assertEquals(recorded.effects.at(-2), { type: "wake", timer: "lingering", ms: 10_000 });
  recorded.forget().take({ type: "woke", timer: "lingering" });
  assertEquals(recorded.told, [
    { type: "not_sent", reason: "not_stored", id: "p-1", text: "a" },
    { type: "not_sent", reason: "not_stored", id: "p-2", text: "b" },
  ]);
  assertEquals(recorded.sent, [{ type: "leave" }]);
});

Deno.test("connection: leaves at the end of input when all is accepted, not before", () => {
  const recorded = joined().say("a").say("b").take({ type: "finish" }).forget();
  recorded.receive(accepted("p-2"));
  assertEquals(recorded.sent, []);
  recorded.receive(accepted("p-1"));
  assertEquals(recorded.sent, [{ type: "leave" }]);
  recorded.close();
  assertEquals(recorded.told.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("connection: whoever does not want to leave after all stays, until the goodbye is said", () => {
  const recorded = joined().say("a").take({ type: "finish" }).take({ type: "stay" }).forget();
  assertEquals(recorded.receive(accepted("p-1")).sent, []);
  assertEquals(recorded.take({ type: "finish" }).sent, [{ type: "leave" }]);
  recorded.take({ type: "stay" }).close();
  assertEquals(recorded.told.at(-1), { type: "ended", ending: { type: "left" } });
});

Deno.test("connection: does not wait for a text that the server will not have", () => {
  const recorded = joined().say("a").take({ type: "finish" }).forget();
  recorded.receive({ type: "error", code: "too_long", text: "Server: nei", id: "p-1" });
  assertEquals(recorded.sent, [{ type: "leave" }]);
});

Deno.test("connection: waits to be let in before it leaves, so that what was piped in is said", () => {
  const recorded = new Recorded().open().say("a").take({ type: "finish" }).forget();
  recorded.receive(welcome());
  assertEquals(recorded.sent.at(-1), { type: "say", id: "p-1", text: "a" });
});

Deno.test("connection: leaves at once when told, and the second time without a goodbye", () => {
  const recorded = joined().say("a").forget().take({ type: "leave" });
  assertEquals(recorded.sent, [{ type: "leave" }]);
  recorded.take({ type: "leave" });
  assertEquals(recorded.told, [{ type: "ended", ending: { type: "left" } }]);
  assertEquals(recorded.effects.at(-1), { type: "disconnect" });
});
