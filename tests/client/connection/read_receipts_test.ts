import { assertEquals } from "@std/assert";
import { joined, type Recorded, said, welcome } from "../../support/fakes/recorded_connection.ts";

/** In the room, with numbers up to 6 told and shown. */
function shown(): Recorded {
  return joined(4).receive(said(5), said(6)).take({ type: "shown", seq: 6 }).forget();
}

function see(recorded: Recorded, seq: number): Recorded {
  return recorded.take({ type: "seen", seq });
}

Deno.test("reading: is told once, and only upward", () => {
  const recorded = shown();
  see(see(see(see(recorded, 5), 5), 6), 5);
  assertEquals(recorded.sent, [{ type: "read", seq: 5 }, { type: "read", seq: 6 }]);
});

Deno.test("reading: nothing is read that was not told, nor what came before one's seat", () => {
  const recorded = shown();
  see(see(see(recorded, 7), 4), 3);
  assertEquals(recorded.sent, []);
});

Deno.test("reading: what is on its way to the screen is read when it is there", () => {
  const recorded = see(joined(4).receive(said(5), said(6)).forget(), 6);
  assertEquals(recorded.sent, []);
  recorded.take({ type: "shown", seq: 6 });
  assertEquals(recorded.sent, [{ type: "ack", seq: 6 }, { type: "read", seq: 6 }]);
});

Deno.test("reading: is told again over another connection, also what was read meanwhile", () => {
  const recorded = see(shown(), 5).close().forget();
  see(recorded, 6).retry().open().forget();
  assertEquals(recorded.sent, []);
  recorded.receive(welcome(6, { resumed: true }));
  assertEquals(recorded.sent, [{ type: "ack", seq: 6 }, { type: "read", seq: 6 }]);
  const nothing = shown().close().retry().open().forget().receive(welcome(6, { resumed: true }));
  assertEquals(nothing.sent, [{ type: "ack", seq: 6 }]);
});

Deno.test("reading: a new seat starts over", () => {
  const recorded = see(shown(), 6).close().retry().open().forget().receive(welcome(2));
  assertEquals(recorded.sent, [{ type: "ack", seq: 2 }]);
  recorded.receive(said(3)).take({ type: "shown", seq: 3 }).forget();
  assertEquals(see(recorded, 3).sent, [{ type: "read", seq: 3 }]);
});
