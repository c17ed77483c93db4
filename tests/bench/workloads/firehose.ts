/**
 * How many texts a second one client can send to the other, back to back.
 *
 * @module
 */

import type { Figure } from "../figures/figure.ts";
import { percentile } from "../figures/percentile.ts";
import { type BackToBack, sendBackToBack } from "../load/back_to_back.ts";
import { type AnyPair, connectPlainPair, joinPair } from "../load/pair.ts";
import { type Dialect, TextBlock } from "../load/text_block.ts";
import { MeasuredServer } from "../server/measured_server.ts";
import type { Workload } from "./workload.ts";

const TEXT_BYTES = 40;

const TEXTS_PER_ROUND = 200_000;

/** Texts before the measured ones: the first are slow until the code is compiled. */
const WARM_UP = 20_000;

/** The median of these rounds is the figure. */
const ROUNDS = 5;

/** The workload. */
export const firehose: Workload = {
  name: "firehose",
  about: "texts back to back, all received in order, and in frames accepted",
  async run(): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    for (const dialect of ["framed", "plain"] as const) {
      await using server = await MeasuredServer.start();
      const pair = dialect === "framed"
        ? await joinPair(server.port, "rammer")
        : await connectPlainPair(server.port);
      figures.push(...await measure(dialect, pair, server));
    }
    return figures;
  },
};

async function measure(
  dialect: Dialect,
  pair: AnyPair,
  server: MeasuredServer,
): Promise<readonly Figure[]> {
  const block = new TextBlock(dialect, TEXT_BYTES);
  const warmUp = await sendBackToBack(pair, block, 0, (sent) => sent < WARM_UP);
  const cpuBefore = await server.cpu();
  const rounds: BackToBack[] = [];
  let first = warmUp.sent;
  for (let i = 0; i < ROUNDS; i++) {
    const round = await sendBackToBack(pair, block, first, (sent) => sent < TEXTS_PER_ROUND);
    rounds.push(round);
    first += round.sent;
  }
  const cpuAfter = await server.cpu();
  const sum = (of: (round: BackToBack) => number) => rounds.reduce((sum, one) => sum + of(one), 0);
  const rates = rounds.map(({ sent, lost, seconds }) => (sent - lost) / seconds);
  const figures = [
    { name: `${dialect}: texts`, value: percentile(rates, 50), unit: "/s" },
    { name: `${dialect}: lost`, value: sum(({ lost }) => lost), unit: "texts" },
    { name: `${dialect}: out of order`, value: sum(({ disordered }) => disordered), unit: "texts" },
  ];
  if (cpuBefore === undefined || cpuAfter === undefined) return figures;
  const each = (cpuAfter - cpuBefore) / sum(({ sent }) => sent) * 1e6;
  return [...figures, { name: `${dialect}: server CPU per text`, value: each, unit: "µs" }];
}
