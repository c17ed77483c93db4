/**
 * The operator's console as lines: it runs what the operator types, and describes the results. It
 * knows neither how a terminal works nor how a command is carried out.
 *
 * @module
 */

import type { OperatorCommand, Person } from "../../actors/messages/operator.ts";
import { MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../actors/protocol/limits.ts";
import { type Line, TOO_LONG } from "../../actors/encoding/line_decoder.ts";
import { formatPlainLines } from "../../actors/protocol/plain_text.ts";
import { type Language, type Texts, texts } from "../../actors/languages/languages.ts";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import { describeError } from "../../actors/runtime/actor.ts";
import type { OperatorEvent } from "./operator.ts";
import { type ConsoleCommand, parseConsoleLine } from "./commands.ts";
import { withRoom } from "./people.ts";

/** The name under which the operator speaks. */
const SERVER = "Server";

/** What a line needs to be run. */
export interface ConsoleState {
  readonly language: Language;
  /** Sends the operator's command to the rooms. */
  readonly send: (command: OperatorCommand) => void;
  /** Stops the server: in order the first time, at once the second time. */
  readonly stop: () => void;
  readonly print: (line: string) => void;
}

/**
 * Runs a line. It never throws: the operator sees the error, and the chat goes on.
 *
 * @returns Whether the line is done. One that is too long is left for the operator to shorten.
 */
export function takeConsoleLine(state: ConsoleState, typed: Line): boolean {
  const command: ConsoleCommand = typed === TOO_LONG
    ? { type: "tooLong" }
    : parseConsoleLine(typed);
  try {
    run(state, command);
  } catch (error) {
    state.print(texts[state.language].server.operator.failed(describeError(error)));
  }
  return command.type !== "tooLong";
}

function run({ language, send, stop, print }: ConsoleState, command: ConsoleCommand): void {
  const words = texts[language].server.operator;
  switch (command.type) {
    case "blank":
      return;
    case "say":
      return send({ type: "announce", text: command.text });
    case "tooLong":
      return print(words.tooLong(MAX_TEXT_BYTES, MAX_TEXT_LINES));
    case "who":
      return send({ type: "listPeople" });
    case "kick":
      return command.who === "" ? print(words.kickWhom) : send(command);
    case "stop":
      return stop();
    case "help":
      return words.help.forEach((line) => print(line));
    case "unknown":
      return print(words.unknownCommand(command.word, command.nearest));
    default:
      assertNever(command);
  }
}

/** Describes a result in lines, in the operator's language. */
export function describeOperatorEvent(event: OperatorEvent, language: Language): readonly string[] {
  const words = texts[language].server.operator;
  switch (event.type) {
    case "announced": {
      const missed = event.missed.map(({ name, room }) => words.missed(name, room));
      const isAlone = event.to + missed.length === 0;
      return [
        ...formatPlainLines(SERVER, event.text),
        ...isAlone ? [words.nobodyHeard] : missed,
      ];
    }
    case "people":
      if (event.people.length === 0) return [words.nobodyThere];
      return event.people.map((person) => describePerson(person, event.at, words));
    case "names":
      return [];
    case "kicked":
      return [words.kicked(event.person.name, event.person.room)];
    case "nobody":
      return [words.nobodyCalled(event.who)];
    case "several":
      return [
        words.severalCalled(event.who),
        ...event.people.map(({ name, room }) => words.kickOne(withRoom(name, room))),
      ];
    case "unanswered":
      return [words.unanswered];
    case "busy":
      return [words.busy];
    default:
      assertNever(event);
  }
}

function describePerson(
  { name, room, address, dialect, lostUntil }: Person,
  at: number,
  words: Texts["server"]["operator"],
): string {
  return lostUntil === null
    ? words.person(name, room, address, dialect)
    : words.lostPerson(name, room, Math.max(0, Math.ceil((lostUntil - at) / 1_000)));
}
