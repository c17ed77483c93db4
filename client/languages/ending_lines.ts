/**
 * Explains why a chat ended. It must not know where the explanation appears.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
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
  switch (ending.type) {
    case "left":
      return undefined;
    case "refused":
      return refused[ending.reason];
    case "closed":
      return closed(address, ending.text.replace(/^Server: /, ""));
    case "lost":
      return lostConnection(address);
    case "unreachable":
      return cannotConnect(address);
    case "no_greeting":
      return noGreeting(address);
    default:
      return assertNever(ending);
  }
}
