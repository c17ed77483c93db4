/**
 * A page on a simulated browser, for tests. The test plays the person and the server.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import { type Drawing, PageShell } from "../../../client/web/page_shell.ts";
import { norwegian } from "../../../client/web/languages/texts_nb.ts";
import { SimulatedBrowser } from "./simulated_browser.ts";

/** The other person in the room. */
export const kari = { id: "m2", name: "kari", online: true };

/** A page, driven by its shell. */
export class TestPage {
  readonly browser: SimulatedBrowser;
  readonly shell: PageShell;
  readonly drawings: Drawing[] = [];

  /** @param storage What an earlier page has stored. */
  constructor(storage: ReadonlyMap<string, string> = new Map()) {
    this.browser = new SimulatedBrowser(storage);
    this.shell = new PageShell(
      { texts: norwegian, room: "main", name: "", settings: { notifies: false, receipts: true } },
      this.browser,
      (drawing) => this.drawings.push(drawing),
    );
    this.shell.open();
  }

  /** The latest drawing. */
  get now(): Drawing {
    const drawing = this.drawings.at(-1);
    assert(drawing !== undefined);
    return drawing;
  }

  get transport() {
    return this.browser.transport;
  }

  /** The texts in the log, each own one with its progress. */
  texts(): readonly string[] {
    return this.now.blocks.flatMap((block) =>
      block.type === "group"
        ? block.messages.map(({ text, progress }) => `${text} ${progress ?? ""}`.trim())
        : []
    );
  }

  /** The server answers the hello. */
  welcome(seq = 0, resumed = false): this {
    this.transport.open();
    this.transport.send({
      type: "welcome",
      version: 1,
      room: "main",
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [kari],
      token: "secret",
      seq,
      resumed,
    });
    return this;
  }

  /** The person joins. */
  joined(): this {
    this.shell.join(" ola ");
    return this.welcome();
  }

  /** Another person says something. */
  hears(seq: number, text: string): this {
    this.transport.send({ type: "said", seq, id: `k${seq}`, from: kari, at: "", text });
    return this;
  }

  /** The person submits a text. */
  says(text: string): this {
    this.shell.changeDraft(text);
    this.shell.submit();
    return this;
  }

  /** The server sends a frame. */
  receives(frame: ServerFrame): this {
    this.transport.send(frame);
    return this;
  }

  /** The same tab after a reload. */
  reloaded(): TestPage {
    this.shell.save();
    return new TestPage(this.browser.storage);
  }
}
