/**
 * Why a chat came to an end that its person had not wished, in words. It must not know where they are shown.
 *
 * @module
 */

import { assertNever } from "../../actors/encoding/assert_never.ts";
import { type Language, texts } from "../../actors/languages/languages.ts";
import { chatTexts } from "./chat_texts.ts";
import type { Ending } from "../connection/connection_events.ts";

/**
 * Tells why, and what can be done about it. The server's own words stand nowhere else.
 *
 * @param ending How it ended.
 * @param address Where the server was.
 * @param language In which language.
 * @returns One line, or `undefined` where the person left.
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
