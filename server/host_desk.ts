/**
 * What the host types at the server's terminal, and what is shown of what came of it. How a terminal works it does not
 * know, nor how what is asked for is done.
 *
 * @module
 */

import type { Person } from "../actors/host_messages.ts";
import { formatText } from "../actors/protocol/plain.ts";
import { type HostTexts, type Language, texts } from "../actors/protocol/texts.ts";
import { assertNever } from "../actors/runtime/actor.ts";
import type { Host, HostEvent } from "./host.ts";
import { parseHostLine } from "./host_commands.ts";

/** The name that what the host says goes out under. */
const SERVER = "Server";

/** What the host has at hand. */
export interface HostDesk {
  readonly language: Language;
  readonly host: Host;
  /** Stops the server: in order, and at once when it is told again. */
  readonly stop: () => void;
  readonly print: (line: string) => void;
}

/** Does what the host typed. */
export function takeHostLine({ language, host, stop, print }: HostDesk, typed: string): void {
  const words = texts[language].server.host;
  const command = parseHostLine(typed);
  switch (command.type) {
    case "blank":
      return;
    case "say":
      return host.say(command.text);
    case "tooLong":
      return print(texts[language].wire.errors.too_long);
    case "who":
      return host.who();
    case "kick":
      return command.name === "" ? print(words.kickWhom) : host.kick(command.name);
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

/** Tells the host what came of a wish: lines, in the host's language. */
export function describeHostEvent(event: HostEvent, language: Language): readonly string[] {
  const words = texts[language].server.host;
  switch (event.type) {
    case "announced": {
      const said = formatText(SERVER, event.text);
      return event.to === 0 ? [...said, words.nobodyHeard] : said;
    }
    case "people":
      if (event.people.length === 0) return [words.nobodyThere];
      return event.people.map((person) => describePerson(person, event.at, words));
    case "kicked":
      return event.people.map(({ name, room }) => words.kicked(name, room));
    case "nobody":
      return [words.nobodyCalled(event.name)];
    default:
      assertNever(event);
  }
}

function describePerson(
  { name, room, address, dialect, lostUntil }: Person,
  at: number,
  words: HostTexts,
): string {
  return lostUntil === null
    ? words.person(name, room, address, dialect)
    : words.lostPerson(name, room, Math.max(0, Math.ceil((lostUntil - at) / 1_000)));
}
