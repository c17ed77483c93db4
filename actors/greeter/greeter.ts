/**
 * The greeter: an actor that detects from a new connection's first bytes which protocol it speaks.
 * Every new connection shares one greeter, in a worker without permissions: hostile bytes can do no
 * harm there, and a refused client never starts a worker of its own. It must not know rooms.
 *
 * @module
 */

import type { PersonName, RoomName } from "../messages/events.ts";
import type { ConnectionMessage, GreeterMessage, Greeting } from "../messages/connection.ts";
import { detect } from "../protocol/protocol_detection.ts";
import { judgeHello } from "../protocol/frame_codec.ts";
import { assertNever } from "../encoding/assert_never.ts";
import { concatenate } from "../encoding/bytes.ts";
import type { Address } from "../runtime/actor.ts";
import { type Effect, send, type Step } from "../runtime/state_machine.ts";
import { type Browsers, mayBeBrowser, rememberBrowser } from "./browsers.ts";

/**
 * Milliseconds of silence after which a newcomer counts as plain. People do not notice, and
 * programs have spoken.
 */
export const QUIET = 250;

/**
 * Milliseconds for which the server keeps a silent connection of a browser: longer than browsers
 * do.
 */
export const PRECONNECT_TIMEOUT = 60_000;

/**
 * Milliseconds that a first line may take. After that, an undecided newcomer counts as plain. An
 * honest line comes at once; without the limit, a byte now and then would keep a place for hours.
 */
export const FIRST_LINE_TIMEOUT = 10_000;

/** Silent connections kept for the ip of a browser. Browsers open two or three ahead, some six. */
const MAX_PRECONNECTED = 16;

/**
 * Newcomers at once. An honest one is known within {@linkcode QUIET}. When there are more, the
 * oldest is closed, so that waiting connections keep nobody out.
 */
const MAX_NEWCOMERS = 1_024;

/** What the greeter knows about one newcomer. */
interface Newcomer {
  readonly ip: string;
  readonly bytes: Uint8Array;
  /** When its first bytes came, in milliseconds since 1970; `null` if it has sent none. */
  readonly since: number | null;
  /** Whether it counts as opened ahead by a browser, as long as it is silent. */
  readonly preconnected: boolean;
  /** Whether it is a WebSocket, which must speak frames. */
  readonly framed: boolean;
}

/** Every newcomer, and the ips of browsers. */
export interface GreeterState {
  readonly newcomers: ReadonlyMap<Address<ConnectionMessage>, Newcomer>;
  readonly browsers: Browsers;
}

type GreeterStep = Step<GreeterState, GreeterMessage>;
type GreeterEffect = Effect<GreeterMessage>;

/** The greeting for a connection that said nothing. */
const silentGreeting: Greeting = { dialect: "none" };

/** A greeter without newcomers. */
export const emptyGreeter: GreeterState = { newcomers: new Map(), browsers: new Map() };

/** One step of the greeter. */
export function greeterTransition(
  state: GreeterState,
  message: GreeterMessage,
  now: number,
): GreeterStep {
  if (message.type === "browser") {
    return {
      state: { ...state, browsers: rememberBrowser(state.browsers, message.ip, now) },
      effects: [],
    };
  }
  const { connection } = message;
  if (message.type === "newcomer") return addNewcomer(state, message, now);
  const newcomer = state.newcomers.get(connection);
  // Not a fault: its last bytes may cross the `greeted`.
  if (newcomer === undefined) return { state, effects: [] };
  switch (message.type) {
    case "bytes": {
      const { length } = message.bytes;
      const bytes = concatenate([newcomer.bytes, message.bytes]);
      const since = newcomer.since ?? now;
      const greeting = newcomer.framed
        ? framedGreeting(bytes)
        : greetingOf(bytes, now - since >= FIRST_LINE_TIMEOUT);
      if (greeting !== null) return greet(state, connection, greeting, now);
      const consumed = send(connection, { type: "consumed", bytes: length });
      return {
        state: withNewcomer(state, connection, { ...newcomer, bytes, since }),
        effects: newcomer.framed ? [consumed] : [consumed, wakeAfter(QUIET, connection)],
      };
    }
    case "quiet": {
      const silent = newcomer.bytes.length === 0;
      if (newcomer.framed || (silent && newcomer.preconnected)) {
        return greet(state, connection, silentGreeting, now);
      }
      if (silent && isPreconnect(state, newcomer.ip, now)) {
        // It came just before the connection that revealed the browser.
        return {
          state: withNewcomer(state, connection, { ...newcomer, preconnected: true }),
          effects: [wakeAfter(PRECONNECT_TIMEOUT, connection)],
        };
      }
      return greet(state, connection, greetingOf(newcomer.bytes, true) ?? silentGreeting, now);
    }
    case "ended": {
      const { bytes } = newcomer;
      const greeting = bytes.length === 0 || newcomer.framed
        ? silentGreeting
        : greetingOf(bytes, true) ?? silentGreeting;
      return greet(state, connection, greeting, now);
    }
    case "gone":
      return forget(state, connection);
    default:
      assertNever(message);
  }
}

