/**
 * Runs that once broke the promise, shrunk by fast-check, with their seed and the fault. They are
 * kept as moves, since a seed gives another run as soon as the moves change.
 *
 * @module
 */

import type { Move } from "./moves.ts";

/** A run that once failed. */
export interface Regression {
  readonly seed: number;
  /** The fault. */
  readonly name: string;
  readonly moves: readonly Move[];
}

/** All of them, the newest last. */
export const regressions: readonly Regression[] = [
  {
    seed: 1918280246,
    name: "a server killed twice before its first save gave numbers twice",
    moves: [
      { type: "say", who: "ola", kind: "short" },
      { type: "killServer", ms: 0, down: 0 },
      { type: "flow" },
      { type: "killServer", ms: 0, down: 0 },
      { type: "flow" },
    ],
  },
  {
    seed: -644344413,
    name: "an ack of numbers from the last connection was an error",
    moves: [
      { type: "screen", who: "kari", stands: true },
      { type: "say", who: "ola", kind: "short" },
      { type: "flow" },
      { type: "hold", who: "kari", on: true },
      { type: "killServer", ms: 2_000, down: 0 },
    ],
  },
  {
    seed: 1056422850,
    name: "a text came twice to a new seat that was not saved",
    moves: [
      { type: "leave", who: "ola", waits: true },
      { type: "flow" },
      { type: "killClient", who: "ola", heard: true, late: true },
      { type: "say", who: "kari", kind: "short" },
      { type: "commit" },
      { type: "cut", who: "kari", up: 0, down: 0 },
      { type: "flow" },
      { type: "killServer", ms: 0, down: 0 },
      { type: "flow" },
    ],
  },
  {
    seed: 1358794985,
    name: "a hello in pieces was said as a text, with its token",
    moves: [
      { type: "leave", who: "ola", waits: true },
      { type: "flow" },
      { type: "killClient", who: "kari", heard: true, late: true },
      { type: "deliver", who: "kari", way: "up", bytes: 70 },
      { type: "pass", ms: 5_000 },
      { type: "pass", ms: 0 },
    ],
  },
  {
    seed: 5,
    name: "a hello after one single byte was said as a text",
    moves: [
      { type: "leave", who: "ola" },
      { type: "flow" },
      { type: "killClient", who: "ola", heard: true, late: true },
      { type: "deliver", who: "ola", way: "up", bytes: 1 },
      { type: "pass", ms: 5_000 },
      { type: "flow" },
    ],
  },
  {
    seed: 131717772,
    name: "a room that ended while the store failed stayed saved under the next one",
    moves: [
      { type: "killClient", who: "ola", heard: true },
      { type: "flow" },
      { type: "say", who: "ola", kind: "short" },
      { type: "say", who: "ola", kind: "short" },
      { type: "commit" },
      { type: "killServer", ms: 0, down: 0 },
      { type: "say", who: "ola", kind: "short" },
      { type: "flow" },
      { type: "commit", fails: true },
      { type: "pass", ms: 130_000 },
      { type: "flow" },
      { type: "commit" },
      { type: "killServer", ms: 0, down: 0 },
      { type: "say", who: "kari", kind: "short" },
      { type: "killClient", who: "kari", heard: true, late: true },
      { type: "flow" },
    ],
  },
  {
    seed: -515742326,
    name: "a room that ended while the disk was full stayed saved when the store died",
    moves: [
      { type: "killServer", ms: 0, down: 0 },
      { type: "disk", full: true },
      { type: "flow" },
      { type: "leave", who: "ola", waits: true },
      { type: "hold", who: "kari", on: true },
      { type: "pass", ms: 130_000 },
      { type: "killStore" },
      { type: "disk", full: false },
      { type: "killClient", who: "ola", heard: true },
      { type: "flow" },
      { type: "commit" },
      { type: "killServer", ms: 2_000, down: 200 },
      { type: "deliver", who: "ola", way: "up", bytes: 1_000_000 },
    ],
  },
];
