/**
 * The actor of the host, who is no member of any room: passes wishes on to all rooms, and gathers what they answer. What
 * the host typed, and how it is told what came of it, it does not know.
 *
 * @module
 */

import {
  MAX_COMMANDS,
  type OperatorCommand,
  type OperatorMessage,
  type Person,
  type RoomCommand,
} from "../../actors/messages/operator.ts";
import type { RoomsMessage } from "../../actors/messages/room.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { ActorContext, Address, Behavior, Start } from "../../actors/runtime/actor.ts";
import { peopleMeant } from "./people.ts";

/** What came of a command. */
export type OperatorEvent =
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

/** A command that not all rooms have answered. */
interface Question {
  readonly command: OperatorCommand;
  readonly asked: RoomCommand;
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
 * A directory that crashed has forgotten the command.
 */
const ASKING = 60_000;

/** Brings the host's actor to life. */
export function startOperator(
  rooms: Address<RoomsMessage>,
  told: (event: OperatorEvent) => void,
): Start<OperatorMessage> {
  return (context) => new OperatorActor(rooms, told, context);
}

class OperatorActor implements Behavior<OperatorMessage> {
  readonly #rooms: Address<RoomsMessage>;
  readonly #told: (event: OperatorEvent) => void;
  readonly #context: ActorContext<OperatorMessage>;
  /** By number; {@linkcode MAX_COMMANDS} at most. */
  readonly #questions = new Map<number, Question>();
  #asked = 0;

  constructor(
    rooms: Address<RoomsMessage>,
    told: (event: OperatorEvent) => void,
    context: ActorContext<OperatorMessage>,
  ) {
    this.#rooms = rooms;
    this.#told = told;
    this.#context = context;
  }

  receive(message: OperatorMessage): void {
    if (message.type === "command") return this.#take(message.command);
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

  #take(command: OperatorCommand): void {
    if (this.#questions.size >= MAX_COMMANDS) return this.#tell({ type: "busy" }, command);
    this.#ask(command, command.type === "announce" ? command : { type: "listPeople" });
  }

  #ask(command: OperatorCommand, asked: RoomCommand): void {
    const number = ++this.#asked;
    const { self, send } = this.#context;
    const cancel = this.#wait(ASKING, number);
    this.#questions.set(number, { command, asked, people: [], missed: [], left: null, cancel });
    send(this.#rooms, {
      type: "fromOperator",
      command: asked,
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
    const { command, asked, left } = question;
    if (left === null) return this.#tell({ type: "unanswered" }, command);
    const isSearch = command.type === "kick" && asked.type === "listPeople";
    const people = isSearch ? peopleMeant(question.people, command.who) : question.people;
    const [person] = people;
    if (isSearch && person !== undefined && people.length === 1) {
      return this.#ask(command, { type: "kick", name: person.name, room: person.room });
    }
    this.#tell(eventOf({ ...question, people }, this.#context.clock.now()), command);
  }

  #tell(event: OperatorEvent, command: OperatorCommand): void {
    // The host has asked for no names, and gets none.
    if (command.type !== "listNames" || event.type === "names") this.#told(event);
  }
}

function eventOf(
  { command, people, missed }: Pick<Question, "command" | "missed"> & {
    readonly people: readonly Person[];
  },
  at: number,
): OperatorEvent {
  switch (command.type) {
    case "announce":
      return { type: "announced", text: command.text, to: people.length, missed };
    case "listPeople":
      return { type: "people", people, at };
    case "listNames":
      return { type: "names", people };
    case "kick": {
      const { who } = command;
      const [person] = people;
      if (person === undefined) return { type: "nobody", who };
      return people.length === 1 ? { type: "kicked", person } : { type: "several", who, people };
    }
    default:
      assertNever(command);
  }
}
