import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  formatSavedSeat,
  parseSavedSeat,
  type ResumableSeat,
} from "../../../client/connection/saved_seat.ts";
import { addSeenText, MAX_SEEN_TEXTS, wasSeen } from "../../../client/connection/seen_texts.ts";
import {
  accepted,
  joined,
  RecordedConnection,
  said,
  welcome,
} from "../../support/fakes/recorded_connection.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const seq = fc.maxSafeNat();
const id = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 });
const anySeat: fc.Arbitrary<ResumableSeat> = fc.record({
  version: fc.constant(1 as const),
  token: fc.string({ minLength: 1, maxLength: 60 }),
  seq,
  texts: fc.array(fc.record({ id, text: anyText() }), { maxLength: 20 }),
  told: fc.array(fc.record({ from: id, id, seq }), { maxLength: 20 }),
});

/** The next run, after this one was killed. */
function killed(recorded: RecordedConnection): RecordedConnection {
  const { saved } = recorded;
  return new RecordedConnection(saved === "forgotten" ? undefined : saved, "q").open();
}

Deno.test("saved seat: reads what it wrote", () => {
  fc.assert(fc.property(anySeat, (seat) => {
    assertEquals(parseSavedSeat(formatSavedSeat(seat)), seat);
  }));
});

Deno.test("saved seat: reads anything else as no seat", () => {
  const spoilt = fc.tuple(anySeat, fc.nat(), anyText()).map(([seat, place, text]) => {
    const whole = formatSavedSeat(seat);
    const cut = place % whole.length;
    return whole.slice(0, cut) + text;
  });
  const odd = fc.tuple(anySeat, fc.constantFrom("version", "token", "seq", "texts", "told"))
    .chain(([seat, field]) => fc.json().map((json) => ({ ...seat, [field]: JSON.parse(json) })))
    .map((object) => JSON.stringify(object));
  fc.assert(fc.property(fc.oneof(spoilt, odd, fc.json(), anyText()), (found) => {
    const seat = parseSavedSeat(found);
    if (seat === undefined) return;
    assertEquals(parseSavedSeat(formatSavedSeat(seat)), seat);
  }));
  assertEquals(parseSavedSeat('{"version":2,"token":"t","seq":0,"texts":[],"told":[]}'), undefined);
  assertEquals(parseSavedSeat('{"version":1,"token":"","seq":0,"texts":[],"told":[]}'), undefined);
});

Deno.test("saved seat: a killed client takes its seat back, with unaccepted texts", () => {
  const recorded = new RecordedConnection().open().receive(welcome(4)).say("a").say("b");
  recorded.receive(accepted("p-1", 5), said(6), said(7)).take({ type: "shown", seq: 6 });
  const next = killed(recorded);
  assertEquals(next.sent, [
    { type: "hello", version: 1, name: "ola", resume: { token: "t", seq: 6 } },
  ]);
  next.forget().receive(welcome(7, { resumed: true }), said(7)).say("c");
  assertEquals(next.sent, [
    { type: "ack", seq: 6 },
    { type: "say", id: "p-2", text: "b" },
    { type: "say", id: "q-1", text: "c" },
  ]);
  assertEquals(next.events[1], said(7));
});

Deno.test("saved seat: a new seat gets no texts of an earlier run", () => {
  const next = killed(
    new RecordedConnection().open().receive(welcome(4)).close().say("a").say("b"),
  );
  next.forget().receive(welcome(9)).say("c");
  assertEquals(next.sent.slice(1), [{ type: "say", id: "q-1", text: "c" }]);
  assertEquals(next.events.slice(1, 3), [
    { type: "not_sent", reason: "uncertain", id: "p-1", text: "a" },
    { type: "not_sent", reason: "uncertain", id: "p-2", text: "b" },
  ]);
  assertEquals(next.saved, {
    version: 1,
    token: "t",
    seq: 9,
    texts: [{ id: "q-1", text: "c" }],
    told: [],
  });
});

Deno.test("saved seat: recognizes a text that was shown before the client was killed", () => {
  const recorded = new RecordedConnection().open().receive(welcome(4), said(5, "hei", "a1"));
  const unseen = killed(recorded).forget().receive(welcome(6, { resumed: true }));
  assertEquals(unseen.receive(said(6, "hei", "a1")).events.length, 2);
  const seen = killed(recorded.take({ type: "shown", seq: 5 })).forget();
  assertEquals(seen.receive(welcome(6, { resumed: true }), said(6, "hei", "a1")).events.length, 1);
});

Deno.test("saved seat: is removed only once the server knows that the person left", () => {
  const leaving = joined().say("a").take({ type: "leave" });
  assertEquals(leaving.saved === "forgotten", false);
  assertEquals(leaving.close().saved, "forgotten");
  const impatient = joined().say("a").take({ type: "leave" }).take({ type: "leave" });
  assertEquals(impatient.saved === "forgotten", false);
  const stopped = joined().say("a").receive({ type: "closing", reason: "stopping", text: "x" });
  assertEquals(stopped.saved === "forgotten", false);
});

Deno.test("saved seat: is not saved without a token or a change", () => {
  const recorded = new RecordedConnection().open().say("a");
  assertEquals(recorded.saved, undefined);
  recorded.receive(welcome()).forget().receive({ type: "ping", n: 1 }).take({ type: "measure" });
  assertEquals(recorded.saved, undefined);
});

Deno.test("seen texts: have a limit", () => {
  const from = "m2";
  let seen = addSeenText([], { from, id: "x".repeat(65), seq: 1 });
  assertEquals(seen, []);
  for (let seq = 0; seq <= MAX_SEEN_TEXTS; seq++) {
    seen = addSeenText(seen, { from, id: `${seq}`, seq });
  }
  assertEquals(seen.length, MAX_SEEN_TEXTS);
  assertEquals([wasSeen(seen, from, "0"), wasSeen(seen, from, "1")], [false, true]);
  assertEquals(wasSeen(seen, "m1", "1"), false);
});
