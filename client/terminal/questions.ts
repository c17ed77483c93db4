/**
 * Asks the person for what the command line left out, until the answer can be used. It must not know what the answers
 * are for.
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

/** Someone who can be asked. */
export interface Respondent {
  readonly language: Language;
  /** What they type. */
  readonly lines: Lines;
  /** Shows them something. */
  readonly show: (text: string) => void;
}

/** Asks where the server is; an empty answer is the default. `undefined` if the person ended the input instead. */
export function askAddress(person: Respondent): Promise<WrittenAddress | undefined> {
  const { askAddress, expected } = texts[person.language].client;
  return ask(person, {
    question: askAddress(DEFAULT_HOST),
    parse: (answer) => parseAddress(answer === "" ? DEFAULT_HOST : answer),
    expected: expected.address,
  });
}

/** Asks for the name. `undefined` if the person ended the input instead. */
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
  /** What can be used, in words. */
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
