/**
 * Whether who is loud is loud at the others' cost: how long a text takes in a quiet room, alone, and beside rooms that
 * say as much as the server takes.
 *
 * @module
 */

import { type Figure, less, more } from "../figure.ts";
import { LoudRooms } from "../load/loud_rooms.ts";
import { joinPair } from "../load/pair.ts";
import { type Talk, talkSteadily } from "../load/steady_talk.ts";
import { percentile, spread } from "../percentile.ts";
import type { Stage, Workload } from "../workload.ts";

/** Texts a second in the quiet room: faster than anybody types. */
const RATE = 50;

const SECONDS = { quick: 4, usual: 10, full: 30 } as const;

/** Loud rooms: one, and more than two cores can carry. */
const LOUD = [1, 3] as const;

/** How many times as long a text may take beside loud rooms: what people would not notice. Shown, never asserted. */
const BOUND = 5;

/** The workload. */
export const loud: Workload = {
  name: "loud",
  about: "a quiet room alone, then beside 1 and 3 rooms that are as loud as they can",
  connections: () => 2 + 2 * Math.max(...LOUD),
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    await using server = await startServer();
    const quiet = await joinPair(server.port, "stille");
    const talk = () => talkSteadily([quiet], { rate: RATE, seconds: SECONDS[extent] });
    // Until the code is compiled.
    await talkSteadily([quiet], { rate: RATE, seconds: 2 });
    const alone = await talk();
    const figures: Figure[] = [...spread("quiet, alone: ", alone.latencies, "µs")];
    for (const rooms of LOUD) {
      using loud = await LoudRooms.start(server.port, rooms);
      // The loud ones' first second, in which queues fill, is not counted.
      await talkSteadily([quiet], { rate: RATE, seconds: 1 });
      const beside = await talk();
      const streams = await loud.stop();
      const name = `beside ${rooms} loud: `;
      const sum = (of: (stream: typeof streams[number]) => number) =>
        streams.reduce((sum, stream) => sum + of(stream), 0);
      figures.push(
        ...spread(`quiet, ${name}`, beside.latencies, "µs"),
        ...[50, 99].map((percent) =>
          less(
            `quiet, ${name}p${percent} ratio (aim: ${BOUND})`,
            ratio(beside, alone, percent),
            "x",
          )
        ),
        less(`quiet, ${name}lost`, beside.sent - beside.latencies.length, "texts"),
        less(`quiet, ${name}out of order`, beside.disordered, "texts"),
        more(
          `${rooms} loud: texts`,
          sum(({ sent, lost, seconds }) => (sent - lost) / seconds),
          "/s",
        ),
        less(`${rooms} loud: lost`, sum(({ lost }) => lost), "texts"),
        less(`${rooms} loud: out of order`, sum(({ disordered }) => disordered), "texts"),
      );
    }
    return figures;
  },
};

function ratio(beside: Talk, alone: Talk, percent: number): number {
  return percentile(beside.latencies, percent) / percentile(alone.latencies, percent);
}
