/**
 * Checks the promise. It sees what people say and are shown, and watches the rooms to know for
 * which seats a text was. It throws when the promise is broken.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { fromTextBatch } from "../../../actors/encoding/text_batch.ts";
import type { MemberMessage, RoomMessage } from "../../../actors/messages/room.ts";
import { itemsIn } from "../../../actors/room/chunked_list.ts";
import type { RoomState } from "../../../actors/room/room_state.ts";
import type { Seat } from "../../../actors/room/seats.ts";
import type { Effect, Step } from "../../../actors/runtime/state_machine.ts";
import type { Who } from "./moves.ts";

/** What one person said and was shown. */
class Person {
  /** In order. A text's index is its number. */
  readonly said: string[] = [];
  /** Own texts that were reported as accepted. */
  readonly accepted = new Set<number>();
  /** Own texts that were reported as surely not sent. */
  readonly unsent = new Set<number>();
  /** Own texts that were reported as one of these, or that may be lost. */
  readonly settled = new Set<number>();
  /** The other's texts that were ever shown. */
  readonly shown = new Set<number>();
  /** The other's texts that the client knows it has shown. */
  readonly tape: number[] = [];
  /** Shown texts that the client has forgotten. They may come again. */
  readonly again = new Set<number>();
  /** Whether this person has said goodbye. */
  left = false;
}

/** Sees everything. */
export class Witness {
  readonly #people: Readonly<Record<Who, Person>> = { ola: new Person(), kari: new Person() };
  /** The seats that each text was for, by token, since only tokens are unique. */
  readonly #addressees = new Map<string, readonly string[]>();
  /** Seats that were rightly given up. */
  readonly #freed = new Set<string>();
  readonly #numbered = new Map<number, string>();
  /** Texts, and the seats to which this run of the server has passed them on. */
  readonly #passedOn = new Set<string>();

  /** Makes the next text of a person. */
  nextText(who: Who, tail: string): string {
    return `${who} ${this.#people[who].said.length}${tail}`;
  }

  /** The client has taken the text. */
  said(who: Who, text: string): void {
    this.#people[who].said.push(text);
  }

  /** How many texts the person has seen. */
  tapeOf(who: Who): number {
    return this.#people[who].tape.length;
  }

  /** The client was restarted, and has forgotten later texts. */
  rewind(who: Who, length: number): void {
    const { tape, again } = this.#people[who];
    for (const number of tape.splice(length)) again.add(number);
  }

  left(who: Who): void {
    this.#people[who].left = true;
  }

