/**
 * The real store. It commits when the test says so, and answers when the test lets it.
 *
 * @module
 */

import type { ActorContext, Address, Behavior } from "../../../actors/runtime/actor.ts";
import type { StoreMessage, StoreWorkerMessage } from "../../../actors/messages/store.ts";
import { startStore, type StoreEvent } from "../../../server/store/store.ts";
import { addressOf } from "../fakes/addresses.ts";
import type { Disk } from "./disk.ts";
import type { Stage } from "./stage.ts";
import type { Troupe } from "./troupe.ts";

/** One run of a server's store. */
export class PromiseStore {
  readonly #stage: Stage;
  readonly #troupe: Troupe;
  readonly #disk: Disk;
  #behavior: Behavior<StoreWorkerMessage>;
  #due = false;
  #answers: (() => void)[] = [];

  /** @param troupe The server's actors. */
  constructor(stage: Stage, troupe: Troupe, disk: Disk) {
    this.#stage = stage;
    this.#troupe = troupe;
    this.#disk = disk;
    this.#behavior = this.#start();
  }

  /** Whether it has nothing to do. */
  get isIdle(): boolean {
    return !this.#due && this.#answers.length === 0;
  }

  /** Takes a message. */
  readonly receive = (message: StoreMessage | StoreWorkerMessage): void => {
    // The store's own timers: the test decides when it commits.
    if (message.type === "commit") this.#due = true;
    else if (message.type === "save") this.#behavior.receive({ type: "saves", saves: [message] });
    else this.#behavior.receive(message);
    if (message.type === "load") this.answer();
  };

  /** Commits what was collected, or fails to. The answers wait for {@linkcode answer}. */
  commit(succeeds: boolean): void {
    if (!this.#due) return;
    this.#due = false;
    this.#disk.breaks = !succeeds;
    this.#behavior.receive({ type: "commit" });
    this.#disk.breaks = false;
  }

  /** Delivers its answers. */
  answer(): void {
    const answers = this.#answers;
    this.#answers = [];
    for (const answer of answers) answer();
  }

  /** Its worker dies and another starts. Uncommitted saves and undelivered answers are lost. */
  restart(): void {
    this.kill();
    this.#behavior = this.#start();
  }

  /** It dies with the server. */
  kill(): void {
    this.#due = false;
    this.#answers = [];
    this.#behavior.ended?.({ type: "killed" });
  }

  #start(): Behavior<StoreWorkerMessage> {
    const answers: (() => void)[] = [];
    this.#answers = answers;
    const receive = this.receive;
    const stage = this.#stage;
    // A store uses no other part of a context.
    const context = {
      clock: stage,
      self: { send: receive },
      send: <M>(to: Address<M>, message: M) => {
        this.#answers.push(() => this.#troupe.send(to, message));
      },
      after: (ms: number, message: StoreWorkerMessage) => {
        if (message.type === "load") stage.schedule(ms, () => receive(message));
        return () => {};
      },
    } as unknown as ActorContext<StoreWorkerMessage>;
    return startStore({ open: this.#disk.open, events: addressOf<StoreEvent>("events") })(context);
  }
}
