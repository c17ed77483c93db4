import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "fast-check";
import type { RoomMessage } from "../../../actors/messages/room.ts";
import { RoomActivity } from "../../../server/rooms/room_activity.ts";
import { addressOf } from "../../support/fakes/addresses.ts";

const [stua, kjøkken] = [addressOf<RoomMessage>("stua"), addressOf<RoomMessage>("kjøkken")];

Deno.test("room activity: a room alone sees no other active room", () => {
  const traffic = new RoomActivity();
  assertFalse(traffic.isOtherActive(stua, 0));
  traffic.noteActivity(stua, 0);
  traffic.noteActivity(stua, 500);
  assertFalse(traffic.isOtherActive(stua, 500));
  assert(traffic.isOtherActive(kjøkken, 500));
});

Deno.test("room activity: another room is active for a second", () => {
  const traffic = new RoomActivity();
  traffic.noteActivity(kjøkken, 0);
  traffic.noteActivity(stua, 600);
  assert(traffic.isOtherActive(stua, 999));
  assertFalse(traffic.isOtherActive(stua, 1_000));
});

Deno.test("room activity: agrees with a list of all rooms", () => {
  const rooms = ["a", "b", "c", "d"].map((name) => addressOf<RoomMessage>(name));
  const heard = fc.array(fc.tuple(fc.constantFrom(...rooms, undefined), fc.nat(700)), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(heard, fc.nat(700), (steps, later) => {
      const traffic = new RoomActivity();
      const last = new Map<unknown, number>();
      let now = 0;
      for (const [room, ms] of steps) {
        now += ms;
        traffic.noteActivity(room, now);
        last.set(room, now);
      }
      now += later;
      for (const room of [...rooms, undefined]) {
        const others = [...last].some(([other, at]) => other !== room && now - at < 1_000);
        assertEquals(traffic.isOtherActive(room, now), others);
      }
    }),
  );
});
