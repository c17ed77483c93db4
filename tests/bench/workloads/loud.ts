/**
 * How long a text takes in a quiet room: alone, and beside rooms that send as fast as the server
 * takes it. The server paces its reading for this.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";
import { medianAndP99, percentile } from "../figures/percentile.ts";
import type { BackToBack } from "../load/back_to_back.ts";
import { LoudRooms } from "../load/loud_rooms.ts";
import { joinPair } from "../load/pair.ts";
import { sendSteadily } from "../load/steady_rate.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

/** Texts a second in the quiet room: faster than a person types. */
const RATE = 50;

const SECONDS = 10;

/** How many loud rooms: one, and more than two cores can carry. */
const LOUD_ROOMS = [1, 3] as const;

/** The workload. */
export const loud: Workload = {
  name: "loud",
  about: "a quiet room alone, and beside 1 and 3 loud rooms",
  async run(): Promise<readonly Figure[]> {
    await using server = await MeasuredServer.start();
    const quiet = await joinPair(server.port, "stille");
    const measure = (seconds: number) => sendSteadily([quiet], { rate: RATE, seconds });
    // The first texts are slow until the code is compiled.
    await measure(2);
    const alone = (await measure(SECONDS)).latencies;
    const figures: Figure[] = [...medianAndP99("alone: ", alone, "µs")];
    for (const count of LOUD_ROOMS) {
      using loudRooms = await LoudRooms.start(server.port, count);
      // In the first second the queues fill.
      await measure(1);
      const beside = await measure(SECONDS);
      const lostInQuiet = beside.sent - beside.latencies.length;
      const disorderedInQuiet = beside.disordered;
      const results = await loudRooms.stop();
      const sum = (of: (result: BackToBack) => number) =>
        results.reduce((sum, result) => sum + of(result), 0);
      const name = `beside ${count} loud: `;
      figures.push(
        ...medianAndP99(name, beside.latencies, "µs"),
        ...[50, 99].map((percent) => ({
          name: `${name}p${percent}, times alone`,
          value: percentile(beside.latencies, percent) / percentile(alone, percent),
          unit: "x",
        })),
        {
          name: `${name}lost`,
          value: lostInQuiet + sum(({ lost }) => lost),
          unit: "texts",
        },
        {
          name: `${name}out of order`,
          value: disorderedInQuiet + sum(({ disordered }) => disordered),
          unit: "texts",
        },
        {
          name: `${count} loud: texts`,
          value: sum(({ sent, lost, seconds }) => (sent - lost) / seconds),
          unit: "/s",
        },
      );
    }
    return figures;
  },
};
