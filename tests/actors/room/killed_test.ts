/**
 * A room, its store and two clients, under lost connections, failing saves and killed servers. No
 * accepted text is lost and none comes twice, if clients keep what they have received and say again
 * what was not accepted.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { MemberMessage } from "../../../actors/messages/room.ts";
import { restoreRoom } from "../../../actors/room/persistence/snapshot_diff.ts";
import { addressOf } from "../../support/fakes/addresses.ts";
import { MemoryStore } from "../../support/fakes/memory_store.ts";
import { STORE, TestRoom } from "../../support/fakes/test_room.ts";
import type { Told } from "../../support/fakes/told.ts";

const NAMES = ["ola", "kari"] as const;
type Name = typeof NAMES[number];

/** A client, and the messages on the way to it. */
interface Client {
  /** The session of its connection; `null`: it has none. */
  session: string | null;
  connections: number;
  /** Whether it has received `welcome`. It says nothing before. */
  welcomed: boolean;
  inbox: MemberMessage[];
  /** The last number that it has. */
  last: number;
  said: number;
  unaccepted: string[];
  /** Ids that it received, each once. */
  readonly got: string[];
}

/** What may happen. */
type Happening =
  | { readonly type: "say" | "ack" | "drop" | "return"; readonly who: Name }
  | { readonly type: "receive"; readonly who: Name; readonly count: number }
  | { readonly type: "commit"; readonly count: number; readonly well: boolean }
  | { readonly type: "pass" }
  | { readonly type: "kill" };

const who = fc.constantFrom(...NAMES);
const count = fc.integer({ min: 1, max: 4 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("say" as const), who }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("receive" as const), who, count }) },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant("commit" as const), count, well: fc.constant(true) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("commit" as const), count, well: fc.constant(false) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constantFrom("ack" as const, "return" as const), who }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("drop" as const), who }) },
  { weight: 1, arbitrary: fc.constant({ type: "pass" as const }) },
  { weight: 1, arbitrary: fc.constant({ type: "kill" as const }) },
);

/** Two clients, their room and its store. */
class World {
  readonly room = new TestRoom({ seatHold: 86_400_000, store: addressOf(STORE) });
  readonly store = new MemoryStore();
  readonly clients = new Map<Name, Client>();

  constructor() {
    for (const name of NAMES) {
      const session = `${name}1`;
      this.clients.set(name, {
        session,
        connections: 1,
        welcomed: true,
        inbox: [],
        last: 0,
        said: 0,
        unaccepted: [],
        got: [],
      });
      this.#send(this.room.join(session, name));
    }
    this.#commit(Infinity, true);
  }

  happen(happening: Happening): void {
    if (happening.type === "commit") return this.#commit(happening.count, happening.well);
    if (happening.type === "pass") return this.#send(this.room.pass(1_000));
    if (happening.type === "kill") return this.#kill();
    const { type, who } = happening;
    const client = this.client(who);
    if (type === "return") return this.#return(who, client);
    if (type === "say") client.unaccepted.push(`${who} ${++client.said}`);
    if (client.session === null) return;
    if (type === "say" && client.welcomed) this.#say(client, client.unaccepted.slice(-1));
    if (type === "say") return;
    if (type === "ack") return this.#send(this.room.ack(client.session, client.last));
    if (type === "receive") return this.#receive(client, happening.count);
    const { session } = client;
    disconnect(client);
    this.#send(this.room.leave(session, "lost"));
  }

  /** Runs without failures until everything has arrived. */
  settle(): void {
    for (let i = 0; i < 6; i++) {
      for (const who of NAMES) {
        if (this.client(who).session === null) this.happen({ type: "return", who });
        this.happen({ type: "receive", who, count: Infinity });
        this.happen({ type: "ack", who });
      }
      this.#commit(Infinity, true);
      this.happen({ type: "pass" });
    }
  }

  client(who: Name): Client {
    const client = this.clients.get(who);
    assert(client !== undefined);
    return client;
  }

  #send(told: readonly Told[]): void {
    this.store.receive(told);
    for (const { to, message } of told) {
      for (const { session, inbox } of this.clients.values()) {
        // The room addresses a member by the name of its session.
        if (session === to) inbox.push(message as MemberMessage);
      }
    }
  }

  #commit(count: number, well: boolean): void {
    for (const reply of this.store.commit(count, well)) {
      this.#send(this.room.take(reply));
    }
  }

  #kill(): void {
    const { room, store } = this;
    store.kill();
    this.clients.forEach(disconnect);
    const { config } = room.state;
    room.restart(restoreRoom(store.load(config.name), config, room.now));
  }

  #return(who: Name, client: Client): void {
    client.session = `${who}${++client.connections}`;
    client.inbox = [];
    client.welcomed = false;
    this.#send(this.room.resume(client.session, `${who}1`, client.last));
  }

  #say(client: Client, ids: readonly string[]): void {
    if (client.session === null || ids.length === 0) return;
    this.#send(this.room.say(client.session, ...ids.map((id) => [id, id] as const)));
  }

  #receive(client: Client, count: number): void {
    for (const message of client.inbox.splice(0, count)) {
      switch (message.type) {
        case "welcome":
          if (message.resumed) this.#say(client, client.unaccepted);
          client.welcomed = true;
          break;
        case "accepted": {
          const accepted = new Set(fromTextBatch(message.ids));
          client.unaccepted = client.unaccepted.filter((id) => !accepted.has(id));
          break;
        }
        case "happened":
          get(client, message.seq, 1);
          break;
        case "said":
          get(client, message.first, message.count);
          // It shows each text once. A text that was not saved comes again with another number.
          client.got.push(...fromTextBatch(message.ids).filter((id) => !client.got.includes(id)));
          break;
      }
    }
  }
}

function disconnect(client: Client): void {
  client.session = null;
  client.welcomed = false;
  client.inbox = [];
}

/** Checks that numbers come in order, each once. */
function get(client: Client, first: number, count: number): void {
  assert(first > client.last, `${first} after ${client.last}`);
  client.last = first + count - 1;
}

Deno.test("room: loses nothing and repeats nothing when clients, store or server are killed", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 80, size: "max" }), (happenings) => {
      const world = new World();
      for (const happening of happenings) world.happen(happening);
      world.settle();
      for (const [who, other] of [["ola", "kari"], ["kari", "ola"]] as const) {
        const { said, unaccepted } = world.client(who);
        assertEquals(unaccepted, []);
        const all = Array.from({ length: said }, (_, i) => `${who} ${i + 1}`);
        assertEquals(world.client(other).got, all);
      }
      assertEquals(world.room.state.kept, []);
    }),
    { numRuns: 40 },
  );
});
