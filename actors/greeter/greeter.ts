/**
 * The greeter: finds out by a newcomer's first bytes what it speaks. All newcomers share one greeter, in a worker with
 * no permissions, so that nobody's bytes are read where they could do harm and whoever is then refused has started no
 * worker of his own. It knows nothing of rooms: whether there is a seat is for others to say.
 *
 * @module
 */

import type { PersonName, RoomName } from "../messages/events.ts";
import type { ConnectionMessage, GreeterMessage, Greeting } from "../messages/messages.ts";
import { detect } from "../protocol/protocol_detection.ts";
import { judgeHello } from "../protocol/frame_codec.ts";
import { assertNever } from "../encoding/assert_never.ts";
import { concatenate } from "../encoding/bytes.ts";
import type { Address } from "../runtime/actor.ts";
import { type Effect, send, type Step } from "../runtime/state_machine.ts";

/** Milliseconds of quiet after which a newcomer is taken as plain: people don't notice, programs have spoken. */
export const QUIET = 250;

/** Milliseconds for which an address that has spoken HTTP is one where a browser is: it opens connections ahead. */
export const BROWSER_MEMORY = 10 * 60_000;

/** Milliseconds for which a browser's silent connection is kept: longer than browsers keep theirs unused. */
export const BROWSER_SILENCE = 60_000;

/**
 * Milliseconds that a first line may take; what is undecided then is plain. Honest ones come at once, and whoever
 * sends a byte now and then would else keep a place for hours.
 */
export const GREETING = 10_000;

/** Silent connections kept for one address that a browser is at: browsers open two or three ahead, some six. */
const MAX_AHEAD = 16;

/**
 * Newcomers at once. Honest ones are known within {@linkcode QUIET}; where there are more, the one that has been there
 * longest has to go, so that nobody keeps others out by waiting.
 */
const MAX_NEWCOMERS = 1_024;

/** Addresses remembered as browsers': a small town behind one server; the oldest are forgotten first. */
const MAX_BROWSERS = 1_024;

/** What the greeter knows of one newcomer. */
interface Newcomer {
  readonly host: string;
  readonly bytes: Uint8Array;
  /** When its first bytes came, in milliseconds since 1970; `null` before that. */
  readonly since: number | null;
  /** Whether it is taken as one that a browser opened ahead, as long as it is silent. */
  readonly ahead: boolean;
  /** Whether it came over a WebSocket, and so speaks frames or nothing. */
  readonly framed: boolean;
}

/** All newcomers, and where browsers are. */
export interface GreeterState {
  readonly newcomers: ReadonlyMap<Address<ConnectionMessage>, Newcomer>;
  /** When each address last spoke HTTP, the oldest first. */
  readonly browsers: ReadonlyMap<string, number>;
}

type GreeterStep = Step<GreeterState, GreeterMessage>;
type GreeterEffect = Effect<GreeterMessage>;

/** What is told of one who said nothing. */
const nobody: Greeting = { dialect: "none" };

/** Nobody has come. */
export const emptyGreeter: GreeterState = { newcomers: new Map(), browsers: new Map() };

/** One step of the greeter. */
export function greeterTransition(
  state: GreeterState,
  message: GreeterMessage,
  now: number,
): GreeterStep {
  if (message.type === "browser") {
    return {
      state: { ...state, browsers: rememberBrowser(state.browsers, message.host, now) },
      effects: [],
    };
  }
  const { connection } = message;
  if (message.type === "newcomer") {
    return welcomeNewcomer(state, message, now);
  }
  const newcomer = state.newcomers.get(connection);
  // Not a fault: its last bytes may cross with our answer.
  if (newcomer === undefined) return { state, effects: [] };
  switch (message.type) {
    case "bytes": {
      const { length } = message.bytes;
      const bytes = concatenate([newcomer.bytes, message.bytes]);
      const since = newcomer.since ?? now;
      const greeting = newcomer.framed
        ? framedGreeting(bytes)
        : greetingOf(bytes, now - since >= GREETING);
      if (greeting !== null) return greet(state, connection, greeting, now);
      const consumed = send(connection, { type: "consumed", bytes: length });
      return {
        state: withNewcomer(state, connection, { ...newcomer, bytes, since }),
        effects: newcomer.framed ? [consumed] : [consumed, wakeAfter(QUIET, connection)],
      };
    }
    case "quiet": {
      if (newcomer.framed) return greet(state, connection, nobody, now);
      const silent = newcomer.bytes.length === 0;
      if (silent && newcomer.ahead) return greet(state, connection, { dialect: "none" }, now);
      if (silent && opensAhead(state, newcomer.host, now)) {
        // It came just before the one that told of the browser.
        return {
          state: withNewcomer(state, connection, { ...newcomer, ahead: true }),
          effects: [wakeAfter(BROWSER_SILENCE, connection)],
        };
      }
      return greet(state, connection, greetingOf(newcomer.bytes, true) ?? nobody, now);
    }
    case "ended": {
      const { bytes } = newcomer;
      const greeting = bytes.length === 0 || newcomer.framed
        ? nobody
        : greetingOf(bytes, true) ?? nobody;
      return greet(state, connection, greeting, now);
    }
    case "gone":
      return forget(state, connection);
    default:
      assertNever(message);
  }
}

