/**
 * All that Tospann says, by language. It knows which languages there are; the words stand in a file for each.
 *
 * @module
 */

import type { Texts } from "./catalogue.ts";
import { english } from "./english.ts";
import { norwegian } from "./norwegian.ts";

export type {
  ClientFlag,
  ClientTexts,
  FlagTexts,
  HttpTexts,
  OperatorTexts,
  ServerFlag,
  ServerTexts,
  Texts,
  WireTexts,
} from "./catalogue.ts";

/** The languages there are, by their codes in BCP 47: Norwegian bokmål and English. */
export const LANGUAGES = ["nb", "en"] as const;

/** One of {@linkcode LANGUAGES}. */
export type Language = typeof LANGUAGES[number];

/** Every text in every language. */
export const texts: Readonly<Record<Language, Texts>> = { nb: norwegian, en: english };

/**
 * Tells whether there are texts in a language.
 *
 * @param code What should be a language's code.
 * @returns Whether it is one of {@linkcode LANGUAGES}.
 */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(texts, code);
}
