/**
 * How many texts a second one client can send to the other, back to back.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";
import { percentile } from "../figures/percentile.ts";
import { joinPair, type Run, sendBackToBack } from "../load/pairs.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

const TEXTS_PER_ROUND = 200_000;

/** Texts before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 20_000;

/** The median of these rounds is the figure. */
const ROUNDS = 5;

/** The workload. */
export const firehose: Workload = {
  name: "firehose",
  about: "texts back to back, all received in order, and in frames accepted",
  async run() {
    const figures: Figure[] = [];
    for (const dialect of ["framed", "plain"] as const) {
      await using server = await MeasuredServer.start();
      const pair = await joinPair(server.port, dialect);
      await sendBackToBack(pair, WARM_UP);
      const rounds: Run[] = [];
      for (let i = 0; i < ROUNDS; i++) rounds.push(await sendBackToBack(pair, TEXTS_PER_ROUND));
      const sum = (of: (run: Run) => number) => rounds.reduce((sum, run) => sum + of(run), 0);
      const rates = rounds.map(({ sent, lost, seconds }) => (sent - lost) / seconds);
      figures.push(
        { name: `${dialect}: texts`, value: percentile(rates, 50), unit: "/s" },
        { name: `${dialect}: lost`, value: sum(({ lost }) => lost), unit: "texts" },
        { name: `${dialect}: out of order`, value: sum((run) => run.disordered), unit: "texts" },
      );
    }
    return figures;
  },
};
