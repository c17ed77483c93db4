/**
 * The promise: whatever fails, each accepted text is shown exactly once, in order, to the person it
 * was for. The real client, greeter, connection, session, room and store run against each other,
 * while network, disk and processes fail in every way and then heal. Only the socket, the room
 * registry and the worker pool are models, so that a run is synchronous and takes milliseconds. The
 * texts are too few for flow control to begin.
 *
 * `support/promise/witness.ts` checks:
 * - No text is shown twice, accepted or not, and the texts of one person come in their order.
 * - An accepted text is shown in the end, unless the seat it was for was given up.
 * - A seat is given up after a goodbye, after its hold time, or if its client never saw `welcome`.
 * - A text that is reported as delivered was shown. One that is reported as not sent never is.
 * - In the end nothing waits: each text was accepted, or its sender's seat is gone.
 * - No number is told twice in one stay, and no text is passed on twice by one run of the server.
 * - No token is told to others.
 *
 * Outside the promise:
 * - A text that was not accepted may be lost with its client, if the client is killed before it
 *   saves the text, or with the sender's seat, since it might be shown twice if it were said again
 *   into another seat. It is reported as uncertain.
 * - A client that is killed between showing a text and saving that has forgotten it. The text may
 *   be shown once more, also out of order.
 * - A client that comes back without a saved seat is a new one. Everything may be shown once more.
 * - A seat that was not saved when the server was killed is gone, with the texts for it. Those were
 *   not accepted, and go to the seats that are taken when they are said again.
 * - Bytes of a client that is taken as plain, since its hello took longer than 250 ms.
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

/** Twice the average number of steps of a run. */
const MAX_STEPS = 100;

/** A move as a command. Any move may come at any time. The model is the witness. */
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

/** Runs many moves. A run that fails goes into `regressions.ts`. */
function keepsThePromise(numRuns: number, medium: Medium): void {
  const plays = fc.commands(moves.map((some) => some.map((move) => new Play(move))), {
    maxCommands: MAX_STEPS,
    size: "max",
    disableReplayLog: true,
  });
  fc.assert(fc.property(plays, (plays) => judge(plays, medium)), { numRuns });
}

for (const { seed, name, moves } of regressions) {
  Deno.test(`promise: holds now: ${name} (${seed})`, () => {
    judge(moves.map((move) => new Play(move)), new MemoryDatabase());
  });
}

Deno.test("promise: shows accepted texts exactly once, in order, whatever fails", () => {
  keepsThePromise(1_000, new MemoryDatabase());
});

Deno.test("promise: holds with the real database", () => {
  using medium = new SqliteMedium();
  keepsThePromise(20, medium);
});
