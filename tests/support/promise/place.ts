/**
 * One person's place, in a test: the client that runs there, its disk, and the network between it and the server, with
 * all that can happen to them.
 *
 * @module
 */

import { nothingWritten, PromiseClient } from "./client.ts";
import type { PromiseConnection } from "./connection.ts";
import { Link, type LinkEnd, type Way } from "./link.ts";
import type { Who } from "./moves.ts";
import type { LinkTo } from "./server.ts";
import type { Stage } from "./stage.ts";
import type { Witness } from "./witness.ts";

/** Whoever takes a connection: the server that runs now. */
export interface Door {
  readonly accept: (linkTo: LinkTo, host: string) => void;
}

/** What a place is made with. */
export interface PlaceOptions {
  readonly who: Who;
  readonly stage: Stage;
  readonly witness: Witness;
  /** Where connections go now; `undefined` while no server runs. */
  readonly door: () => Door | undefined;
}

/**
 * Milliseconds after which a server's kernel finds out by itself that a line is dead: two hours in truth, but what is then
 * does not depend on it as long as it is longer than a seat is held.
 */
const KEEPALIVE = 150_000;

const WAYS: readonly Way[] = ["up", "down"];

/** A person, a client, a disk and a line. */
export class Place {
  readonly #options: PlaceOptions;
  #client: PromiseClient;
  #run = 0;
  /** What is on the disk, and what was there before the last write. */
  #written = nothingWritten;
  #before = nothingWritten;
  /** The newest last. */
  #links: Link[] = [];
  /** The server's end of the newest. */
  #connection: PromiseConnection | undefined;
  #held = false;
  /** Attempts that wait until something gets through again. */
  #hanging: (() => void)[] = [];
  #gone = false;

  constructor(options: PlaceOptions) {
    this.#options = options;
    this.#client = this.#begin();
  }

  /** Whether nothing moves any more, and nothing waits. */
  get isAtRest(): boolean {
    return (this.#gone && !this.#leavesTexts ? this.#client.hasEnded : this.#client.isAtRest) &&
      !this.#links.some(({ isBusy }) => isBusy);
  }

  /** The last write gets to the disk. */
  catchUp(): void {
    const { written } = this.#client;
    if (written === this.#written) return;
    this.#before = this.#written;
    this.#written = written;
  }

  /** Types a text. */
  say(tail: string): void {
    const text = this.#options.witness.nextText(this.#options.who, tail);
    if (this.#client.wantsInput) this.#client.take({ type: "say", text });
  }

  /** Says goodbye: at once, or as soon as all is accepted. */
  leave(waits: boolean): void {
    this.#options.witness.left(this.#options.who);
    this.#gone = true;
    if (!waits) this.#options.witness.forgets(this.#options.who);
    this.#client.take({ type: waits ? "finish" : "leave" });
  }

  /** The screen takes nothing, or takes all again. */
  stand(stands: boolean): void {
    this.#client.stand(stands);
  }

  /** Lets some bytes arrive, on the last connection or the one before it. */
  deliver(way: Way, bytes: number, old: boolean): void {
    if (!this.#held) this.#links.at(old ? -2 : -1)?.deliver(way, bytes);
  }

  /**
   * Lets all arrive.
   *
   * @returns Whether there was anything.
   */
  flow(): boolean {
    if (this.#held) return false;
    return this.#links.flatMap((link) => WAYS.map((way) => link.deliver(way))).some((moved) =>
      moved
    );
  }

  /** Nothing gets through any more, or all does again. */
  hold(on: boolean): void {
    this.#held = on;
    if (on) return;
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const dial of hanging) dial();
  }

  /** A reset, of which both ends hear, when so many bytes more have arrived. */
  cut(up: number, down: number): void {
    const link = this.#links.at(-1);
    if (up > 0) link?.deliver("up", up);
    if (down > 0) link?.deliver("down", down);
    link?.sever();
    for (const way of WAYS) link?.tell(way);
  }

  /** All that is on its way up arrives; so many turns later the server's end is killed. */
  abort(turns: number): void {
    this.#links.at(-1)?.deliver("up");
    this.#options.stage.settle(turns);
    this.#connection?.kill();
  }

  /** The network goes away, and who hears of that, hears of it. */
  sever(heard: "client" | "server" | "nobody"): void {
    const link = this.#links.at(-1);
    if (link === undefined) return;
    this.#lose(link);
    if (heard !== "nobody") link.tell(heard === "server" ? "up" : "down");
  }

  /** The server is killed, so that its sockets close, when so many bytes more have arrived. */
  serverDied(down: number): void {
    for (const link of this.#links) {
      if (down > 0 && !this.#held) link.deliver("down", down);
      link.deafen("up");
      link.sever();
    }
    for (const link of this.#links) link.tell("down");
    this.#links = this.#links.slice(-1);
  }

  /** `kill -9` of the client, and a new one. */
  restart({ late, heard }: { readonly late: boolean; readonly heard: boolean }): void {
    this.#client.kill();
    const link = this.#links.at(-1);
    link?.deafen("down");
    if (heard) link?.finish("up");
    else if (link !== undefined) this.#lose(link);
    if (late) this.#written = this.#before;
    if (late || this.#written.seat === undefined) {
      const texts = this.#written.seat?.texts ?? [];
      this.#options.witness.forgets(this.#options.who, texts.map(({ text }) => text));
    }
    this.#client = this.#begin();
  }

  /** Starts the client again where it has come to an end that the person did not want, or left something unsaid; whether it was so. */
  comeBack(): boolean {
    if (!this.#client.hasEnded || (this.#gone && !this.#leavesTexts)) return false;
    this.catchUp();
    this.#client = this.#begin();
    return true;
  }

  get #leavesTexts(): boolean {
    return (this.#client.written.seat?.texts ?? []).length > 0;
  }

  #lose(link: Link): void {
    link.sever();
    this.#options.stage.schedule(KEEPALIVE, () => link.tell("up"));
  }

  #begin(): PromiseClient {
    const { who, stage, witness } = this.#options;
    this.#gone = false;
    this.#before = this.#written;
    const dial = (end: LinkEnd, connected: (link: Link | undefined) => void) =>
      stage.post(() => this.#dial(end, connected));
    return new PromiseClient({ who, stage, witness, dial }, ++this.#run, this.#written);
  }

  #dial(end: LinkEnd, connected: (link: Link | undefined) => void): void {
    if (this.#held) return void this.#hanging.push(() => this.#dial(end, connected));
    const door = this.#options.door();
    if (door === undefined) return connected(undefined);
    door.accept((connection, up) => {
      const link = new Link({ up, down: end });
      this.#connection = connection;
      this.#links = [...this.#links.filter(({ isAlive, isBusy }) => isAlive || isBusy), link];
      // When both ends are there.
      this.#options.stage.post(() => connected(link));
      return link;
    }, this.#options.who);
  }
}
