/**
 * One person's place: the client, its disk, the network to the server, and their failures.
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

/** The running server, as it accepts connections. */
export interface Door {
  readonly accept: (linkTo: LinkTo, host: string) => void;
}

/** What a place needs. */
export interface PlaceOptions {
  readonly who: Who;
  readonly stage: Stage;
  readonly witness: Witness;
  /** The running server; `undefined` while there is none. */
  readonly door: () => Door | undefined;
}

/**
 * Milliseconds after which a server's kernel notices a dead connection. It takes hours in reality,
 * but any time longer than the hold of a seat behaves alike.
 */
const KEEPALIVE = 150_000;

const WAYS: readonly Way[] = ["up", "down"];

/** A person's client, disk and network. */
export class Place {
  readonly #options: PlaceOptions;
  #client: PromiseClient;
  #run = 0;
  /** The disk's content now and before the last write. */
  #written = nothingWritten;
  #before = nothingWritten;
  /** The newest last. */
  #links: Link[] = [];
  /** The server's end of the newest link. */
  #connection: PromiseConnection | undefined;
  #held = false;
  /** Attempts to connect that wait until the network is released. */
  #hanging: (() => void)[] = [];
  #gone = false;

  constructor(options: PlaceOptions) {
    this.#options = options;
    this.#client = this.#begin();
  }

  /** Whether nothing is on its way and nothing waits. */
  get isAtRest(): boolean {
    return (this.#gone && !this.#leavesTexts ? this.#client.hasEnded : this.#client.isAtRest) &&
      !this.#links.some(({ isBusy }) => isBusy);
  }

  /** The last write reaches the disk. */
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

  /** Says goodbye, at once or after all texts are accepted. */
  leave(waits: boolean): void {
    this.#options.witness.left(this.#options.who);
    this.#gone = true;
    if (!waits) this.#options.witness.forgets(this.#options.who);
    this.#client.take({ type: waits ? "finish" : "leave" });
  }

  /** Stalls the screen, or lets it go on. */
  stand(stands: boolean): void {
    this.#client.stand(stands);
  }

  /** Delivers bytes on the last link or the one before it. */
  deliver(way: Way, bytes: number, old: boolean): void {
    if (!this.#held) this.#links.at(old ? -2 : -1)?.deliver(way, bytes);
  }

  /**
   * Delivers everything.
   *
   * @returns Whether there was anything.
   */
  flow(): boolean {
    if (this.#held) return false;
    return this.#links.flatMap((link) => WAYS.map((way) => link.deliver(way))).some((moved) =>
      moved
    );
  }

  /** Holds the network, or releases it. */
  hold(on: boolean): void {
    this.#held = on;
    if (on) return;
    const hanging = this.#hanging;
    this.#hanging = [];
    for (const dial of hanging) dial();
  }

  /** Resets the link after so many more bytes. Both ends hear of it. */
  cut(up: number, down: number): void {
    const link = this.#links.at(-1);
    if (up > 0) link?.deliver("up", up);
    if (down > 0) link?.deliver("down", down);
    link?.sever();
    for (const way of WAYS) link?.tell(way);
  }

  /** Delivers all bytes to the server, and kills its connection so many turns later. */
  abort(turns: number): void {
    this.#links.at(-1)?.deliver("up");
    this.#options.stage.settle(turns);
    this.#connection?.kill();
  }

  /** Breaks the network. One end hears of it, or none. */
  sever(heard: "client" | "server" | "nobody"): void {
    const link = this.#links.at(-1);
    if (link === undefined) return;
    this.#lose(link);
    if (heard !== "nobody") link.tell(heard === "server" ? "up" : "down");
  }

  /** The server was killed, so its sockets close after so many more bytes. */
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

  /**
   * Restarts a client that has ended although its person stays, or that left texts unsaid.
   *
   * @returns Whether it did.
   */
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
      // Once both ends exist.
      this.#options.stage.post(() => connected(link));
      return link;
    }, this.#options.who);
  }
}
