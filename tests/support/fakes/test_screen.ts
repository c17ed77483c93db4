/**
 * A screen's state with a person at its keyboard. It knows nothing of terminals.
 *
 * @module
 */

import type { Language } from "../../../actors/languages/languages.ts";
import type { ChatEvent } from "../../../client/chat/chat.ts";
import type { ConnectionInput } from "../../../client/connection/connection_state.ts";
import type { Key, KeyName } from "../../../client/terminal/editor/key.ts";
import {
  applyChatEvent,
  checkTyping,
  emptyScreen,
  markPainted,
  type Screen,
  type ScreenEffect,
  type ScreenStep,
} from "../../../client/terminal/screen/screen.ts";
import { handleKey } from "../../../client/terminal/screen/screen_keys.ts";

/** Monday 23 November 2026, 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 23, 12);

/** The other member. */
export const kari = { id: "m2", name: "kari" };

/** The welcome for `name`, with `others` in the room. */
export function welcomed(
  name: string,
  others: readonly { readonly name: string; readonly online?: boolean }[] = [],
  resumed = false,
): ChatEvent {
  return {
    type: "welcome",
    version: 1,
    room: "main",
    capacity: 2,
    you: { id: "m1", name },
    members: others.map(({ name, online = true }, i) => ({ id: `m${i + 2}`, name, online })),
    token: "t",
    seq: 0,
    resumed,
  };
}

/** A screen that records its effects. */
export class TestScreen {
  screen: Screen;
  /** Milliseconds since 1970. */
  at = NOON;
  canSay = true;
  /** Effects since the last `done`. */
  #effects: ScreenEffect[] = [];
  #seq = 0;

  constructor(language: Language = "nb", name = "ola") {
    this.screen = emptyScreen(language, name);
  }

  /** Lets `ms` milliseconds pass. */
  pass(ms: number): this {
    this.at += ms;
    return this;
  }

  /** Applies events of the chat. */
  receive(...events: readonly ChatEvent[]): this {
    for (const event of events) this.#apply(applyChatEvent(this.screen, event, this.at));
    return this;
  }

  /** Another member says something. */
  says(text: string, from = kari): this {
    const seq = ++this.#seq;
    const at = new Date(this.at).toISOString();
    return this.receive({ type: "said", seq, id: `${seq}`, from, at, text });
  }

  /** The person says something, which then makes this progress. */
  said(
    text: string,
    ...becomes: readonly ("accepted" | "delivered" | "read" | "rejected")[]
  ): this {
    const seq = ++this.#seq;
    const id = `own-${seq}`;
    this.receive({ type: "queued", id, text });
    for (const progress of becomes) {
      switch (progress) {
        case "accepted":
          this.receive({ type: progress, id, seq, at: new Date(this.at).toISOString(), to: 1 });
          break;
        case "delivered":
          this.receive({ type: progress, seq });
          break;
        case "read":
          this.receive({ type: progress, seq, from: kari });
          break;
        case "rejected":
          this.receive({ type: "not_sent", reason: "unsent", id, text });
          break;
      }
    }
    return this;
  }

  key(key: Key): this {
    return this.#apply(handleKey(this.screen, key, this.at, this.canSay));
  }

  type(text: string): this {
    return this.key({ type: "text", text });
  }

  press(...names: readonly KeyName[]): this {
    for (const name of names) this.key({ type: "press", name });
    return this;
  }

  focus(focused: boolean): this {
    return this.key({ type: "focus", focused });
  }

  /** Runs the timer of `wakeTyping`. */
  pause(): this {
    return this.#apply(checkTyping(this.screen, this.at));
  }

  /** Paints everything. */
  show(): this {
    this.screen = markPainted(this.screen, this.screen.unpainted.length);
    return this;
  }

  /** Takes the effects since the last call. */
  done(): readonly ScreenEffect[] {
    return this.#effects.splice(0);
  }

  /** Takes the inputs for the connection among them. */
  inputs(): readonly ConnectionInput[] {
    return this.done().flatMap((effect) => effect.type === "input" ? [effect.input] : []);
  }

  /** The current hint, until it expires. */
  get hint(): string | undefined {
    const { hint } = this.screen;
    return hint !== undefined && this.at < hint.until ? hint.text : undefined;
  }

  #apply({ screen, effects }: ScreenStep): this {
    this.screen = screen;
    this.#effects.push(...effects);
    return this;
  }
}

/** In the room, with everything so far on the screen. */
export function among(...names: readonly string[]): TestScreen {
  return new TestScreen().receive(welcomed("ola", names.map((name) => ({ name })))).show();
}
