/**
 * Explains why a chat ended. It must not know where the explanation appears.
 *
 * @module
 */

import { match } from "../../actors/encoding/match.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { chatTexts } from "./chat_texts.ts";
import type { Ending } from "../connection/connection_events.ts";

/**
 * Explains an ending, and what the person can do about it. Includes the server's own words.
 *
 * @param ending How the chat ended.
 * @param address The server's address.
 * @param language The person's language.
 * @returns One line, or `undefined` if the person left.
 */
export function endingMessage(
  ending: Ending,
  address: string,
  language: Language,
): string | undefined {
  const { cannotConnect, lostConnection, refused } = texts[language].client;
  const { closed, noGreeting } = chatTexts[language];
  return match<Ending, string | undefined>(ending, {
    left: () => undefined,
    refused: ({ reason }) => refused[reason],
    closed: ({ text }) => closed(address, text.replace(/^Server: /, "")),
    lost: () => lostConnection(address),
    unreachable: () => cannotConnect(address),
    no_greeting: () => noGreeting(address),
  });
}
