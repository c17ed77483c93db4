import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { SessionId } from "../../../actors/messages/events.ts";
import {
  type Place,
  placeAfter,
  type PlacedSeat,
  type PlaceTrigger,
} from "../../../actors/room/seat_places.ts";
import { addressOf } from "../../support/fakes/addresses.ts";

const TRIGGERS: readonly PlaceTrigger[] = [
  "join",
  "resume",
  "goodbye",
  "connectionLost",
  "joinCancelled",
  "timeUp",
];
const LOST: Place = { type: "lost", until: 0 };

function taken(resumed: boolean): Place {
  return { type: "taken", session: "s" as SessionId, mailbox: addressOf("s"), resumed };
}

const placed: fc.Arbitrary<PlacedSeat> = fc.record({
  place: fc.constantFrom(null, taken(false), taken(true), LOST),
  returns: fc.boolean(),
});
const trigger = fc.constantFrom(...TRIGGERS);

Deno.test("seat place: is lost only where its client has the token and seats are held", () => {
  fc.assert(fc.property(placed, trigger, fc.constantFrom(0, 1), (seat, trigger, hold) => {
    if (placeAfter(seat, trigger, hold) !== "lost") return;
    const { place, returns } = seat;
    assertEquals([place?.type, returns, hold], ["taken", true, 1]);
    const knowsToken = trigger === "connectionLost" || place === null ||
      place.type === "taken" && place.resumed;
    assertEquals(knowsToken, true);
  }));
});

Deno.test("seat place: a goodbye and a lost connection leave no seat taken", () => {
  for (const end of ["goodbye", "connectionLost", "joinCancelled"] as const) {
    for (const [returns, resumed] of [[true, true], [true, false], [false, false]] as const) {
      const waits = returns && (end === "connectionLost" || end === "joinCancelled" && resumed);
      const after = placeAfter({ place: taken(resumed), returns }, end, 1);
      assertEquals([end, after], [end, waits ? "lost" : "free"]);
    }
  }
});

Deno.test("seat place: a lost seat is taken by its token alone, and free after its time", () => {
  const afters = TRIGGERS.map((trigger) => placeAfter({ place: LOST, returns: true }, trigger, 1));
  assertEquals(afters, [null, "taken", "free", null, null, "free"]);
});

Deno.test("seat place: a free seat is taken by a join, and by nothing else", () => {
  const afters = TRIGGERS.map((trigger) => placeAfter({ place: null, returns: true }, trigger, 1));
  assertEquals(afters, ["taken", null, null, null, null, null]);
});
