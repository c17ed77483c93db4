/**
 * Texts of the terminals in English: the server's, its operator's and the client's.
 *
 * @module
 */

import type * as norwegian from "./norwegian_terminal.ts";
import { clientFlags, nameRule, roomRule, serverFlags } from "./english_command_line.ts";

/** The server's terminal. */
export const server: typeof norwegian.server = {
  ...serverFlags,
  starting: "[STARTING] The server is starting...",
  listening: (address) => `[LISTENING] The server listens on ${address}`,
  reachable: (address) =>
    `The other person opens http://${address}/, or joins ${address} with the client or nc`,
  accepted: (address, clients) => `[ACCEPTED] New connection from ${address}. Clients: ${clients}`,
  connected: (address) => `[NEW CONNECTION] ${address} connected.`,
  rejected: (address) => `[REJECTED] Server full. Rejected connection from ${address}`,
  crowded: (ip, max, refused) =>
    `[REJECTED] There are ${max} connections from ${ip} already. Refused since last told: ${refused}`,
  disconnected: (address, clients) => `[${address}] Disconnected. Clients: ${clients}`,
  received: (address, text) => `Received from [${address}]: ${text}`,
  stopping: "[STOPPING] The server is stopped manually.",
  closingClients: "Closing all client connections...",
  closingSocket: "Closing the server socket.",
  crashed: (address, crashes) =>
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
  operator: {
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
};

/** The client's terminal. */
export const client: typeof norwegian.client = {
  ...clientFlags,
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
};
