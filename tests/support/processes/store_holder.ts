/**
 * A store on a real folder in a real worker. Run as a program, it saves the changes of its
 * arguments, prints `stored`, and holds the folder until it is killed.
 *
 * @module
 */

import type { RoomName } from "../../../actors/messages/events.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { systemClock } from "../../../actors/runtime/system_clock.ts";
import type { RoomChange, SavedRoom } from "../../../actors/messages/room_snapshot.ts";
import type { Loaded, StoreMessage, StoreReply } from "../../../actors/messages/store.ts";
import {
  type OpenStore,
  openStore,
  startStoreChild,
  STORE,
} from "../../../server/store/store_worker_child.ts";
import type { StoreProblem } from "../../../server/store/problems.ts";
import { workerThreads } from "../../../server/workers/web_worker.ts";

/** The store's worker in real threads, as the server starts them. */
export function openFolder(folder: string): Promise<OpenStore | StoreProblem> {
  const module = new URL("../../../server/store/worker_main.ts", import.meta.url);
  return openStore(
    folder,
    workerThreads(module, { permissions: { read: [folder], write: [folder] } }),
  );
}

/** A running store. */
export class StoreHolder implements AsyncDisposable {
  readonly #system = new ActorSystem({ node: "main", clock: systemClock });
  readonly #ended = Promise.withResolvers<void>();
  readonly #stop: () => void;
  #heard = Promise.withResolvers<StoreReply | Loaded>();
  #saves = 0;

  private constructor({ startThread }: OpenStore, folder: string) {
    this.#system.spawn<StoreReply | Loaded>("hearer", () => ({
      receive: (message) => this.#heard.resolve(message),
    }), { mailbox: 100 });
    const child = startStoreChild({
      system: this.#system,
      startThread,
      folder,
      reported() {},
      exited: () => this.#ended.resolve(),
    });
    this.#stop = child.stop;
  }

  /** Opens the folder and loads its rooms. */
  static async open(folder: string): Promise<StoreHolder & { loaded: readonly SavedRoom[] }> {
    const opened = await openFolder(folder);
    if (opened.type !== "opened") throw new Error(`Cannot open ${folder}: ${opened.type}`);
    const holder = new StoreHolder(opened, folder);
    const replyTo = holder.#system.address<Loaded>("hearer");
    holder.#system.send(holder.#system.address<StoreMessage>(STORE), {
      type: "load",
      ahead: { numbers: 0, members: 0 },
      replyTo,
    });
    const answer = await holder.#next();
    if (answer.type !== "loaded") throw new Error(`Cannot read ${folder}: ${answer.type}`);
    return Object.assign(holder, { loaded: answer.rooms });
  }

  /** Saves changes of a room. Returns the store's answer. */
  async save(room: string, changes: readonly RoomChange[]): Promise<StoreReply["type"]> {
    const replyTo = this.#system.address<StoreReply>("hearer");
    const upTo = ++this.#saves;
    const name = room as RoomName;
    this.#system.send(this.#system.address<StoreMessage>(STORE), {
      type: "save",
      room: name,
      changes,
      upTo,
      replyTo,
    });
    const answer = await this.#next();
    if (answer.type === "loaded") throw new Error("Cannot save: answered with what there is");
    return answer.type;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await this.#ended.promise;
  }

  async #next(): Promise<StoreReply | Loaded> {
    const answer = await this.#heard.promise;
    this.#heard = Promise.withResolvers();
    return answer;
  }
}

if (import.meta.main) {
  const [folder = "", changes = "[]"] = Deno.args;
  const holder = await StoreHolder.open(folder);
  console.log(await holder.save("main", JSON.parse(changes)));
}