function welcomeNewcomer(
  before: GreeterState,
  { connection, host, framed }: Extract<GreeterMessage, { type: "newcomer" }>,
  now: number,
): GreeterStep {
  const [oldest] = before.newcomers.keys();
  const full = before.newcomers.size >= MAX_NEWCOMERS && oldest !== undefined;
  const room = full ? greet(before, oldest, nobody, now) : { state: before, effects: [] };
  const ahead = !framed && opensAhead(room.state, host, now);
  const newcomer: Newcomer = { host, bytes: new Uint8Array(), since: null, ahead, framed };
  const patience = framed ? GREETING : ahead ? BROWSER_SILENCE : QUIET;
  return {
    state: withNewcomer(room.state, connection, newcomer),
    effects: [...room.effects, wakeAfter(patience, connection)],
  };
}

function greet(
  state: GreeterState,
  connection: Address<ConnectionMessage>,
  greeting: Greeting,
  now: number,
): GreeterStep {
  const host = state.newcomers.get(connection)?.host;
  const step = forget(state, connection);
  const browsers = greeting.dialect === "http" && host !== undefined
    ? rememberBrowser(state.browsers, host, now)
    : state.browsers;
  return {
    state: { ...step.state, browsers },
    effects: [...step.effects, send(connection, { type: "greeted", greeting })],
  };
}

function greetingOf(bytes: Uint8Array, quiet: boolean): Greeting | null {
  const detection = detect(bytes, quiet);
  switch (detection.dialect) {
    case "framed":
      return judge(detection.hello, bytes.length - detection.rest.length);
    case "http":
    case "tls":
    case "plain":
      return { dialect: detection.dialect };
    case "undecided":
      return null;
    default:
      assertNever(detection);
  }
}

/** Of one who speaks frames or nothing: its first line has to be a hello. */
function framedGreeting(bytes: Uint8Array): Greeting | null {
  const greeting = greetingOf(bytes, false);
  if (greeting === null || greeting.dialect === "framed") return greeting;
  return { dialect: "framed", invalid: "not_joined" };
}

function judge(line: string, helloBytes: number): Greeting {
  const asked = judgeHello(line);
  if (!asked.ok) return { dialect: "framed", invalid: asked.reason };
  // `judgeHello` has just checked both.
  const name = asked.name as PersonName;
  const room = asked.room as RoomName;
  return { dialect: "framed", name, room, resume: asked.resume ?? null, helloBytes };
}

/** Whether silence from there is a browser's, which opens connections ahead: a few of them. */
function opensAhead(state: GreeterState, host: string, now: number): boolean {
  if (!mayBeBrowser(state, host, now)) return false;
  const others = [...state.newcomers.values()].filter((other) =>
    other.ahead && other.host === host
  );
  return others.length < MAX_AHEAD;
}

function mayBeBrowser({ browsers }: GreeterState, host: string, now: number): boolean {
  const spoke = browsers.get(host);
  return spoke !== undefined && now - spoke < BROWSER_MEMORY;
}

function rememberBrowser(
  browsers: ReadonlyMap<string, number>,
  host: string,
  now: number,
): ReadonlyMap<string, number> {
  const others = [...browsers].filter(([other, at]) => other !== host && now - at < BROWSER_MEMORY);
  return new Map([...others, [host, now] as const].slice(-MAX_BROWSERS));
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
