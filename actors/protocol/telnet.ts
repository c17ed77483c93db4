/**
 * Drops what a telnet client says about itself from a stream of bytes, so that only what the person wrote is left. It
 * knows the commands of RFC 854; it answers none of them, and must not know lines or characters.
 *
 * The stream may be cut anywhere, also within a command. A state is a value.
 *
 * @module
 */

import { NEWLINE } from "../encoding/ascii.ts";
import { MAX_TELNET_OPTION_BYTES } from "./limits.ts";

/** Where in a command the stream was cut. Begin with {@linkcode telnetText}. */
export type TelnetState =
  | { readonly at: "text" }
  /** After IAC. */
  | { readonly at: "command" }
  /** After IAC and WILL, WONT, DO or DONT: the option's number comes. */
  | { readonly at: "option" }
  /** After IAC SB; `ending` after an IAC in it, which may be followed by SE. */
  | { readonly at: "subnegotiation"; readonly skipped: number; readonly ending: boolean };

/** Outside any command: where every stream begins. */
export const telnetText: TelnetState = { at: "text" };

/** "Interpret as command": the byte each command begins with. It is in no UTF-8 text. */
const IAC = 0xff;
const SUBNEGOTIATION_END = 0xf0;
const SUBNEGOTIATION = 0xfa;
const WILL = 0xfb;
const DONT = 0xfe;
/** The lowest command: end of file (RFC 1184). What is below it, after an IAC, was no telnet. */
const FIRST_COMMAND = 0xec;

const inCommand: TelnetState = { at: "command" };
const inOption: TelnetState = { at: "option" };

/**
 * Takes telnet commands out of the next bytes.
 *
 * `IAC IAC` is telnet's way to write the byte 0xFF, and gives that byte. A subnegotiation of more than
 * {@linkcode MAX_TELNET_OPTION_BYTES} bytes is taken for noise: what comes after them is text. A newline is never
 * taken for an option, so that a stray byte cannot join two lines.
 *
 * @param state Where the bytes before these left off.
 * @param bytes The next bytes.
 * @returns The new state, and the bytes without commands: the very same array where there was none.
 */
export function dropTelnet(
  state: TelnetState,
  bytes: Uint8Array,
): { state: TelnetState; bytes: Uint8Array } {
  if (state.at === "text" && bytes.indexOf(IAC) === -1) return { state, bytes };
  const kept = new Uint8Array(bytes.length + 1); // One more: an IAC that came before these bytes may turn out to be text.
  let length = 0;
  let now = state;
  for (const byte of bytes) {
    switch (now.at) {
      case "text":
        if (byte === IAC) now = inCommand;
        else kept[length++] = byte;
        break;
      case "command":
        now = afterCommand(byte);
        if (byte < FIRST_COMMAND || byte === IAC) kept[length++] = IAC;
        if (byte < FIRST_COMMAND) kept[length++] = byte;
        break;
      case "option":
        now = telnetText;
        if (byte === NEWLINE) kept[length++] = byte;
        break;
      case "subnegotiation":
        now = withinSubnegotiation(now.skipped + 1, now.ending, byte);
        break;
    }
  }
  return { state: now, bytes: kept.subarray(0, length) };
}

function afterCommand(command: number): TelnetState {
  if (command === SUBNEGOTIATION) return { at: "subnegotiation", skipped: 0, ending: false };
  return command >= WILL && command <= DONT ? inOption : telnetText;
}

function withinSubnegotiation(skipped: number, ending: boolean, byte: number): TelnetState {
  const ended = ending && byte === SUBNEGOTIATION_END;
  if (ended || skipped >= MAX_TELNET_OPTION_BYTES) return telnetText;
  return { at: "subnegotiation", skipped, ending: !ending && byte === IAC };
}
