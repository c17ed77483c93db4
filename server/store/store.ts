/**
 * The store's worker half: commits the changes that rooms send, many at once, and answers when they
 * outlive the server. Its database may fail at any time. It must not know what a seat or an event
 * is for.
 *
 * @module
 */

import type { RoomName } from "../../actors/messages/events.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ActorContext, Address, Behavior, Start } from "../../actors/runtime/actor.ts";
import type { Save, StoreReply, StoreWorkerMessage } from "../../actors/messages/store.ts";
import type { Database } from "./database.ts";
import { CoalescedChanges } from "./write_coalescing.ts";
import { problemOf, type StoreProblem } from "./problems.ts";

/** The store reports when it begins to fail, and when it works again. */
export type StoreEvent =
  | { readonly type: "storeFailing"; readonly problem: StoreProblem }
  | { readonly type: "storeWell" };

/** What the store needs. */
export interface StoreSettings {
  /** Opens the database: at the start, and again after a failure. May throw. */
  readonly open: () => Database;
  readonly events: Address<StoreEvent>;
}

/**
 * Milliseconds without a save after which the store clears deleted rows from the files. It waits on
 * the disk twice.
 */
const CLEAN_AFTER = 1_000;

/** Milliseconds until the store tries again to read its rooms. Nobody can join before it has. */
const RETRY_LOAD_AFTER = 1_000;

/** Starts the store. */
export function startStore(settings: StoreSettings): Start<StoreWorkerMessage> {
  return (context) => new Store(settings, context);
}

/** A room's changes since the last commit. */
interface Waiting {
  readonly changes: CoalescedChanges;
  readonly upTo: number;
  readonly replyTo: Save["replyTo"];
}

class Store implements Behavior<StoreWorkerMessage> {
  readonly #settings: StoreSettings;
  readonly #context: ActorContext<StoreWorkerMessage>;
  #database: Database | undefined;
  /** The changes for the next commit, and whom to answer then. */
  readonly #waiting = new Map<RoomName, Waiting>();
  /**
   * Rooms of which a change failed. Their changes are of no use until they send all of themselves.
   */
  readonly #behind = new Set<RoomName>();
  /** False until the store knows which rooms an earlier store has saved: any may be behind. */
  #ready = false;
  /** Whether the next `commit` is in the mailbox. */
  #committing = false;
  #failing = false;
  #cancelCleaning = () => {};

  constructor(settings: StoreSettings, context: ActorContext<StoreWorkerMessage>) {
    this.#settings = settings;
    this.#context = context;
    // At once, so that no other server takes the folder.
    this.#attempt(() => this.#opened());
  }

  receive(message: StoreWorkerMessage): void {
    switch (message.type) {
      case "saves":
        return message.saves.forEach((save) => this.#save(save));
      case "commit":
        return this.#commit();
      case "load":
        return this.#load(message);
      case "retain":
        return this.#retain(message.rooms);
      case "cleanFiles":
        return this.#cleanFiles();
      case "finish":
        this.#commit();
        return this.#context.exit();
      default:
        assertNever(message);
    }
  }

  stop(): void {
    // Messages from before the stop are still in the mailbox.
    this.#context.self.send({ type: "finish" });
  }

  ended(): void {
    this.#database?.close();
  }

  #save(save: Save): void {
    const { room, changes, upTo, replyTo } = save;
    if (changes[0]?.type === "cleared") this.#behind.delete(room);
    if (!this.#ready || this.#behind.has(room)) {
      return this.#context.send(replyTo, { type: "unstored", upTo });
    }
    const coalesced = this.#waiting.get(room)?.changes ?? new CoalescedChanges();
    coalesced.add(changes);
    this.#waiting.set(room, { changes: coalesced, upTo, replyTo });
    // Behind the saves that wait in the mailbox, so that they are committed together.
    if (!this.#committing) this.#context.self.send({ type: "commit" });
    this.#committing = true;
  }

  #commit(): void {
    this.#committing = false;
    if (this.#waiting.size === 0) return;
    this.#transact((database) => {
      for (const [room, { changes }] of this.#waiting) database.apply(room, changes.all);
    }, () => this.#answer("stored"));
    this.#cancelCleaning();
    this.#cancelCleaning = this.#context.after(CLEAN_AFTER, { type: "cleanFiles" });
  }

  #transact(run: (database: Database) => void, committed = () => {}): void {
    this.#attempt(() => {
      const database = this.#opened();
      database.begin();
      run(database);
      database.commit();
      committed();
      if (this.#failing) this.#context.send(this.#settings.events, { type: "storeWell" });
      this.#failing = false;
    });
  }

  #cleanFiles(): void {
    // If a save has just come, another cleaning follows it.
    if (this.#waiting.size === 0) this.#attempt(() => this.#database?.cleanFiles());
  }

  #load(load: Extract<StoreWorkerMessage, { readonly type: "load" }>): void {
    const { ahead, replyTo } = load;
    this.#attempt(() => {
      const database = this.#opened();
      database.goAhead(ahead);
      this.#context.send(replyTo, { type: "loaded", rooms: database.load() });
      this.#ready = true;
    });
    if (!this.#ready) this.#context.after(RETRY_LOAD_AFTER, load);
  }

  #retain(rooms: readonly RoomName[]): void {
    // This store was restarted, so it may lack changes of these rooms.
    if (!this.#ready) { for (const room of rooms) this.#behind.add(room); }
    this.#ready = true;
    this.#transact((database) => database.retain(rooms));
  }

  #opened(): Database {
    return this.#database ??= this.#settings.open();
  }

  /** Any failure fails the whole transaction. The next one opens the database again. */
  #attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      const problem = problemOf(error);
      this.#database?.close();
      this.#database = undefined;
      for (const room of this.#waiting.keys()) this.#behind.add(room);
      this.#answer("unstored");
      if (!this.#failing) {
        this.#context.send(this.#settings.events, { type: "storeFailing", problem });
      }
      this.#failing = true;
    }
  }

  /** Answers each room once, with the number of its last save in the transaction. */
  #answer(type: StoreReply["type"]): void {
    for (const { replyTo, upTo } of this.#waiting.values()) {
      this.#context.send(replyTo, { type, upTo });
    }
    this.#waiting.clear();
  }
}
