/**
 * An actor that follows a script and reports to a probe, so that one test body runs against an
 * actor on any thread. Its init and its messages are plain data.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import type { ActorContext, Address, Behavior, Start } from "../../../actors/runtime/actor.ts";
import type { ActorStarters } from "../../../actors/runtime/threads/threads.ts";

/** What a scripted actor can be asked to do. */
export type ScriptedMessage =
  /** Report to the probe. */
  | { readonly type: "note"; readonly text: string }
  /** Send a note to another actor. */
  | { readonly type: "pass"; readonly to: Address<ScriptedMessage>; readonly text: string }
  /** Report it in `ms` milliseconds. */
  | { readonly type: "after"; readonly ms: number; readonly text: string }
  /** Send yourself this many notes, and report when they are sent. */
  | { readonly type: "flood"; readonly count: number }
  /** Send the probe what no channel can carry. */
  | { readonly type: "leak" }
  | { readonly type: "throw"; readonly error: string }
  | { readonly type: "exit" };

/** How it starts and ends. */
export interface Script {
  /** Instead of just starting: throws, exits, or floods itself. */
  readonly start?: "throws" | "exits" | "floods";
  /** Asked to stop: exits, throws, or reports it and stays. By default it has no `stop`. */
  readonly stop?: "exits" | "throws" | "stays";
  /** When it has ended: reports it, or throws. By default it has no `ended`. */
  readonly ended?: "tells" | "throws";
}

/** What a scripted actor is started with. */
export interface ScriptedInit {
  readonly name: string;
  readonly probe: Address<string>;
  readonly script: Script;
}

/** The actors that a test's worker can start. `broken` throws before there is an actor. */
export type ScriptedActors = {
  scripted: { readonly init: ScriptedInit; readonly message: ScriptedMessage };
  broken: { readonly init: null; readonly message: ScriptedMessage };
};

/** How each of them is started. */
export const scriptedStarters: ActorStarters<ScriptedActors> = {
  scripted: startScripted,
  broken() {
    throw new TypeError("Cannot read what it is started with");
  },
};

/** Starts a scripted actor. */
export function startScripted({ name, probe, script }: ScriptedInit): Start<ScriptedMessage> {
  return (context) => {
    const tell = (text: string) => context.send(probe, `${name} ${text}`);
    if (script.start === "throws") throw new RangeError("at the start");
    if (script.start === "floods") flood(context, 3);
    if (script.start === "exits") {
      context.exit();
      tell("goes on after its exit");
    }
    return {
      receive: (message) => {
        // Against its type, as a bug of ours would.
        if (message.type === "leak") context.send(probe, tell as unknown as string);
        else receive(context, tell, message);
      },
      ...(script.stop === undefined ? {} : { stop: stopHandler(context, tell, script.stop) }),
      ...(script.ended === undefined ? {} : { ended: endedHandler(tell, script.ended) }),
    };
  };
}

function receive(
  context: ActorContext<ScriptedMessage>,
  tell: (text: string) => void,
  message: Exclude<ScriptedMessage, { readonly type: "leak" }>,
): void {
  switch (message.type) {
    case "note":
      return tell(message.text);
    case "pass":
      return context.send(message.to, { type: "note", text: message.text });
    case "after":
      context.after(message.ms, { type: "note", text: message.text });
      return;
    case "flood":
      flood(context, message.count);
      return tell("has sent");
    case "throw":
      throw new RangeError(message.error);
    case "exit":
      return context.exit();
    default:
      assertNever(message);
  }
}

function flood({ self }: ActorContext<ScriptedMessage>, count: number): void {
  for (let i = 1; i <= count; i++) self.send({ type: "note", text: `flood ${i}` });
}

function stopHandler(
  context: ActorContext<ScriptedMessage>,
  tell: (text: string) => void,
  how: NonNullable<Script["stop"]>,
): () => void {
  return () => {
    tell("is asked to stop");
    if (how === "throws") throw new RangeError("in stop");
    if (how === "exits") context.exit();
  };
}

function endedHandler(
  tell: (text: string) => void,
  how: NonNullable<Script["ended"]>,
): NonNullable<Behavior<ScriptedMessage>["ended"]> {
  return (reason) => {
    tell(`has ended: ${reason.type}`);
    if (how === "throws") throw new RangeError("in ended");
  };
}
