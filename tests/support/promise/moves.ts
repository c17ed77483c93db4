/**
 * What people, networks, disks and machines do in a run of the promise's test: plain data, so that a run that failed can be
 * written down.
 *
 * @module
 */

import fc from "fast-check";
import type { Way } from "./link.ts";

/** The two. */
export type Who = "ola" | "kari";

/** One thing that happens. */
export type Move =
  | { readonly type: "say"; readonly who: Who; readonly kind: keyof typeof TAILS }
  /** So many bytes arrive at most; `old`: on the connection before the last, whose bytes may still be on their way. */
  | {
    readonly type: "deliver";
    readonly who: Who;
    readonly way: Way;
    readonly bytes: number;
    readonly old?: boolean;
  }
  /** All that is on its way arrives, and what is answered to it. */
  | { readonly type: "flow" }
  /** The store has done what came together, or could not; `silent`: its answer comes later. */
  | { readonly type: "commit"; readonly fails?: boolean; readonly silent?: boolean }
  /** From now on every commit fails, until there is space again. */
  | { readonly type: "disk"; readonly full: boolean }
  /** The store's worker dies. */
  | { readonly type: "killStore" }
  /** A reset: so many bytes of what is on its way still arrive, and both ends hear that it is over. */
  | { readonly type: "cut"; readonly who: Who; readonly up: number; readonly down: number }
  /**
   * All that is on its way up arrives, and the server's end of the connection is killed so many turns later: also while
   * its client's `join` is on its way to the room, or the answer on its way back.
   */
  | { readonly type: "abort"; readonly who: Who; readonly turns: number }
  /** The network goes away below a connection: one end hears of it, or nobody. */
  | { readonly type: "sever"; readonly who: Who; readonly heard: "client" | "server" | "nobody" }
  /** Nothing gets through, to a new connection neither, until it is let go. */
  | { readonly type: "hold"; readonly who: Who; readonly on: boolean }
  | { readonly type: "pass"; readonly ms: number }
  /** `kill -9` of the server; it is started anew so many milliseconds later. */
  | { readonly type: "killServer"; readonly ms: number; readonly down: number }
  /** `kill -9` of a client, which is started anew. `late`: its last write to the disk did not get there. */
  | {
    readonly type: "killClient";
    readonly who: Who;
    readonly late?: boolean;
    readonly heard: boolean;
  }
  /** Whether the person's screen takes what is to be shown. */
  | { readonly type: "screen"; readonly who: Who; readonly stands: boolean }
  /** Goodbye; `waits`: as soon as all is accepted. */
  | { readonly type: "leave"; readonly who: Who; readonly waits?: boolean };

/** More than there is; infinity could not be written down. */
const ALL = 1_000_000;

/** What texts have behind who says them and their number. */
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

/** Moves of every kind; those that a run needs to get anywhere come more often. */
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