function addNewcomer(
  before: GreeterState,
  { connection, ip, framed }: Extract<GreeterMessage, { type: "newcomer" }>,
  now: number,
): GreeterStep {
  const [oldest] = before.newcomers.keys();
  const full = before.newcomers.size >= MAX_NEWCOMERS && oldest !== undefined;
  const step = full ? greet(before, oldest, silentGreeting, now) : { state: before, effects: [] };
  const ahead = !framed && isPreconnect(step.state, ip, now);
  const bytes = new Uint8Array();
  const newcomer: Newcomer = { ip, bytes, since: null, preconnected: ahead, framed };
  const timeout = framed ? FIRST_LINE_TIMEOUT : ahead ? PRECONNECT_TIMEOUT : QUIET;
  return {
    state: withNewcomer(step.state, connection, newcomer),
    effects: [...step.effects, wakeAfter(timeout, connection)],
  };
}

function greet(
  state: GreeterState,
  connection: Address<ConnectionMessage>,
  greeting: Greeting,
  now: number,
): GreeterStep {
  const ip = state.newcomers.get(connection)?.ip;
  const step = forget(state, connection);
  const browsers = greeting.dialect === "http" && ip !== undefined
    ? rememberBrowser(state.browsers, ip, now)
    : state.browsers;
  return {
    state: { ...step.state, browsers },
    effects: [...step.effects, send(connection, { type: "greeted", greeting })],
  };
}

function greetingOf(bytes: Uint8Array, quiet: boolean): Greeting | null {
  const detection = detect(bytes, quiet);
  if (detection.dialect === "undecided") return null;
  return detection.dialect === "framed"
    ? greetHello(detection.hello, bytes.length - detection.rest.length)
    : { dialect: detection.dialect };
}

/** The greeting for a WebSocket: its first line must be a hello. */
function framedGreeting(bytes: Uint8Array): Greeting | null {
  const greeting = greetingOf(bytes, false);
  if (greeting === null || greeting.dialect === "framed") return greeting;
  return { dialect: "framed", invalid: "not_joined" };
}

function greetHello(line: string, helloBytes: number): Greeting {
  const asked = judgeHello(line);
  if (!asked.ok) return { dialect: "framed", invalid: asked.reason };
  // `judgeHello` has just checked both names.
  const name = asked.name as PersonName;
  const room = asked.room as RoomName;
  return { dialect: "framed", name, room, resume: asked.resume ?? null, helloBytes };
}

/** Tells whether a silent connection from this ip may be one that a browser opened ahead. */
function isPreconnect(state: GreeterState, ip: string, now: number): boolean {
  if (!mayBeBrowser(state.browsers, ip, now)) return false;
  const others = [...state.newcomers.values()].filter((other) =>
    other.preconnected && other.ip === ip
  );
  return others.length < MAX_PRECONNECTED;
}

function wakeAfter(ms: number, connection: Address<ConnectionMessage>): GreeterEffect {
  return { type: "after", timer: connection, ms, message: { type: "quiet", connection } };
}

function withNewcomer(
  state: GreeterState,
  connection: Address<ConnectionMessage>,
  newcomer: Newcomer,
): GreeterState {
  return { ...state, newcomers: new Map([...state.newcomers, [connection, newcomer]]) };
}

function forget(state: GreeterState, connection: Address<ConnectionMessage>): GreeterStep {
  const newcomers = new Map(state.newcomers);
  newcomers.delete(connection);
  return { state: { ...state, newcomers }, effects: [{ type: "cancel", timer: connection }] };
}
