/**
 * Every text of Tospann by language. The words stand in files of their own for each language.
 *
 * @module
 */

import { english } from "./english.ts";
import { norwegian, type Texts } from "./norwegian.ts";

export type { Texts } from "./norwegian.ts";

/** The languages, by their BCP 47 codes: Norwegian bokmål and English. */
export const LANGUAGES = ["nb", "en"] as const;

/** One of {@linkcode LANGUAGES}. */
export type Language = typeof LANGUAGES[number];

/** Every text in every language. */
export const texts: Readonly<Record<Language, Texts>> = { nb: norwegian, en: english };

/** Tells whether a code is one of {@linkcode LANGUAGES}. */
export function isLanguage(code: string): code is Language {
  return Object.hasOwn(texts, code);
}
