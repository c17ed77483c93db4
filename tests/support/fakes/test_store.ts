import type { RoomName } from "../../../actors/messages/events.ts";
import type { ActorRef } from "../../../actors/runtime/actor.ts";
import { ActorSystem, type Spawned } from "../../../actors/runtime/actor_system.ts";
import type { RoomChange } from "../../../actors/messages/room_snapshot.ts";
import type { Loaded, StoreReply, StoreWorkerMessage } from "../../../actors/messages/store.ts";
import { startStore, type StoreEvent } from "../../../server/store/store.ts";
import { FakeClock } from "./fake_clock.ts";
import { settled } from "./settled.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

const NOT_AHEAD = { numbers: 0, members: 0 };

/** A store on a simulated disk, its answers and its reports. */
export class TestStore {
  readonly clock = new FakeClock();
  readonly disk: SimulatedDisk;
  readonly store: Spawned<StoreWorkerMessage>;
  readonly events: string[] = [];
  loaded: readonly string[] | undefined;
  ended: string | undefined;
  readonly #system = new ActorSystem({ node: "main", clock: this.clock });
  readonly #heard: string[] = [];

  constructor(disk = new SimulatedDisk()) {
    this.disk = disk;
    const events = this.#spawn<StoreEvent>("events", (event) =>
      this.events.push(
        event.type === "storeFailing" ? `${event.type} ${event.problem.type}` : event.type,
      ));
    this.store = this.#system.spawn(
      "store",
      startStore({ open: disk.open, events: events.address }),
      { mailbox: 100, exited: ({ type }) => this.ended = type },
    );
  }

  /** A store after its first `load`. */
  static async loaded(disk?: SimulatedDisk, ahead = NOT_AHEAD): Promise<TestStore> {
    const store = new TestStore(disk);
    store.load(ahead);
    await settled();
    return store;
  }

  load(ahead = NOT_AHEAD): void {
    const rooms = this.#spawn<Loaded>("rooms", ({ rooms }) => {
      this.loaded = rooms.map(({ name }) => name);
    });
    this.store.ref.send({ type: "load", ahead, replyTo: rooms.address });
  }

  save(room: RoomName, upTo: number, ...changes: readonly RoomChange[]): void {
    const id = `room:${room}`;
    const replyTo = this.#system.address<StoreReply>(id);
    if (!this.#rooms.has(id)) {
      this.#rooms.add(id);
      this.#spawn<StoreReply>(
        id,
        (reply) => this.#heard.push(`${room} ${reply.type} ${reply.upTo}`),
      );
    }
    const all = changes.length > 0
      ? changes
      : [{ type: "counted", seq: upTo, members: 1 } as const];
    const save = { type: "save", room, changes: all, upTo, replyTo } as const;
    this.store.ref.send({ type: "saves", saves: [save] });
  }

  /** The answers to the rooms since the last call. */
  async heard(): Promise<readonly string[]> {
    await settled();
    return this.#heard.splice(0);
  }

  /** The rooms on the disk, and the last number of each. */
  saved(): readonly string[] {
    return this.disk.load().map(({ name, seq }) => `${name} ${seq}`);
  }

  readonly #rooms = new Set<string>();

  #spawn<M>(id: string, receive: (message: M) => void): ActorRef<M> {
    return this.#system.spawn<M>(id, () => ({ receive }), { mailbox: 100 }).ref;
  }
}
