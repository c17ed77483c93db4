/**
 * Texts back to back from one to the other, all of which arrive, in order, and are accepted.
 *
 * @module
 */

import { type Figure, less, more } from "../figure.ts";
import { connectPlainPair, joinPair, type Pair } from "../load/pair.ts";
import type { FramedClient } from "../load/framed_client.ts";
import type { PlainClient } from "../load/plain_client.ts";
import { stream, type Streamed } from "../load/stream.ts";
import { type Dialect, TextBlock } from "../load/text_block.ts";
import { percentile } from "../percentile.ts";
import type { MeasuredServer } from "../measured_server.ts";
import type { Stage, Workload } from "../workload.ts";

const TEXT_BYTES = 40;

/** Texts a round. */
const COUNTS = { quick: 50_000, usual: 200_000, full: 500_000 } as const;

/** Texts that are not counted: until the code is compiled. */
const WARM = 20_000;

/** Of which the middle one counts. */
const ROUNDS = 5;

/** The workload. */
export const firehose: Workload = {
  name: "firehose",
  about: "texts back to back, each heard in order, and in frames accepted",
  connections: () => 2,
  async run({ extent, startServer }: Stage): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    for (const dialect of ["framed", "plain"] as const) {
      await using server = await startServer();
      const pair = dialect === "framed"
        ? await joinPair(server.port, "rammer")
        : await connectPlainPair(server.port);
      figures.push(...await measure(dialect, pair, server, COUNTS[extent]));
    }
    return figures;
  },
};

async function measure(
  dialect: Dialect,
  pair: Pair<FramedClient> | Pair<PlainClient>,
  server: MeasuredServer,
  count: number,
): Promise<readonly Figure[]> {
  const block = new TextBlock(dialect, TEXT_BYTES);
  const warm = await stream(pair, block, 0, (sent) => sent < WARM);
  const before = await server.cpu();
  const rounds: Streamed[] = [];
  let first = warm.sent;
  for (let i = 0; i < ROUNDS; i++) {
    const round = await stream(pair, block, first, (sent) => sent < count);
    rounds.push(round);
    first += round.sent;
  }
  const after = await server.cpu();
  const memory = await server.memory();
  const sum = (of: (round: Streamed) => number) => rounds.reduce((sum, one) => sum + of(one), 0);
  const sent = sum((round) => round.sent);
  const rates = rounds.map(({ sent, lost, seconds }) => (sent - lost) / seconds);
  const figures = [
    more(`${dialect}: texts`, percentile(rates, 50), "/s"),
    less(`${dialect}: lost`, sum(({ lost }) => lost), "texts"),
    less(`${dialect}: out of order`, sum(({ disordered }) => disordered), "texts"),
  ];
  if (before !== undefined && after !== undefined) {
    const each = (after - before) / sent * 1e6;
    figures.push(less(`${dialect}: server's CPU time a text`, each, "µs"));
  }
  if (memory !== undefined) figures.push(less(`${dialect}: memory afterwards`, memory, "MB"));
  return figures;
}
