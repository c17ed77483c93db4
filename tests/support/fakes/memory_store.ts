/**
 * A store of one room without a database: what a test compares a room with, and what it answers the
 * room when the test lets it.
 *
 * @module
 */

import { fromTextBatch, toTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { RoomName } from "../../../actors/messages/events.ts";
import type { StoreReply } from "../../../actors/messages/store.ts";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type {
  RoomChange,
  SavedEntry,
  SavedRoom,
  SavedSeat,
} from "../../../actors/messages/room_snapshot.ts";
import { saves, type Told } from "./told.ts";
import { AHEAD } from "../../../actors/room/room_state.ts";

/** What an id was answered. */
export interface SavedAnswer {
  readonly seq: number;
  readonly at: number;
  readonly to: number;
}

/** What is kept of a room. */
export class SavedState {
  seq = 0;
  members = 0;
  readonly seats = new Map<string, SavedSeat>();
  readonly entries = new Map<number, SavedEntry>();
  /** By member and id. */
  readonly answers = new Map<string, Map<string, SavedAnswer>>();

  /** What came of these changes of nothing. */
  static of(changes: readonly RoomChange[]): SavedState {
    const saved = new SavedState();
    changes.forEach((change) => saved.apply(change));
    return saved;
  }

  /** Changes it. */
  apply(change: RoomChange): void {
    switch (change.type) {
      case "cleared":
        [this.seats, this.entries, this.answers].forEach((all) => all.clear());
        [this.seq, this.members] = [0, 0];
        return;
      case "counted":
        [this.seq, this.members] = [change.seq, change.members];
        return;
      case "seated":
        this.seats.set(change.seat.member, change.seat);
        return;
      case "unseated":
        this.seats.delete(change.member);
        this.answers.delete(change.member);
        return;
      case "kept":
        this.entries.set(firstOf(change.entry), change.entry);
        return;
      case "released":
        this.entries.delete(change.first);
        return;
      case "answered": {
        const { member, ids, first, at, to } = change.answers;
        const answers = this.answers.get(member) ?? new Map<string, SavedAnswer>();
        for (const [i, id] of fromTextBatch(ids).entries()) {
          answers.set(id, { seq: first + i, at, to });
        }
        this.answers.set(member, answers);
        return;
      }
      default:
        assertNever(change);
    }
  }

  /** Its numbers go on from where none was given. */
  goAhead(): void {
    this.seq += AHEAD.numbers;
    this.members += AHEAD.members;
  }

  /** As it is read again. */
  load(name: RoomName): SavedRoom {
    const { seq, members, seats, entries, answers } = this;
    return {
      name,
      seq,
      members,
      seats: [...seats.values()],
      entries: [...entries.values()].sort((a, b) => firstOf(a) - firstOf(b)),
      answers: [...answers].flatMap(([member, answers]) =>
        [...answers].sort(([, a], [, b]) => a.seq - b.seq).map(([id, { seq: first, at, to }]) => ({
          member,
          ids: toTextBatch([id]),
          count: 1,
          first,
          at,
          to,
        }))
      ),
    };
  }
}

/** The store. Once it has failed, it takes only a whole room, as the real one does. */
export class MemoryStore {
  readonly saved = new SavedState();
  readonly #waiting: ReturnType<typeof saves>[number][] = [];
  #behind = false;

  /** What it holds, as a room is made of it. */
  load(name: RoomName): SavedRoom {
    this.saved.goAhead();
    return this.saved.load(name);
  }

  /** Takes what a room sent it, for later. */
  receive(told: readonly Told[]): void {
    this.#waiting.push(...saves(told));
  }

  /** It is killed, and runs again: what was not committed is gone. */
  kill(): void {
    this.#waiting.length = 0;
    this.#behind = false;
  }

  /** Whether it has dealt with all it was sent. */
  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  /** Commits the next so many saves together, or none of them; what it answers the room. */
  commit(count: number, well: boolean): readonly StoreReply[] {
    return this.#waiting.splice(0, count).map(({ changes, upTo }): StoreReply => {
      const whole = changes[0]?.type === "cleared";
      if (!well || (this.#behind && !whole)) {
        this.#behind = true;
        return { type: "unstored", upTo };
      }
      this.#behind = false;
      changes.forEach((change) => this.saved.apply(change));
      return { type: "stored", upTo };
    });
  }
}

function firstOf({ event: fact }: SavedEntry): number {
  return fact.type === "happened" ? fact.seq : fact.first;
}
