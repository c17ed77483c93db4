/**
 * The greeter: finds out by a newcomer's first bytes what it speaks. All newcomers share one greeter, in a worker with
 * no permissions, so that nobody's bytes are read where they could do harm and whoever is then refused has started no
 * worker of his own. It knows nothing of rooms: whether there is a seat is for others to say.
 *
 * @module
 */

import type {
  ConnectionMessage,
  GreeterMessage,
  Greeting,
  PersonName,
  RoomName,
} from "./messages.ts";
import { detect, type Detection } from "./protocol/dialect.ts";
import { decodeClientFrame, negotiate } from "./protocol/framed.ts";
import { type Address, assertNever } from "./runtime/actor.ts";
import { type Effect, send, type Step } from "./runtime/machine.ts";

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

/**
 * Newcomers at once. Silent ones are plain after {@linkcode QUIET}, so only those who trickle bytes count for longer:
 * a hundred new ones a second. More are turned away.
 */
const MAX_NEWCOMERS = 1_024;

/** Addresses remembered as browsers': a small town behind one server; the oldest are forgotten first. */
const MAX_BROWSERS = 1_024;

/** What the greeter knows of one newcomer. */
interface Newcomer {
  readonly host: string;
  readonly bytes: Uint8Array;
  /** When it came, in milliseconds since 1970. */
  readonly since: number;
}

/** All newcomers, and where browsers are. */
export interface GreeterState {
  readonly newcomers: ReadonlyMap<Address<ConnectionMessage>, Newcomer>;
  /** When each address last spoke HTTP, the oldest first. */
  readonly browsers: ReadonlyMap<string, number>;
}

type GreeterStep = Step<GreeterState, GreeterMessage>;
type GreeterEffect = Effect<GreeterMessage>;

/** Nobody has come. */
export const emptyGreeter: GreeterState = { newcomers: new Map(), browsers: new Map() };

/** One step of the greeter. */
export function greeterTransition(
  state: GreeterState,
  message: GreeterMessage,
  now: number,
): GreeterStep {
  const { connection } = message;
  if (message.type === "newcomer") {
    if (state.newcomers.size >= MAX_NEWCOMERS) {
      const none = send(connection, { type: "greeted", greeting: { dialect: "none" } });
      return { state, effects: [none] };
    }
    const { host } = message;
    const silence = mayBeBrowser(state, host, now) ? BROWSER_SILENCE : QUIET;
    return {
      state: withNewcomer(state, connection, { host, bytes: new Uint8Array(), since: now }),
      effects: [wakeAfter(silence, connection)],
    };
  }
  const newcomer = state.newcomers.get(connection);
  // Not a fault: its last bytes may cross with our answer.
  if (newcomer === undefined) return { state, effects: [] };
  switch (message.type) {
    case "bytes": {
      const { length } = message.bytes;
      const bytes = new Uint8Array(newcomer.bytes.length + length);
      bytes.set(newcomer.bytes);
      bytes.set(message.bytes, newcomer.bytes.length);
      const detection = detect(bytes, now - newcomer.since >= GREETING);
      if (detection.dialect !== "undecided") {
        return greet(state, connection, greetingOf(detection), now);
      }
      const consumed = send(connection, { type: "consumed", bytes: length });
      return {
        state: withNewcomer(state, connection, { ...newcomer, bytes }),
        effects: [consumed, wakeAfter(QUIET, connection)],
      };
    }
    case "quiet": {
      const silent = newcomer.bytes.length === 0;
      if (silent && mayBeBrowser(state, newcomer.host, now)) {
        return greet(state, connection, { dialect: "none" }, now);
      }
      return greet(state, connection, greetingOf(detect(newcomer.bytes, true)), now);
    }
    case "ended": {
      const { bytes } = newcomer;
      const none: Greeting = { dialect: "none" };
      return greet(
        state,
        connection,
        bytes.length === 0 ? none : greetingOf(detect(bytes, true)),
        now,
      );
    }
    case "gone":
      return forget(state, connection);
    default:
      assertNever(message);
  }
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

function greetingOf(detection: Detection): Greeting {
  switch (detection.dialect) {
    case "framed":
      return judge(detection.hello, detection.rest);
    case "http":
    case "tls":
      return { dialect: detection.dialect };
    case "plain":
      return { dialect: "plain", rest: detection.rest };
    case "undecided":
      // Only before it was quiet, and then nobody is greeted.
      return { dialect: "none" };
    default:
      assertNever(detection);
  }
}

function judge(line: string, rest: Uint8Array): Greeting {
  const decoded = decodeClientFrame(line);
  if (!decoded.ok || decoded.frame.type !== "hello") {
    return { dialect: "framed", invalid: "unsupported_version" };
  }
  const asked = negotiate(decoded.frame);
  if (!asked.ok) return { dialect: "framed", invalid: asked.reason };
  return {
    dialect: "framed",
    // `negotiate` has just checked both.
    name: asked.name as PersonName,
    room: asked.room as RoomName,
    // A copy: what is sent on as a view would take the whole buffer along.
    rest: rest.slice(),
  };
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
