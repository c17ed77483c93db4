/**
 * The actor of the host, who is no member of any room: passes wishes on to all rooms, and gathers what they answer. What
 * the host typed, and how it is told what came of it, it does not know.
 *
 * @module
 */

import type { HostMessage, HostWish, Person } from "../actors/host_messages.ts";
import type { RoomsMessage } from "../actors/messages.ts";
import {
  type ActorContext,
  type Address,
  assertNever,
  type Behavior,
  type Start,
} from "../actors/runtime/actor.ts";

/** What came of a wish. */
export type HostEvent =
  /** It was said to so many, the lost among them. */
  | { readonly type: "announced"; readonly text: string; readonly to: number }
  /** Those are there, at this time in milliseconds since 1970. */
  | { readonly type: "people"; readonly people: readonly Person[]; readonly at: number }
  /** Of several rooms, if they were called the same. */
  | { readonly type: "kicked"; readonly people: readonly Person[] }
  | { readonly type: "nobody"; readonly name: string };

/** What the host may do; what comes of it is told as a {@linkcode HostEvent}. */
export interface Host {
  /** @param text Cleaned, and within the bounds of a text. */
  readonly say: (text: string) => void;
  readonly who: () => void;
  /** @param name In any case. */
  readonly kick: (name: string) => void;
}

/** A wish that not all rooms have answered. */
interface Question {
  readonly wish: HostWish;
  readonly people: Person[];
  /** Rooms that have still to answer; `null`: it is not known how many were asked. */
  left: number | null;
  readonly cancel: () => void;
}

/** Milliseconds that rooms have to answer: they are on the same thread, so that only a crash of one takes as long. */
const GATHERING = 1_000;

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
    kick: (name) => wish({ type: "kick", name }),
  };
}

class HostActor implements Behavior<HostMessage> {
  readonly #rooms: Address<RoomsMessage>;
  readonly #told: (event: HostEvent) => void;
  readonly #context: ActorContext<HostMessage>;
  /** By number. No more than the host types in {@linkcode GATHERING}. */
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
    if (message.type === "wish") return this.#ask(message.wish);
    const question = this.#questions.get(message.question);
    // A room may answer after all, when it was waited for long enough.
    if (question === undefined) return;
    switch (message.type) {
      case "asked":
        question.left = message.rooms;
        break;
      case "answered":
        question.people.push(...message.people);
        if (question.left !== null) question.left--;
        break;
      case "waitedLongEnough":
        question.left = 0;
        break;
      default:
        assertNever(message);
    }
    if (question.left !== 0) return;
    question.cancel();
    this.#questions.delete(message.question);
    this.#told(eventOf(question, this.#context.clock.now()));
  }

  #ask(wish: HostWish): void {
    const number = ++this.#asked;
    const { after, self, send } = this.#context;
    const cancel = after(GATHERING, { type: "waitedLongEnough", question: number });
    this.#questions.set(number, { wish, people: [], left: null, cancel });
    send(this.#rooms, { type: "fromHost", wish, question: number, replyTo: self.address });
  }
}

function eventOf({ wish, people }: Question, at: number): HostEvent {
  switch (wish.type) {
    case "announce":
      return { type: "announced", text: wish.text, to: people.length };
    case "listPeople":
      return { type: "people", people, at };
    case "kick":
      return people.length > 0 ? { type: "kicked", people } : { type: "nobody", name: wish.name };
    default:
      assertNever(wish);
  }
}
