/**
 * Removes telnet commands (RFC 854) from a stream of bytes and leaves what the person typed. It
 * does not answer the commands, and must not know lines or characters.
 *
 * The stream may be cut anywhere, also within a command. A state is a value.
 *
 * @module
 */

import { NEWLINE } from "../encoding/ascii.ts";
import { MAX_TELNET_OPTION_BYTES } from "./limits.ts";

/** Where in a command the stream was cut. It begins as {@linkcode telnetText}. */
export type TelnetState =
  | { readonly at: "text" }
  /** After IAC. */
  | { readonly at: "command" }
  /** After IAC and WILL, WONT, DO or DONT, before the option's number. */
  | { readonly at: "option" }
  /** After IAC SB. `ending`: after an IAC within it, which SE may follow. */
  | { readonly at: "subnegotiation"; readonly skipped: number; readonly ending: boolean };

/** Outside a command, where every stream begins. */
export const telnetText: TelnetState = { at: "text" };

/** "Interpret as command": the first byte of each command. UTF-8 never contains it. */
const IAC = 0xff;
const SUBNEGOTIATION_END = 0xf0;
const SUBNEGOTIATION = 0xfa;
const WILL = 0xfb;
const DONT = 0xfe;
/** The lowest command: end of file (RFC 1184). A lower byte after an IAC is not telnet. */
const FIRST_COMMAND = 0xec;

const inCommand: TelnetState = { at: "command" };
const inOption: TelnetState = { at: "option" };

/**
 * Removes telnet commands from the next bytes.
 *
 * `IAC IAC` is telnet's escape for the byte 0xFF, and yields that byte. After {@linkcode
 * MAX_TELNET_OPTION_BYTES} bytes a subnegotiation counts as noise, and text follows. A newline
 * never counts as an option, so that a stray byte cannot join two lines.
 *
 * @param state The state after the bytes before these.
 * @param bytes The next bytes.
 * @returns The new state, and the bytes without commands: the same array if there were none.
 */
export function dropTelnet(
  state: TelnetState,
  bytes: Uint8Array,
): { state: TelnetState; bytes: Uint8Array } {
  if (state.at === "text" && bytes.indexOf(IAC) === -1) return { state, bytes };
  // One more: an IAC before these bytes may turn out to be text.
  const kept = new Uint8Array(bytes.length + 1);
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
