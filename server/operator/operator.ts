/**
 * The actor of the host, who is no member of any room: passes wishes on to all rooms, and gathers what they answer. What
 * the host typed, and how it is told what came of it, it does not know.
 *
 * @module
 */

import {
  type HostMessage,
  type HostWish,
  MAX_WISHES,
  type Person,
  type RoomWish,
} from "../../actors/messages/operator.ts";
import type { RoomsMessage } from "../../actors/messages/messages.ts";
import {
  type ActorContext,
  type Address,
  assertNever,
  type Behavior,
  type Start,
} from "../../actors/runtime/actor.ts";
import { peopleMeant } from "./people.ts";

/** What came of a wish. */
export type HostEvent =
  /** It was said to so many, the lost among them, but not to those for whom too much is kept already. */
  | {
    readonly type: "announced";
    readonly text: string;
    readonly to: number;
    readonly missed: readonly Person[];
  }
  /** Those are there, at this time in milliseconds since 1970. */
  | { readonly type: "people"; readonly people: readonly Person[]; readonly at: number }
  /** The same, for what the host is about to type. */
  | { readonly type: "names"; readonly people: readonly Person[] }
  | { readonly type: "kicked"; readonly person: Person }
  /** Nobody is called so, here or there. */
  | { readonly type: "nobody"; readonly who: string }
  /** In several rooms somebody is: nothing was done. */
  | { readonly type: "several"; readonly who: string; readonly people: readonly Person[] }
  /** Nobody has answered, or will. */
  | { readonly type: "unanswered" }
  /** Too many wishes wait for their answers: this one is forgotten. */
  | { readonly type: "busy" };

/** What the host may do; what comes of it is told as a {@linkcode HostEvent}. */
export interface Host {
  /** @param text Cleaned, and within the bounds of a text. */
  readonly say: (text: string) => void;
  readonly who: () => void;
  /** As `who`, but told as `names`. */
  readonly names: () => void;
  /** @param who A name in any case, and perhaps the room behind it. */
  readonly kick: (who: string) => void;
}

/** A wish that not all rooms have answered. */
interface Question {
  readonly wish: HostWish;
  readonly asked: RoomWish;
  readonly people: Person[];
  readonly missed: Person[];
  /** Rooms that have still to answer; `null`: it is not known yet how many are asked. */
  left: number | null;
  cancel: () => void;
}

/** Milliseconds that rooms have to answer: they are on the same thread, so that only a crash of one takes as long. */
const GATHERING = 1_000;

/**
 * Milliseconds until the rooms are asked: what an earlier server left is read before, which a slow disk may take long for.
 * A directory that crashed has forgotten the wish.
 */
const ASKING = 60_000;

/** Brings the host's actor to life. */
export function startHost(
  rooms: Address<RoomsMessage>,
  told: (event: HostEvent) => void,
): Start<HostMessage> {
  return (context) => new HostActor(rooms, told, context);
}

/** The host's hands, whoever asks for something with them. */
export function hostAt(wish: (wish: HostWish) => void): Host {
  return {
    say: (text) => wish({ type: "announce", text }),
    who: () => wish({ type: "listPeople" }),
    names: () => wish({ type: "listNames" }),
    kick: (who) => wish({ type: "kick", who }),
  };
}

class HostActor implements Behavior<HostMessage> {
  readonly #rooms: Address<RoomsMessage>;
  readonly #told: (event: HostEvent) => void;
  readonly #context: ActorContext<HostMessage>;
  /** By number; {@linkcode MAX_WISHES} at most. */
  readonly #questions = new Map<number, Question>();
  #asked = 0;

  constructor(
    rooms: Address<RoomsMessage>,
    told: (event: HostEvent) => void,
    context: ActorContext<HostMessage>,
  ) {
    this.#rooms = rooms;
    this.#told = told;
    this.#context = context;
  }

  receive(message: HostMessage): void {
    if (message.type === "wish") return this.#take(message.wish);
    const question = this.#questions.get(message.question);
    // A room may answer after all, when it was waited for long enough.
    if (question === undefined) return;
    switch (message.type) {
      case "asked":
        question.left = message.rooms;
        question.cancel();
        question.cancel = this.#wait(GATHERING, message.question);
        break;
      case "answered":
        question.people.push(...message.people);
        question.missed.push(...message.missed);
        if (question.left !== null) question.left--;
        break;
      case "waitedLongEnough":
        return this.#answer(message.question, question);
      default:
        assertNever(message);
    }
    if (question.left === 0) this.#answer(message.question, question);
  }

  #take(wish: HostWish): void {
    if (this.#questions.size >= MAX_WISHES) return this.#tell({ type: "busy" }, wish);
    this.#ask(wish, wish.type === "announce" ? wish : { type: "listPeople" });
  }

  #ask(wish: HostWish, asked: RoomWish): void {
    const number = ++this.#asked;
    const { self, send } = this.#context;
    const cancel = this.#wait(ASKING, number);
    this.#questions.set(number, { wish, asked, people: [], missed: [], left: null, cancel });
    send(this.#rooms, {
      type: "fromHost",
      wish: asked,
      question: number,
      replyTo: self.address,
    });
  }

  #wait(ms: number, question: number): () => void {
    return this.#context.after(ms, { type: "waitedLongEnough", question });
  }

  #answer(number: number, question: Question): void {
    question.cancel();
    this.#questions.delete(number);
    const { wish, asked, left } = question;
    if (left === null) return this.#tell({ type: "unanswered" }, wish);
    const isSearch = wish.type === "kick" && asked.type === "listPeople";
    const people = isSearch ? peopleMeant(question.people, wish.who) : question.people;
    const [person] = people;
    if (isSearch && person !== undefined && people.length === 1) {
      return this.#ask(wish, { type: "kick", name: person.name, room: person.room });
    }
    this.#tell(eventOf({ ...question, people }, this.#context.clock.now()), wish);
  }

  #tell(event: HostEvent, wish: HostWish): void {
    // The host has asked for no names, and gets none.
    if (wish.type !== "listNames" || event.type === "names") this.#told(event);
  }
}

function eventOf(
  { wish, people, missed }: Pick<Question, "wish" | "missed"> & {
    readonly people: readonly Person[];
  },
  at: number,
): HostEvent {
  switch (wish.type) {
    case "announce":
      return { type: "announced", text: wish.text, to: people.length, missed };
    case "listPeople":
      return { type: "people", people, at };
    case "listNames":
      return { type: "names", people };
    case "kick": {
      const { who } = wish;
      const [person] = people;
      if (person === undefined) return { type: "nobody", who };
      return people.length === 1 ? { type: "kicked", person } : { type: "several", who, people };
    }
    default:
      assertNever(wish);
  }
}
