/**
 * The moves of people, networks, disks and processes in a run of the promise test. They are plain
 * data, so that a failed run can be written down.
 *
 * @module
 */

import fc from "fast-check";
import type { Way } from "./link.ts";

/** The two people. */
export type Who = "ola" | "kari";

/** One move. */
export type Move =
  | { readonly type: "say"; readonly who: Who; readonly kind: keyof typeof TAILS }
  /** Up to so many bytes arrive. `old`: on the connection before the last one. */
  | {
    readonly type: "deliver";
    readonly who: Who;
    readonly way: Way;
    readonly bytes: number;
    readonly old?: boolean;
  }
  /** All bytes arrive, and all answers to them. */
  | { readonly type: "flow" }
  /** The store commits, or fails to. `silent`: its answer comes later. */
  | { readonly type: "commit"; readonly fails?: boolean; readonly silent?: boolean }
  /** Every commit fails while the disk is full. */
  | { readonly type: "disk"; readonly full: boolean }
  /** The store's worker dies. */
  | { readonly type: "killStore" }
  /** A reset: so many more bytes arrive, and both ends hear of it. */
  | { readonly type: "cut"; readonly who: Who; readonly up: number; readonly down: number }
  /**
   * All bytes to the server arrive. So many turns later its connection is killed: also while a
   * `join` is on its way to the room, or `welcome` on its way back.
   */
  | { readonly type: "abort"; readonly who: Who; readonly turns: number }
  /** The network breaks. One end hears of it, or none. */
  | { readonly type: "sever"; readonly who: Who; readonly heard: "client" | "server" | "nobody" }
  /** The network holds back everything, also new connections, until it is released. */
  | { readonly type: "hold"; readonly who: Who; readonly on: boolean }
  | { readonly type: "pass"; readonly ms: number }
  /** `kill -9` of the server, which is started again so many milliseconds later. */
  | { readonly type: "killServer"; readonly ms: number; readonly down: number }
  /**
   * `kill -9` of a client, which is started again. `late`: its last write did not reach the disk.
   */
  | {
    readonly type: "killClient";
    readonly who: Who;
    readonly late?: boolean;
    readonly heard: boolean;
  }
  /** Whether the person's screen stalls. */
  | { readonly type: "screen"; readonly who: Who; readonly stands: boolean }
  /** A goodbye. `waits`: after all texts are accepted. */
  | { readonly type: "leave"; readonly who: Who; readonly waits?: boolean };

/** All bytes. Infinity cannot be written as JSON. */
const ALL = 1_000_000;

/** The ends of texts, after their sender and number. */
export const TAILS = {
  short: "",
  lines: "\nto\n\ttre",
  wide: " å漢👩‍👩‍👧",
  long: " " + "lang ".repeat(100) + ".",
} as const;

const whos: readonly Who[] = ["ola", "kari"];

function each<T>(one: (who: Who) => readonly T[]): readonly T[] {
  return whos.flatMap(one);
}

const says = each<Move>((who) =>
  (["short", "short", "lines", "wide", "long"] as const).map((kind) => ({ type: "say", who, kind }))
);
const delivers = each<Move>((who) =>
  (["up", "down"] as const).flatMap((way) =>
    [ALL, 1, 70, 150, 400].map((bytes) => ({ type: "deliver", who, way, bytes } as const))
  )
);
const olds = each<Move>((who) => [
  { type: "deliver", who, way: "up", bytes: ALL, old: true },
  { type: "deliver", who, way: "up", bytes: 100, old: true },
]);
const commits: readonly Move[] = [
  { type: "commit" },
  { type: "commit", silent: true },
  { type: "commit", fails: true },
  { type: "commit", fails: true, silent: true },
];
const disks: readonly Move[] = [{ type: "disk", full: false }, { type: "disk", full: true }];
const cuts = each<Move>((who) =>
  [[0, 0], [ALL, 0], [0, ALL], [90, 130], [ALL, ALL]].map((
    [up = 0, down = 0],
  ) => ({ type: "cut", who, up, down }))
);
const aborts = each<Move>((who) =>
  [0, 1, 2, 3, 4, 5, 6, 8].map((turns) => ({ type: "abort", who, turns }))
);
const severs = each<Move>((who) =>
  (["client", "server", "nobody"] as const).map((heard) => ({ type: "sever", who, heard }))
);
const holds = each<Move>((who) => [
  { type: "hold", who, on: false },
  { type: "hold", who, on: true },
]);
const passes: readonly Move[] = [0, 10, 300, 1_100, 5_000, 21_000, 46_000, 130_000].map((ms) => ({
  type: "pass",
  ms,
}));
const serverKills: readonly Move[] = [0, 2_000].flatMap((ms) =>
  [0, 200, ALL].map((down) => ({ type: "killServer", ms, down }))
);
const clientKills = each<Move>((who) => [
  { type: "killClient", who, heard: true },
  { type: "killClient", who, heard: false },
  { type: "killClient", who, heard: true, late: true },
]);
const screens = each<Move>((who) => [
  { type: "screen", who, stands: false },
  { type: "screen", who, stands: true },
]);
const leaves = each<Move>((who) => [{ type: "leave", who }, { type: "leave", who, waits: true }]);

/** Moves of every kind. Those that a run needs to get anywhere are more frequent. */
export const moves: readonly fc.Arbitrary<Move>[] = [
  says,
  says,
  says,
  delivers,
  delivers,
  delivers,
  [{ type: "flow" } as const],
  [{ type: "flow" } as const],
  commits,
  commits,
  [...disks, ...disks, { type: "killStore" } as const],
  [...cuts, ...severs],
  aborts,
  [...holds, ...olds],
  passes,
  [...serverKills, ...clientKills, ...clientKills],
  [...screens, ...leaves.slice(0, 2)],
  [...says, ...leaves],
].map((some) => fc.constantFrom<Move[]>(...some));
