/**
 * The registry with real rooms. The test plays the store and the connections.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import type {
  PersonName,
  RoomName,
  SessionId,
  TokenHash,
} from "../../../actors/messages/events.ts";
import type { MemberMessage, Refused, RoomsMessage } from "../../../actors/messages/room.ts";
import type { StoreMessage } from "../../../actors/messages/store.ts";
import type { Address } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import { startRooms } from "../../../server/rooms/room_registry.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

const MAIN = "main" as RoomName; // A checked name.

/** A registry, and the answers of its rooms. */
class TestRegistry {
  readonly answers: string[] = [];
  readonly #system = new ActorSystem({ node: "test", clock: new FakeClock() });
  readonly #rooms: Spawned<RoomsMessage>;
  readonly #replyTo: Address<MemberMessage | Refused>;

  constructor() {
    const mailbox = { mailbox: 99 };
    const store = this.#system.spawn<StoreMessage>("store", () => ({ receive() {} }), mailbox);
    const receive = ({ type }: MemberMessage | Refused) => void this.answers.push(type);
    this.#replyTo =
      this.#system.spawn<MemberMessage | Refused>("client", () => ({ receive }), mailbox).ref
        .address;
    this.#rooms = this.#system.spawn(
      "rooms",
      startRooms({
        system: this.#system,
        capacity: 1,
        seatHold: 120_000,
        store: store.ref.address,
        journal: null,
        report: () => {},
      }),
      mailbox,
    );
  }

  async send(...messages: RoomsMessage[]): Promise<void> {
    for (const message of messages) this.#rooms.ref.send(message);
    await settled();
  }

  join(who: string, resume: string | null = null): RoomsMessage {
    return {
      type: "join",
      room: MAIN,
      request: {
        session: who as SessionId,
        name: who as PersonName,
        address: `${who}:1`,
        token: who as TokenHash,
        returns: true,
        resume: resume === null ? null : { token: resume as TokenHash, seq: 0 },
        replyTo: this.#replyTo,
      },
    };
  }

  cancel(who: string): RoomsMessage {
    return { type: "cancelJoin", room: MAIN, session: who as SessionId };
  }

  kill(): void {
    this.#rooms.kill();
  }
}

Deno.test("room registry: frees the seat of a cancelled join", async () => {
  const registry = new TestRegistry();
  await registry.send({ type: "loaded", rooms: [] });
  await registry.send(registry.join("ola"), registry.cancel("ola"));
  await registry.send(registry.join("kari"));
  assertEquals(registry.answers, ["welcome", "welcome"]);
  registry.kill();
});

Deno.test("room registry: cancels a join that waits for the store", async () => {
  const registry = new TestRegistry();
  await registry.send(registry.join("ola"), registry.cancel("ola"), registry.join("kari"));
  assertEquals(registry.answers, []);
  await registry.send({ type: "loaded", rooms: [] });
  assertEquals(registry.answers, ["welcome", "welcome"]);
  registry.kill();
});

Deno.test("room registry: keeps the seat for its client when a resume is cancelled", async () => {
  const registry = new TestRegistry();
  await registry.send({
    type: "loaded",
    rooms: [{
      name: MAIN,
      seq: 5,
      members: 1,
      seats: [{ member: "m1", name: "ola" as PersonName, token: "old" as TokenHash }],
      entries: [],
      answers: [],
    }],
  });
  await registry.send(registry.join("ola2", "old"), registry.cancel("ola2"));
  await registry.send(registry.join("kari"));
  await registry.send(registry.join("ola3", "old"));
  assertEquals(registry.answers, ["welcome", "refused", "welcome"]);
  registry.kill();
});
