/**
 * The texts of the page in English.
 *
 * @module
 */

import { MAX_NAME_CHARACTERS, MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { joinNames } from "../../languages/name_list.ts";
import type { PageTexts } from "./texts_nb.ts";

/** English. */
export const english: PageTexts = {
  language: "en",
  tagline: "A chat for two.",
  name: "Name",
  join: "Join",
  room: (room) => `Room ${room}`,
  message: "Message",
  placeholder: "Write a message",
  send: "Send",
  conversation: "Conversation",
  menu: "Options",
  notifies: "Notify me when I look elsewhere",
  cannotNotify: "The browser does not allow notifications from this page.",
  receipts: "Show that I have read",
  copyLink: "Copy the link",
  copied: "The link is copied",
  leave: "Leave",
  alone: "Nobody else is here yet",
  invite: "Send the link to whom you want to talk to.",
  inviteLocally: "The address for the other person stands where the server was started.",
  here: "here now",
  away: (until) => until === undefined ? "away" : `away, seat kept until ${until}`,
  typing: (names) => `${joinNames(names, "and")} ${names.length === 1 ? "is" : "are"} typing`,
  paused: (name) => `Waiting for ${name === "" ? "someone" : name} to read. What you write waits.`,
  connecting: "Connecting …",
  disconnected: "No connection.",
  reconnected: "Connected again.",
  retryingIn: (seconds) => `Trying again in ${seconds} s.`,
  retrying: "Trying again now …",
  tryNow: "Try now",
  waiting: (count) => count === 1 ? "1 message waits." : `${count} messages wait.`,
  problems: {
    room_full: "The room is full. Try again when someone has left.",
    unsupported_version: "The server is another version than the page. Reload the page.",
    invalid_name:
      `Choose a name of 1 to ${MAX_NAME_CHARACTERS} characters, without ": " in it or ` +
      'a colon at its end, and not "Server" or "System".',
    invalid_room: "The room in the address cannot be called that. Mend it, or ask for a new link.",
    stopping: "The server has stopped. Try again when it is started anew.",
    replaced: "You went on in another tab. Only one at a time can have your seat.",
    kicked: "The host has taken you out of the room.",
    closed: "The server closed the connection. Try again.",
    lost: "The connection did not come back. Try again when the network or the server is up.",
    unreachable: "Cannot reach the server. Try again when it is started.",
    no_greeting: "What answers is not a Tospann server. Check the address.",
    left: "You have left.",
  },
  tryAgain: "Try again",
  useHere: "Go on here",
  reload: "Reload",
  startOver: "Join anew",
  newest: "To the newest",
  newMessages: (count) => count === 1 ? "1 new message" : `${count} new messages`,
  progress: {
    waiting: "Waiting for the server",
    accepted: "Sent",
    delivered: "Delivered",
    read: "Read",
    rejected: "Not sent",
  },
  today: "Today",
  yesterday: "Yesterday",
  joined: (name) => `${name} came in`,
  left: (name) => `${name} left`,
  lost: (name) => `${name} lost the connection`,
  returned: (name) => `${name} is back`,
  renamed: (was, name) => `${was} is now called ${name}`,
  resumed: "Messages are getting through again",
  tooLong: (bytes) => `Too long: ${bytes} bytes, at most ${MAX_TEXT_BYTES}. Make it shorter.`,
  tooMany: "Too many messages are waiting. Try again when some have been sent.",
  and: "and",
  you: (name) => `${name} (you)`,
  isAway: (name) => `${name} (away)`,
  who: (names) => `Here: ${joinNames(names, "and")}.`,
  measured: (ms) => `The server answered after ${ms} ms.`,
  notConnected: "There is no connection just now. Try when it is back.",
  time: (time) => `It is ${time}.`,
  called: (name) => `You are called “${name}”.`,
  settings: {
    notify: (on) => `New messages are ${on ? "" : "no longer "}announced.`,
    receipts: (on) => `The others ${on ? "" : "no longer "}see what you have read.`,
  },
  unknown: (word, nearest) =>
    `Unknown command: /${word}. ${
      nearest === undefined ? "See /help." : `Did you mean /${nearest}?`
    } Nothing was sent.`,
  help: {
    help: "show this help",
    quit: "leave",
    who: "who is here",
    nick: "what you are called; /nick kari gives you another name",
    me: "say what you do: /me waves becomes *waves*",
    clear: "clear the conversation",
    ping: "measure the round trip",
    time: "what time it is",
    notify: "announce new messages, or stop it",
    receipts: "show that you have read, or stop it",
  },
  commandWord: 1,
  notSent: {
    too_long: `The message is too long (at most ${MAX_TEXT_BYTES} bytes) and was not sent.`,
    too_many: "Too many messages are waiting. This one was not sent.",
    uncertain: "This was not confirmed, but may have arrived:",
    unsent: "This was not sent:",
    not_stored: "This was passed on, but the server could not store it:",
  },
  newSeat: "You have got a new seat: what was said meanwhile did not come here.",
};
