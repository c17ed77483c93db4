/**
 * Texts of the command lines in English: their help, and errors in arguments.
 *
 * @module
 */

import type * as norwegian from "./norwegian_command_line.ts";
import { MAX_NAME_CHARACTERS, MAX_ROOM_NAME_CHARACTERS } from "../protocol/limits.ts";

/** The rule for a person's name. */
export const nameRule =
  `a name of 1 to ${MAX_NAME_CHARACTERS} characters, without ": " in it or a colon at its end, and not "Server" or "System"`;

/** The rule for a room's name. */
export const roomRule = `a room name of 1 to ${MAX_ROOM_NAME_CHARACTERS} characters`;

const flags: Omit<typeof norwegian.serverFlags, "help"> = {
  unknownFlag: (flag) => `Unknown flag: ${flag}. See --help for those there are.`,
  badValue: (flag, value, expected) => `Invalid value for ${flag}: "${value}". Give ${expected}.`,
  missingValue: (flag, expected) => `${flag} lacks a value. Give ${expected}.`,
  unexpectedArgument: (argument) => `Unexpected argument: "${argument}". See --help for the usage.`,
  expected: {
    wholeNumber: (from, to) => `a whole number from ${from} to ${to}`,
    oneOf: (values) => `one of: ${values.join(", ")}`,
    address: "an address, such as 127.0.0.1 or localhost",
    folder: "a folder, or :memory: for none",
    hostNames: "names without port, parted by commas, such as chat.example.org",
    file: "a file, such as talk.txt",
    name: nameRule,
    roomName: roomRule,
  },
};

/** The server's command line. */
export const serverFlags: typeof norwegian.serverFlags = {
  ...flags,
  help: {
    usage: "Usage: deno task server [flags]",
    purpose: "A chat for two. The other person joins with a browser, the client, or nc.",
    flags: {
      host: "the address the server listens on",
      port: "the port the server listens on; 0 picks a free one",
      lang: "the language the server speaks: nb or en",
      capacity: "seats in a room",
      "idle-timeout": "seconds before a silent plain client is let go; 0 is never",
      "seat-hold": "seconds a lost client's seat is kept for its return",
      "max-workers": "how many Web Workers serve clients at most",
      "max-per-address":
        "connections from one network address at most; this machine's own are free",
      "allow-host": "names besides localhost and addresses by which browsers reach this server",
      "show-messages": "show each message here in the terminal",
      log: "the log's form: text (lines) or json (one object a line)",
      data: "the folder of seats and what is not yet delivered; :memory: for none",
      help: "show this help",
    },
    defaultIs: (value) => `(default ${value})`,
    footer:
      "Each flag can also be set as an environment variable, such as TOSPANN_IDLE_TIMEOUT. The flag wins.",
  },
};

/** The client's command line. */
export const clientFlags: typeof norwegian.clientFlags = {
  ...flags,
  help: {
    usage: "Usage: deno task client [ADDRESS[:PORT]] [flags]",
    purpose: "Join the chat on a server. You are asked for what is missing.",
    flags: {
      host: "the server's address",
      port: "the server's port",
      name: "the name the other person sees",
      room: "the room to join",
      lang: "the language the client speaks: nb or en",
      linear: "lines only, without status line and colours; for screen readers",
      log: "a file to which what is said is added, with date and time",
      help: "show this help",
    },
    defaultIs: (value) => `(default ${value})`,
    footer:
      "Each flag can also be set in the environment (TOSPANN_NAME). Write avslutt or press Ctrl-D to leave, and /help for the rest.",
  },
};
