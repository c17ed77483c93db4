/**
 * The texts in English that go over the network. Texts of terminals and command lines have files of
 * their own.
 *
 * @module
 */

import type { Texts } from "./norwegian.ts";
import { nameRule, roomRule } from "./english_command_line.ts";
import { client, server } from "./english_terminal.ts";
import { PROTOCOL_VERSION } from "../protocol/frames.ts";
import { MAX_FRAME_ERRORS, MAX_TEXT_BYTES } from "../protocol/limits.ts";

const stopping = "Server: The server is shutting down.";
const idle =
  "Server: You have been silent so long that the connection is closed. Connect again any time.";
const invalidName = `Server: That name cannot be used. Choose ${nameRule}.`;

function tooLong(maxBytes: number): string {
  return `Server: The message is too long (max ${maxBytes} bytes) and was not sent.`;
}

const wire: Texts["wire"] = {
  joined: (name) => `System: User ${name} has joined.`,
  left: (name) => `System: User ${name} has left the chat.`,
  lost: (name) => `System: User ${name} has lost the connection. The seat is kept for a while.`,
  returned: (name) => `System: User ${name} is back.`,
  renamed: (was, name) => `System: User ${was} is now called ${name}.`,
  tooLong,
  flowPaused: (waitingFor) =>
    `Server: ${waitingFor} is falling behind. What you write waits until ${waitingFor} is ready.`,
  flowResumed: "Server: Messages are getting through again.",
  refused: {
    room_full: "Server: Sorry, the chat room is full.",
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

const http: Texts["http"] = {
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
export const english: Texts = { wire, server, client, http };