  /** The screen shows a text. */
  saw(who: Who, text: string): void {
    const { by, number } = this.#parse(text);
    assert(by !== who, `${who} hears their own: ${text}`);
    assertEquals(text, this.#people[by].said[number], "what is shown is not what was said");
    assert(!this.#people[by].unsent.has(number), `"not sent", and shown: ${text}`);
    const { tape, shown, again } = this.#people[who];
    assert(!tape.includes(number), `${who} sees twice: ${text}`);
    const comesAgain = again.delete(number);
    const last = Math.max(...tape, -1);
    assert(comesAgain || number > last, `${who} sees ${text} after ${by} ${last}`);
    tape.push(number);
    shown.add(number);
  }

  /** A text is reported as accepted. */
  accepted(who: Who, text: string): void {
    const { number } = this.#parse(text);
    const { accepted, unsent } = this.#people[who];
    assert(!unsent.has(number), `"not sent", and accepted: ${text}`);
    accepted.add(number);
    this.#people[who].settled.add(number);
  }

  /** A text is reported as not sent, surely or maybe. */
  notSent(who: Who, text: string, isSure: boolean): void {
    const { number } = this.#parse(text);
    const { accepted, unsent, settled } = this.#people[who];
    settled.add(number);
    if (!isSure) return;
    assert(!this.#people[other(who)].shown.has(number), `shown, and "not sent": ${text}`);
    assert(!accepted.has(number), `accepted, and "not sent": ${text}`);
    unsent.add(number);
  }

  /** A client has forgotten its texts except these, and whether they were answered. */
  forgets(who: Who, except: readonly string[] = []): void {
    const { said, settled, unsent } = this.#people[who];
    for (const [number, text] of said.entries()) {
      if (except.includes(text)) unsent.delete(number);
      else settled.add(number);
    }
  }

  /** A number is reported as delivered. */
  delivered(who: Who, seq: number): void {
    const key = this.#numbered.get(seq);
    if (key === undefined || (this.#addressees.get(key) ?? []).length === 0) return;
    const { by, number } = this.#parse(key);
    assertEquals(by, who, "told of another's text that it is delivered");
    assert(this.#people[other(who)].shown.has(number), `delivered, but not shown: ${key}`);
  }

  /** The server was killed, and has forgotten unsaved texts that it passed on. */
  serverDied(): void {
    this.#passedOn.clear();
  }

  /** A step of a room. */
  readonly watch = (
    before: RoomState,
    message: RoomMessage,
    step: Step<RoomState, RoomMessage>,
  ): void => {
    const { state: after } = step;
    assert(after.seats.length <= after.config.capacity, "more seats than a room has");
    if (message.type === "say") this.#watchSay(before, message, step);
    if (before.seats === after.seats) return;
    for (const seat of before.seats) {
      if (!after.seats.some(({ id }) => id === seat.id)) this.#watchFree(seat, message);
    }
  };

  /** Checks what must hold in the end. */
  judge(): void {
    for (const who of ["ola", "kari"] as const) {
      const { said, settled, accepted } = this.#people[who];
      for (const [number, text] of said.entries()) assert(settled.has(number), `waits: ${text}`);
      for (const number of accepted) {
        const tokens = this.#addressees.get(`${who} ${number}`) ?? [];
        const owed = tokens.length > 0 && !tokens.every((token) => this.#freed.has(token));
        const shown = this.#people[other(who)].shown.has(number);
        assert(!owed || shown, `accepted, but never shown: ${who} ${number}`);
      }
    }
  }

  #watchSay(
    { seq }: RoomState,
    said: Extract<RoomMessage, { type: "say" }>,
    { state: { kept, seats }, effects }: Step<RoomState, RoomMessage>,
  ): void {
    const ids = fromTextBatch(said.ids);
    const texts = fromTextBatch(said.texts);
    for (const id of effects.flatMap(idsForNobody)) {
      this.#addressees.set(keyOf(texts[ids.indexOf(id)] ?? ""), []);
    }
    for (const { fact, waitsFor } of itemsIn(kept)) {
      if (fact.type !== "said" || fact.first <= seq) continue;
      const tokens = seats.filter(({ id, returns }) => returns && waitsFor.includes(id))
        .map(({ token }) => token);
      for (const [i, text] of fromTextBatch(fact.texts).entries()) {
        this.#addressees.set(keyOf(text), tokens);
        const passing = `${keyOf(text)} to ${tokens}`;
        assert(tokens.length === 0 || !this.#passedOn.has(passing), `passed on again: ${passing}`);
        this.#passedOn.add(passing);
        this.#numbered.set(fact.first + i, keyOf(text));
      }
    }
  }

  /** A seat is given up after a goodbye, after its hold time, or when its join was cancelled. */
  #watchFree({ name, returns, place, token }: Seat, message: RoomMessage): void {
    if (!returns) return;
    const who = name.startsWith("ola") ? "ola" : "kari";
    const heldLongEnough = message.type === "heldLongEnough" && place.type === "lost";
    const quits = message.type === "leave" && message.reason === "quit" && this.#people[who].left;
    // The client never saw `welcome`, and does not know the token.
    const unseen = message.type === "cancelJoin" && place.type === "taken" && !place.resumed;
    assert(
      heldLongEnough || quits || unseen,
      `${name}'s seat was given up: ${JSON.stringify(message)}`,
    );
    this.#freed.add(token);
  }

  #parse(text: string): { readonly by: Who; readonly number: number } {
    const [by = "", number = ""] = text.split(/\s/, 2);
    assert(by === "ola" || by === "kari", `what nobody said: ${text}`);
    return { by, number: Number(number) };
  }
}

/** The other person. */
export function other(who: Who): Who {
  return who === "ola" ? "kari" : "ola";
}

/** A text's sender and number. */
function keyOf(text: string): string {
  return text.split(/\s/, 2).join(" ");
}

/** Texts that were accepted for nobody, since nobody else was there. */
function idsForNobody(effect: Effect<RoomMessage>): readonly string[] {
  if (effect.type !== "send") return [];
  // Only `accepted` has a batch of ids and a count of seats.
  const told = effect.message as MemberMessage;
  return told.type === "accepted" && told.to === 0 ? fromTextBatch(told.ids) : [];
}
