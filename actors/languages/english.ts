/**
 * What Tospann says in English.
 *
 * @module
 */

import type {
  ClientTexts,
  FlagTexts,
  HttpTexts,
  ServerTexts,
  Texts,
  WireTexts,
} from "./catalogue.ts";
import { PROTOCOL_VERSION } from "../protocol/frames.ts";
import {
  MAX_FRAME_ERRORS,
  MAX_NAME_CHARACTERS,
  MAX_ROOM_NAME_CHARACTERS,
  MAX_TEXT_BYTES,
} from "../protocol/limits.ts";

const chatFull = "Server: Sorry, the chat room is full.";
const stopping = "Server: The server is shutting down.";
const idle =
  "Server: You have been silent so long that the connection is closed. Connect again any time.";
const nameRule =
  `a name of 1 to ${MAX_NAME_CHARACTERS} characters, without ": " in it or a colon at its end, and not "Server" or "System"`;
const invalidName = `Server: That name cannot be used. Choose ${nameRule}.`;
const roomRule = `a room name of 1 to ${MAX_ROOM_NAME_CHARACTERS} characters`;

function tooLong(maxBytes: number): string {
  return `Server: The message is too long (max ${maxBytes} bytes) and was not sent.`;
}

const wire: WireTexts = {
  chatFull,
  joined: (name) => `System: User ${name} has joined.`,
  left: (name) => `System: User ${name} has left the chat.`,
  lost: (name) => `System: User ${name} has lost the connection. The seat is kept for a while.`,
  returned: (name) => `System: User ${name} is back.`,
  renamed: (was, name) => `System: User ${was} is now called ${name}.`,
  stopping,
  tooLong,
  idle,
  flowPaused: (waitingFor) =>
    `Server: ${waitingFor} is falling behind. What you write waits until ${waitingFor} is ready.`,
  flowResumed: "Server: Messages are getting through again.",
  refused: {
    room_full: chatFull,
    unsupported_version:
      `Server: Your client speaks another version. Use version ${PROTOCOL_VERSION}.`,
    invalid_name: invalidName,
    invalid_room: `Server: The room cannot be called that. Choose ${roomRule}.`,
    stopping,
  },
  errors: {
    bad_frame: "Server: The frame could not be read and was not sent. See the protocol.",
    unknown_type: "Server: The frame's type is unknown, so it was not used. See the protocol.",
    too_long: tooLong(MAX_TEXT_BYTES),
    duplicate_hello: "Server: You are in the room already. Connect anew to change it.",
    not_joined: 'Server: You are not in a room yet. Send "hello" first.',
    not_stored:
      "Server: The message was passed on but could not be stored: it is lost if the server stops now.",
    invalid_name: invalidName,
  },
  closing: {
    stopping,
    idle,
    failed:
      "Server: Something went wrong on our side, and the connection is closed. Connect again.",
    errors: `Server: Your client made ${MAX_FRAME_ERRORS} errors, and the connection is closed.`,
    replaced: "Server: Your seat is used from another connection now, so this one is closed.",
    stalled:
      "Server: What you got was not acknowledged for a minute. Connect again to take your seat.",
    kicked: "Server: The host has removed you.",
  },
};

