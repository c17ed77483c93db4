import { assert } from "@std/assert";
import type { PersonName, SessionId } from "../../../actors/messages/events.ts";
import type { MemberMessage, Refused } from "../../../actors/messages/room.ts";
import { HIGH_WATER, LOW_WATER, weighed } from "../../../actors/room/flow_control.ts";
import { newSeat } from "../../../actors/room/seats.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { tokenOf } from "../../support/fakes/test_room.ts";

Deno.test("flow control: stalls above the high water mark until the low one", () => {
  const name = "ola" as PersonName;
  const seat = newSeat("m1", name, {
    session: "s" as SessionId,
    name,
    address: "h:1",
    token: tokenOf("ola"),
    returns: true,
    resume: null,
    replyTo: addressOf<MemberMessage | Refused>("ola"),
  });
  for (const weight of ["owed", "outstanding"] as const) {
    assert(!weighed({ ...seat, [weight]: HIGH_WATER }).stalled);
    const over = weighed({ ...seat, [weight]: HIGH_WATER + 1 });
    assert(over.stalled);
    assert(weighed({ ...over, [weight]: LOW_WATER + 1 }).stalled);
    assert(!weighed({ ...over, [weight]: LOW_WATER }).stalled);
  }
});
