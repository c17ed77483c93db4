/**
 * The operator's actor: it passes commands on to all rooms, and collects their answers. It knows
 * neither what the operator typed nor how the result is shown.
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

/** The result of a command. */
export type OperatorEvent =
  /**
   * So many people get the text, also those whose clients are lost. `missed`: too much is kept for
   * them already.
   */
  | {
    readonly type: "announced";
    readonly text: string;
    readonly to: number;
    readonly missed: readonly Person[];
  }
  /** Who has a seat, at this time in milliseconds since 1970. */
  | { readonly type: "people"; readonly people: readonly Person[]; readonly at: number }
  /** The same, to complete names while the operator types. */
  | { readonly type: "names"; readonly people: readonly Person[] }
  | { readonly type: "kicked"; readonly person: Person }
  /** Nobody has this name. */
  | { readonly type: "nobody"; readonly who: string }
  /** People in several rooms have this name, so nothing was done. */
  | { readonly type: "several"; readonly who: string; readonly people: readonly Person[] }
  /** The registry has not answered in time. */
  | { readonly type: "unanswered" }
  /** Too many commands wait for their answers, so this one was dropped. */
  | { readonly type: "busy" };

/** A command that some room has not answered. */
interface Question {
  readonly command: OperatorCommand;
  readonly asked: RoomCommand;
  readonly people: Person[];
  readonly missed: Person[];
  /** Rooms that have not answered; `null`: the registry has not said how many there are. */
  left: number | null;
  cancel: () => void;
}

/**
 * Milliseconds that rooms have to answer. They run on the same thread, so only one that crashed
 * takes longer.
 */
const ANSWER_TIMEOUT = 1_000;

/**
 * Milliseconds that the registry has to answer. It reads the saved rooms first, and a slow disk
 * takes long for that. A registry that crashed has forgotten the command.
 */
const REGISTRY_TIMEOUT = 60_000;

/** Starts the operator's actor. */
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
    // A room may answer after the timeout.
    if (question === undefined) return;
    switch (message.type) {
      case "asked":
        question.left = message.rooms;
        question.cancel();
        question.cancel = this.#wait(ANSWER_TIMEOUT, message.question);
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
    const cancel = this.#wait(REGISTRY_TIMEOUT, number);
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
    // The console asked for names, not the operator: no other result of that is shown.
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