const flags: Omit<FlagTexts<never>, "help"> = {
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

const server: ServerTexts = {
  ...flags,
  starting: "[STARTING] The server is starting...",
  listening: (address) => `[LISTENING] The server listens on ${address}`,
  otherPersonUses: (address) =>
    `The other person opens http://${address}/, or joins ${address} with the client or nc`,
  accepted: (address, clients) => `[ACCEPTED] New connection from ${address}. Clients: ${clients}`,
  connected: (address) => `[NEW CONNECTION] ${address} connected.`,
  rejectedFull: (address) => `[REJECTED] Server full. Rejected connection from ${address}`,
  crowded: (host, max, refused) =>
    `[REJECTED] There are ${max} connections from ${host} already. Refused since last told: ${refused}`,
  disconnected: (address, clients) => `[${address}] Disconnected. Clients: ${clients}`,
  received: (address, text) => `Received from [${address}]: ${text}`,
  stoppingManually: "[STOPPING] The server is stopped manually.",
  closingClients: "Closing all client connections...",
  closingSocket: "Closing the server socket.",
  workerCrashed: (address, crashes) =>
    `[ERROR] What served ${address} crashed (no. ${crashes}). Only that connection is closed.`,
  broken: (what, error) => `[ERROR] ${what} failed and was started again: ${error}`,
  portInUse: (address, free) =>
    `[ERROR] ${address} is already in use. Stop what uses the port, or choose another, as --port ${free}.`,
  cannotListen: (reason) =>
    `[ERROR] The server cannot listen: ${reason}. Try another --host or --port.`,
  storeProblems: {
    inUse: (folder) =>
      `Another server uses the folder ${folder}. Stop it, or choose another folder with --data.`,
    newer: (folder) =>
      `The folder ${folder} was written by a newer Tospann. Use that version, or choose another folder with --data.`,
    damaged: (folder) =>
      `The database in the folder ${folder} is damaged or not Tospann's. Move tospann.db away, or choose another folder with --data.`,
    full: (folder) => `The disk with the folder ${folder} is full. Free some space on it.`,
    unwritable: (folder, reason) =>
      `Cannot write in the folder ${folder}: ${reason}. Check the permissions, or choose another folder with --data.`,
  },
  storeUnopened: (problem) => `[ERROR] The server does not start. ${problem}`,
  storeFailing: (problem) =>
    `[ERROR] What is said is not stored now: it arrives, but what is not delivered is lost if the server stops. ${problem}`,
  storeWell: "[STORED] What is said is stored again.",
  gaveUp: "[ERROR] The server failed too often and gives up. Start it again.",
  host: {
    hint: "What you write here goes to everyone. /help shows the commands.",
    inBackground:
      "Started in the background: what you write here goes nowhere. Start without & to write to everyone.",
    stopHint: "Ctrl-C again stops the server, Ctrl-Y brings the text back.",
    leftOut: (count) => count === 1 ? "… 1 line was not shown" : `… ${count} lines were not shown`,
    help: [
      'What you write goes to everyone as "Server: …". If it begins with a slash, write two.',
      "/who: who is here",
      "/kick NAME: remove whoever is called that; if several are, write the room after the name",
      "/stop: stop the server",
      "/help: show this",
    ],
    person: (name, room, address, dialect) =>
      `${name} in the room ${room}` +
      (address === "" || address === name ? "" : `, from ${address}`) +
      (dialect === "plain" ? " (plain text)" : ""),
    lostPerson: (name, room, seconds) =>
      `${name} in the room ${room}, lost: the seat is kept for another ${seconds} s`,
    nobodyThere: "Nobody is here now.",
    nobodyHeard: "Nobody is here now, so nobody got it.",
    missed: (name, room) =>
      `${name} in the room ${room} did not get it: too much is waiting there already.`,
    tooLong: (maxBytes, maxLines) =>
      `That is too long, and was not said. Shorten it to ${maxBytes} bytes and ${maxLines} lines.`,
    kicked: (name, room) => `${name} was removed from the room ${room}.`,
    nobodyCalled: (name) => `Nobody here is called "${name}". /who shows who is here.`,
    kickWhom: "Whom? Write /kick NAME. /who shows who is here.",
    severalCalled: (name) => `Several are called "${name}". Write the one you mean:`,
    kickOne: (who) => `/kick ${who}`,
    unanswered: "The server did not answer what you wrote. Try /who, and then again.",
    busy: "Much of what you wrote still waits for its answer. This was not done: try again soon.",
    failed: (error) => `[ERROR] What you wrote went wrong on our side: ${error}`,
    unknownCommand: (word, nearest) =>
      `/${word} is no command, and was not said. ` +
      (nearest === undefined
        ? "/help shows those there are."
        : `Did you mean /${nearest}? /help shows them all.`),
  },
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

const client: ClientTexts = {
  ...flags,
  askAddress: (byDefault) => `The server's address [${byDefault}]:`,
  askName: "Name:",
  nameMissing: "The name is missing. Give it with --name.",
  notAllSent: "Not everything was sent. The lines above say what, and why.",
  cannotLog: (file, reason) =>
    `Cannot write the log to “${file}”: ${reason}. Choose another file with --log.`,
  cannotConnect: (address) =>
    `Cannot reach ${address}. Check the address, and that the server is running.`,
  lostConnection: (address) =>
    `Lost the connection to ${address} and did not get it back. Try again when the server is up.`,
  refused: {
    room_full: "The room is full. Try again when someone has left, or choose another with --room.",
    unsupported_version:
      "The server speaks another version. Use the same version of Tospann as it does.",
    invalid_name: `The server does not accept the name. Give ${nameRule} with --name.`,
    invalid_room: `The server does not accept the room name. Give ${roomRule} with --room.`,
    stopping: "The server is about to stop. Try again when it has been started anew.",
  },
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

const web: HttpTexts = {
  late: "The browser was slow to ask. Load the page again.",
  noPage: (host, port) =>
    `The page is not built. Run “deno task build” where the server is. From a terminal: nc ${host} ${port}`,
  unknownHost:
    "The server does not go by that name. Use its IP address, or start it with --allow-host NAME.",
  otherOrigin: "Only the server's own page may connect here.",
  notFound: "There is nothing here. The chat is at /",
  wrongMethod: "Only GET and HEAD can be used here.",
  noUpgrade: "This is for WebSockets. The chat is at /",
  badRequest: "The request could not be understood.",
  headTooSlow: "The request took too long to arrive. Try again.",
  headTooLong: "The request is too long.",
  stopping: "The server is shutting down.",
  failed: "Something went wrong on our side. Try again.",
};

/** English. */
export const english: Texts = { wire, server, client, web };
