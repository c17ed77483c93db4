/**
 * Many rooms of two that speak at a steady rate; and how that goes when the same is said in more and more rooms.
 *
 * @module
 */

import process from "node:process";
import { type Figure, less } from "../figure.ts";
import { joinCrowd } from "../load/crowd.ts";
import { talkSteadily } from "../load/steady_talk.ts";
import type { Extent } from "../options.ts";
import { pause } from "../pause.ts";
import { spread } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

/** What people in many rooms have of a small machine: two workers, as many as it has cores. */
const FLAGS = ["--max-workers", "2"];

/** Texts a second over all rooms: what five hundred who chat at once say, and what two cores carry. */
const RATE = 500;

const SECONDS = { quick: 3, usual: 10, full: 20 } as const;

/** Milliseconds in which a server that was just filled comes to rest, before its memory is looked at. */
const REST = 2_000;

/** Seconds of talk that are not counted: until the code is compiled. */
const WARM = 2;

const ROOMS = 500;

/** Rooms, one run after the other. */
const SCALE = {
  quick: [100, 1_000],
  usual: [100, 1_000],
  full: [100, 1_000, 5_000],
} as const satisfies Record<Extent, readonly number[]>;

/** The workload of one size. */
export const rooms: Workload = {
  name: "rooms",
  about: `${ROOMS} rooms of two, ${RATE} texts a second over all`,
  connections: () => 2 * ROOMS,
  run: (stage) => talkInRooms(stage, ROOMS),
};

/** The workload of growing size. */
export const scale: Workload = {
  name: "scale",
  about: "the same rate in 100 and 1,000 rooms, with --full also in 5,000",
  connections: (extent) => 2 * Math.max(...SCALE[extent]),
  async run(stage: Stage): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    for (const rooms of SCALE[stage.extent]) figures.push(...await talkInRooms(stage, rooms));
    return figures;
  },
};

async function talkInRooms({ extent, startServer }: Stage, rooms: number): Promise<Figure[]> {
  await using server = await startServer(FLAGS);
  const empty = await server.memory();
  const start = performance.now();
  const pairs = await joinCrowd(server.port, rooms);
  const joined = (performance.now() - start) / (2 * rooms);
  await pause(REST);
  const full = await server.memory();
  await talkSteadily(pairs, { rate: RATE, seconds: WARM });
  const before = await server.cpu();
  const own = process.cpuUsage();
  const talk = await talkSteadily(pairs, { rate: RATE, seconds: SECONDS[extent] });
  const { user, system } = process.cpuUsage(own);
  const after = await server.cpu();
  const name = `${rooms} rooms: `;
  const figures = [
    less(`${name}joining, a client`, joined, "ms"),
    less(`${name}lost`, talk.sent - talk.latencies.length, "texts"),
    less(`${name}out of order`, talk.disordered, "texts"),
    ...spread(name, talk.latencies, "µs"),
  ];
  if (empty !== undefined && full !== undefined) {
    figures.push(less(`${name}memory a client`, (full - empty) * 1_024 / (2 * rooms), "KB"));
  }
  if (before !== undefined && after !== undefined) {
    figures.push(less(`${name}server's CPU`, (after - before) / talk.seconds * 100, "%"));
  }
  // With this near 100 the figures are those of the load, which has but one thread.
  figures.push(less(`${name}the load's CPU`, (user + system) / 1e6 / talk.seconds * 100, "%"));
  return figures;
}
