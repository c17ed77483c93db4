/**
 * Two people, a server and its disk. It plays one move at a time, and heals everything in the end.
 *
 * @module
 */

import type { Disk } from "./disk.ts";
import { type Move, TAILS, type Who } from "./moves.ts";
import { Place } from "./place.ts";
import { PromiseServer } from "./server.ts";
import { Stage } from "./stage.ts";
import { Witness } from "./witness.ts";

/** Milliseconds for which a lost seat is kept. */
const SEAT_HOLD = 60_000;

/** Rounds to heal. Each one goes to the next timer, of which there are about ten a minute. */
const MAX_ROUNDS = 400;

/** Everything. */
export class World {
  readonly witness = new Witness();
  readonly #stage = new Stage();
  readonly #disk: Disk;
  readonly #places: Readonly<Record<Who, Place>>;
  readonly #all: readonly Place[];
  #server: PromiseServer | undefined;
  #runs = 0;

  constructor(disk: Disk) {
    this.#disk = disk;
    this.#startServer();
    this.#places = { ola: this.#placeFor("ola"), kari: this.#placeFor("kari") };
    this.#all = Object.values(this.#places);
    this.#calm();
  }

  /** Plays a move, and its consequences short of the network. */
  play(move: Move): void {
    for (const place of this.#all) place.catchUp();
    this.#do(move);
    this.#stage.settle();
  }

  /** Ends all failures, and runs until nothing moves any more. */
  heal(): void {
    this.#disk.full = false;
    for (const place of this.#all) {
      place.hold(false);
      place.stand(false);
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.#calm();
      if (this.#server?.isAtRest && this.#all.every(({ isAtRest }) => isAtRest)) return;
      // A client that finds the room full tries again later.
      const back = round % 8 === 0 ? this.#all.map((place) => place.comeBack()) : [];
      if (back.includes(true)) this.#calm();
      this.#stage.passTo(this.#stage.next ?? this.#stage.now());
    }
    throw new Error(`It does not come to rest within ${MAX_ROUNDS} rounds`);
  }

  #do(move: Move): void {
    switch (move.type) {
      case "say":
        return this.#places[move.who].say(TAILS[move.kind]);
      case "deliver":
        return this.#places[move.who].deliver(move.way, move.bytes, move.old === true);
      case "flow":
        return this.#flow();
      case "commit":
        this.#server?.store.commit(!move.fails);
        return move.silent ? undefined : this.#server?.store.answer();
      case "disk":
        this.#disk.full = move.full;
        return;
      case "killStore":
        return this.#server?.killStore();
      case "cut":
        return this.#places[move.who].cut(move.up, move.down);
      case "abort":
        return this.#places[move.who].abort(move.turns);
      case "sever":
        return this.#places[move.who].sever(move.heard);
      case "hold":
        return this.#places[move.who].hold(move.on);
      case "pass":
        return this.#stage.passTo(this.#stage.now() + move.ms);
      case "killServer":
        return this.#killServer(move.down, move.ms);
      case "killClient":
        return this.#places[move.who].restart({ late: move.late === true, heard: move.heard });
      case "screen":
        return this.#places[move.who].stand(move.stands);
      case "leave":
        return this.#places[move.who].leave(move.waits === true);
    }
  }

  #placeFor(who: Who): Place {
    const { witness } = this;
    return new Place({ who, stage: this.#stage, witness, door: () => this.#server });
  }

  #startServer(): void {
    this.#server = new PromiseServer({
      stage: this.#stage,
      disk: this.#disk,
      seatHold: SEAT_HOLD,
      watch: this.witness.watch,
      run: ++this.#runs,
    });
  }

  #killServer(down: number, ms: number): void {
    this.#server?.kill();
    this.#server = undefined;
    this.witness.serverDied();
    for (const place of this.#all) place.serverDied(down);
    if (ms > 0) this.#stage.passTo(this.#stage.now() + ms);
    this.#startServer();
  }

  /** Delivers everything, and all answers to it. */
  #flow(): void {
    do this.#stage.passTo(this.#stage.now()); while (
      this.#all.map((place) => place.flow()).some((moved) => moved)
    );
  }

  /** The same, and the store commits at once. */
  #calm(): void {
    this.#flow();
    while (this.#server !== undefined && !this.#server.store.isIdle) {
      this.#server.store.commit(true);
      this.#server.store.answer();
      this.#flow();
    }
  }
}
