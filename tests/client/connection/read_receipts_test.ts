import { assertEquals } from "@std/assert";
import {
  joined,
  type RecordedConnection,
  said,
  welcome,
} from "../../support/fakes/recorded_connection.ts";

/** In the room, with events up to 6 shown. */
function shown(): RecordedConnection {
  return joined(4).receive(said(5), said(6)).take({ type: "shown", seq: 6 }).forget();
}

function see(recorded: RecordedConnection, seq: number): RecordedConnection {
  return recorded.take({ type: "seen", seq });
}

Deno.test("read receipts: reports each number once, and only upwards", () => {
  const recorded = shown();
  see(see(see(see(recorded, 5), 5), 6), 5);
  assertEquals(recorded.sent, [{ type: "read", seq: 5 }, { type: "read", seq: 6 }]);
});

Deno.test("read receipts: covers only events that arrived in this seat", () => {
  const recorded = shown();
  see(see(see(recorded, 7), 4), 3);
  assertEquals(recorded.sent, []);
});

Deno.test("read receipts: waits until an event is shown", () => {
  const recorded = see(joined(4).receive(said(5), said(6)).forget(), 6);
  assertEquals(recorded.sent, []);
  recorded.take({ type: "shown", seq: 6 });
  assertEquals(recorded.sent, [{ type: "ack", seq: 6 }, { type: "read", seq: 6 }]);
});

Deno.test("read receipts: a new connection reports everything again", () => {
  const recorded = see(shown(), 5).close().forget();
  see(recorded, 6).retry().open().forget();
  assertEquals(recorded.sent, []);
  recorded.receive(welcome(6, { resumed: true }));
  assertEquals(recorded.sent, [{ type: "ack", seq: 6 }, { type: "read", seq: 6 }]);
  const nothing = shown().close().retry().open().forget().receive(welcome(6, { resumed: true }));
  assertEquals(nothing.sent, [{ type: "ack", seq: 6 }]);
});

Deno.test("read receipts: a new seat starts over", () => {
  const recorded = see(shown(), 6).close().retry().open().forget().receive(welcome(2));
  assertEquals(recorded.sent, [{ type: "ack", seq: 2 }]);
  recorded.receive(said(3)).take({ type: "shown", seq: 3 }).forget();
  assertEquals(see(recorded, 3).sent, [{ type: "read", seq: 3 }]);
});
