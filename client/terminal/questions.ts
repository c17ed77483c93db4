/**
 * Asks the person for what the command line left out, until the answer is valid. It must not know
 * what the answers are for.
 *
 * @module
 */

import { TOO_LONG } from "../../actors/encoding/line_decoder.ts";
import { parseName } from "../../actors/protocol/names.ts";
import { cleanLine } from "../../actors/encoding/sanitize.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { DEFAULT_HOST, parseAddress, type WrittenAddress } from "../cli/server_address.ts";
import { chatTexts } from "../languages/chat_texts.ts";
import type { Lines } from "./line_reader.ts";

/** A person who can answer. */
export interface Respondent {
  readonly language: Language;
  /** The lines that they type. */
  readonly lines: Lines;
  /** Shows them a text. */
  readonly show: (text: string) => void;
}

/**
 * Asks for the server's address. An empty answer means the default, and the end of input
 * `undefined`.
 */
export function askAddress(person: Respondent): Promise<WrittenAddress | undefined> {
  const { askAddress, expected } = texts[person.language].client;
  return ask(person, {
    question: askAddress(DEFAULT_HOST),
    parse: (answer) => parseAddress(answer === "" ? DEFAULT_HOST : answer),
    expected: expected.address,
  });
}

/** Asks for the name. The end of input means `undefined`. */
export function askName(person: Respondent): Promise<string | undefined> {
  const { askName, expected } = texts[person.language].client;
  return ask(person, {
    question: askName,
    parse: parseName,
    expected: expected.name,
  });
}

interface Question<T> {
  readonly question: string;
  readonly parse: (answer: string) => T | undefined;
  /** Says what is valid. */
  readonly expected: string;
}

async function ask<T>(
  { language, show, lines }: Respondent,
  asked: Question<T>,
): Promise<T | undefined> {
  for (;;) {
    show(`${asked.question} `);
    const { done, value } = await lines.next();
    if (done) {
      show("\n");
      return undefined;
    }
    const answer = value === TOO_LONG ? "…" : value.trim();
    const parsed = asked.parse(answer);
    if (parsed !== undefined) return parsed;
    show(`${cleanLine(chatTexts[language].badAnswer(answer, asked.expected))}\n`);
  }
}
