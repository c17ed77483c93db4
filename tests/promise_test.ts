/**
 * The promise: whatever breaks, each text that was accepted is shown to whom it was for exactly once, and in order. The
 * real client, greeter, booking, session, room and store are played against each other, with a network, a disk and
 * processes that fail in every way that can be thought of, and then heal. The connection with its socket, and the rooms'
 * directory, are models of `server/connection/connection.ts`, `server/net/socket.ts` and `server/rooms/room_registry.ts`, which need promises; all else
 * is synchronous, so that a run takes two milliseconds. Bytes are too few for anybody to be held back.
 *
 * What is checked, in `support/promise/witness.ts`:
 * - no text is shown twice, accepted or not, and each person's in the order in which they were said;
 * - what was accepted was shown in the end, unless its addressee's seat was given up: by a goodbye, or when its time was over;
 * - a seat is given up for nothing else;
 * - what is told to be delivered was shown, what is told to be not sent never is;
 * - in the end nothing waits: each text was accepted, or its sender's seat is gone;
 * - nothing of a room is told twice over one stay, nor passed on twice by one run of the server;
 * - no token is ever told to others.
 *
 * What is outside the promise:
 * - A text that was not accepted may be lost with the client that said it, if that is killed before it is written down; and
 *   with the sender's seat, for whoever sends it again into another seat might have it shown twice (it is told as uncertain).
 * - A client that is killed between showing a text and writing that down has forgotten it: that text may be shown once
 *   more, also out of order. This test counts as forgotten all that was shown since the last write that got to the disk.
 * - Somebody who comes back without a seat that was written down is somebody else: all may be shown once more.
 * - A seat that was not stored yet when the server was killed is gone, and with it what was said to it meanwhile: that was not
 *   accepted, and is for whoever is there when it is said again.
 * - What is on its way to a client that has not said hello within 250 ms, and is taken for a plain one meanwhile.
 *
 * @module
 */

import fc from "fast-check";
import { Disk, type Medium, SqliteMedium } from "./support/promise/disk.ts";
import { MemoryDatabase } from "./support/promise/memory_database.ts";
import { type Move, moves } from "./support/promise/moves.ts";
import { regressions } from "./support/promise/regressions.ts";
import type { Witness } from "./support/promise/witness.ts";
import { World } from "./support/promise/world.ts";

/** Twice the steps that a run is to have on average. */
const MAX_STEPS = 100;

/** A move as a command: any may come at any time. The model is the witness, who knows what everybody said. */
class Play implements fc.Command<Witness, World> {
  readonly #move: Move;

  constructor(move: Move) {
    this.#move = move;
  }

  check(): boolean {
    return true;
  }

  run(_: Witness, world: World): void {
    world.play(this.#move);
  }

  toString(): string {
    return JSON.stringify(this.#move);
  }
}

function judge(plays: Iterable<fc.Command<Witness, World>>, medium: Medium): void {
  const world = new World(new Disk(medium));
  fc.modelRun(() => ({ model: world.witness, real: world }), plays);
  world.heal();
  world.witness.judge();
}

/** Runs of many moves; what fails is to be kept in `regressions.ts`. */
function keepsThePromise(numRuns: number, medium: Medium): void {
  const plays = fc.commands(moves.map((some) => some.map((move) => new Play(move))), {
    maxCommands: MAX_STEPS,
    size: "max",
    disableReplayLog: true,
  });
  fc.assert(fc.property(plays, (plays) => judge(plays, medium)), { numRuns });
}

for (const { seed, name, moves } of regressions) {
  Deno.test(`promise: holds where it once did not: ${name} (${seed})`, () => {
    judge(moves.map((move) => new Play(move)), new MemoryDatabase());
  });
}

Deno.test("promise: what is accepted is shown exactly once, in order, whatever breaks", () => {
  keepsThePromise(1_000, new MemoryDatabase());
});

Deno.test("promise: the same with the real database", () => {
  using medium = new SqliteMedium();
  keepsThePromise(20, medium);
});
