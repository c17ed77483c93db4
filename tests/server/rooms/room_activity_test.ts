import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "fast-check";
import type { RoomMessage } from "../../../actors/messages/room.ts";
import { RoomActivity } from "../../../server/rooms/room_activity.ts";
import { addressOf } from "../../support/fakes/addresses.ts";

const [stua, kjøkken] = [addressOf<RoomMessage>("stua"), addressOf<RoomMessage>("kjøkken")];

Deno.test("traffic: a room that talks alone has no others", () => {
  const traffic = new RoomActivity();
  assertFalse(traffic.isOtherActive(stua, 0));
  traffic.noteActivity(stua, 0);
  traffic.noteActivity(stua, 500);
  assertFalse(traffic.isOtherActive(stua, 500));
  assert(traffic.isOtherActive(kjøkken, 500));
});

Deno.test("traffic: another room counts for a second after it was last heard", () => {
  const traffic = new RoomActivity();
  traffic.noteActivity(kjøkken, 0);
  traffic.noteActivity(stua, 600);
  assert(traffic.isOtherActive(stua, 999));
  assertFalse(traffic.isOtherActive(stua, 1_000));
});

Deno.test("traffic: tells what a list of all would", () => {
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
