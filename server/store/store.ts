/**
 * The store: keeps what rooms send it, many changes in one commit, and says so once they outlive the server. It knows
 * its database only as something that may fail at any time; it must not know what a seat or a fact is for.
 *
 * @module
 */

import type { RoomName } from "../../actors/messages/events.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ActorContext, Address, Behavior, Start } from "../../actors/runtime/actor.ts";
import type { Save, StoreReply, StoreWorkerMessage } from "../../actors/messages/store.ts";
import type { Database } from "./database.ts";
import { Gathering } from "./write_coalescing.ts";
import { problemOf, type StoreProblem } from "./problems.ts";

/** What the store tells of itself: once when it begins to fail, and once when all is well again. */
export type StoreEvent =
  | { readonly type: "storeFailing"; readonly problem: StoreProblem }
  | { readonly type: "storeWell" };

/** What came of opening the database. */
export type Opening = { readonly type: "opened"; readonly database: Database } | StoreProblem;

/** What the store needs. */
export interface StoreSettings {
  /** Opens the database: at the start, and again when it has failed. */
  readonly open: () => Opening;
  readonly events: Address<StoreEvent>;
}

/** Milliseconds without a save after which what was deleted leaves the files: seldom, since it waits on the disk twice. */
const REST_AFTER = 1_000;

/** Milliseconds until it is tried again to read what is kept: nobody can come in before that. */
const RETRY_LOAD_AFTER = 1_000;

/** Brings the store to life. */
export function startStore(settings: StoreSettings): Start<StoreWorkerMessage> {
  return (context) => new Store(settings, context);
}

/** Thrown where there is no database to be had: nothing else is wrong. */
class Unopened extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem) {
    super(`Cannot open the database: ${problem.type}`);
    this.problem = problem;
  }
}

/** What a room has sent since the last commit. */
interface Waiting {
  readonly gathering: Gathering;
  readonly upTo: number;
  readonly replyTo: Save["replyTo"];
}

class Store implements Behavior<StoreWorkerMessage> {
  readonly #settings: StoreSettings;
  readonly #context: ActorContext<StoreWorkerMessage>;
  #database: Database | undefined;
  /** What is to be committed next, and who is to be answered then. */
  readonly #waiting = new Map<RoomName, Waiting>();
  /** Rooms of which something could not be kept: what they send is of no use until they send all of themselves. */
  readonly #behind = new Set<RoomName>();
  /** Until it is known what a store before this one has kept, every room may be behind. */
  #trusting = false;
  /** Whether the next `commit` is in the mailbox. */
  #committing = false;
  #failing = false;
  #forgetRest = () => {};

  constructor(settings: StoreSettings, context: ActorContext<StoreWorkerMessage>) {
    this.#settings = settings;
    this.#context = context;
    // At once and not with the first save, so that no other server takes the folder.
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
      case "rest":
        return this.#rest();
      case "finish":
        this.#commit();
        return this.#context.exit();
      default:
        assertNever(message);
    }
  }

  stop(): void {
    // What was sent before the word to stop waits in the mailbox still.
    this.#context.self.send({ type: "finish" });
  }

  ended(): void {
    this.#database?.close();
  }

  #save(save: Save): void {
    const { room, changes, upTo, replyTo } = save;
    if (changes[0]?.type === "cleared") this.#behind.delete(room);
    if (!this.#trusting || this.#behind.has(room)) {
      return this.#context.send(replyTo, { type: "unstored", upTo });
    }
    const gathering = this.#waiting.get(room)?.gathering ?? new Gathering();
    gathering.add(changes);
    this.#waiting.set(room, { gathering, upTo, replyTo });
    // Behind the saves that wait in the mailbox, so that they are committed together.
    if (!this.#committing) this.#context.self.send({ type: "commit" });
    this.#committing = true;
  }

  #commit(): void {
    this.#committing = false;
    if (this.#waiting.size === 0) return;
    this.#transact((database) => {
      for (const [room, { gathering }] of this.#waiting) database.apply(room, gathering.changes);
    }, () => this.#answer("stored"));
    this.#forgetRest();
    this.#forgetRest = this.#context.after(REST_AFTER, { type: "rest" });
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

  #rest(): void {
    // A save may have come just before: the next rest follows it.
    if (this.#waiting.size === 0) this.#attempt(() => this.#database?.rest());
  }

  #load(load: Extract<StoreWorkerMessage, { readonly type: "load" }>): void {
    const { ahead, replyTo } = load;
    this.#attempt(() => {
      const database = this.#opened();
      database.goAhead(ahead);
      this.#context.send(replyTo, { type: "loaded", rooms: database.load() });
      this.#trusting = true;
    });
    if (!this.#trusting) this.#context.after(RETRY_LOAD_AFTER, load);
  }

  #retain(rooms: readonly RoomName[]): void {
    // A store that was started again: these have sent things that this one never got.
    if (!this.#trusting) { for (const room of rooms) this.#behind.add(room); }
    this.#trusting = true;
    this.#transact((database) => database.retain(rooms));
  }

  #opened(): Database {
    if (this.#database !== undefined) return this.#database;
    const opening = this.#settings.open();
    if (opening.type !== "opened") throw new Unopened(opening);
    return this.#database = opening.database;
  }

  /** Whatever fails, the whole transaction does; the next one begins with the database opened anew. */
  #attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      const problem = error instanceof Unopened ? error.problem : problemOf(error);
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

  /** Each room once, with the last number of its that the transaction has. */
  #answer(type: StoreReply["type"]): void {
    for (const { replyTo, upTo } of this.#waiting.values()) {
      this.#context.send(replyTo, { type, upTo });
    }
    this.#waiting.clear();
  }
}
