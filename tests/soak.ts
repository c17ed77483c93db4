/**
 * `deno task soak -- --minutes N`: two clients chat on a real server under faults for N minutes. It
 * prints the outcome so far and the memory use once a minute.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { ChaosChat } from "./support/chaos/chaos_chat.ts";
import { processMemory } from "./support/chaos/process_memory.ts";

const USAGE = `deno task soak [-- flags]
  --minutes N    how long; fractions too (default 1)
  --no-resets    do not cut connections
  --no-kills     do not kill the server
  --seed N       repeat an earlier run`;

const MINUTE = 60_000;

/** The flags. */
interface SoakOptions {
  readonly minutes: number;
  readonly resets: boolean;
  readonly kills: boolean;
  readonly seed: number;
}

function readFlags(args: readonly string[]): SoakOptions | undefined {
  const unknown: string[] = [];
  const flags = parseArgs([...args], {
    string: ["minutes", "seed"],
    boolean: ["resets", "kills"],
    negatable: ["resets", "kills"],
    default: {
      minutes: "1",
      resets: true,
      kills: true,
      seed: `${crypto.getRandomValues(new Uint32Array(1))[0]}`,
    },
    unknown: (arg) => (unknown.push(arg), false),
  });
  const [minutes, seed] = [Number(flags.minutes), Number(flags.seed)];
  const isWrong = unknown.length > 0 || !(minutes > 0) || !Number.isInteger(seed);
  return isWrong ? undefined : { minutes, seed, resets: flags.resets, kills: flags.kills };
}

/** One line of progress. */
async function describe(chat: ChaosChat, minutes: number): Promise<string> {
  const { people, server, cuts } = chat;
  const sum = (count: (person: typeof people[number]) => number) =>
    people.reduce((total, person) => total + count(person), 0);
  const said = sum((person) => person.said);
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
  return [
    `${minutes.toFixed(1)} min`,
    `said ${said}`,
    `accepted ${said - sum((person) => person.unaccepted)}`,
    `shown ${sum(({ tally }) => tally.shown)}`,
    `missing ${sum(({ tally }) => tally.missing)}`,
    `duplicates ${sum(({ tally }) => tally.duplicates)}`,
    `out of order ${sum(({ tally }) => tally.outOfOrder)}`,
    `cuts ${cuts}`,
    `kills ${server.kills}`,
    `server ${megabytes(await processMemory(await server.pid()))}`,
    `clients ${megabytes(Deno.memoryUsage().rss)}`,
  ].join(", ");
}

async function soak({ minutes, ...faults }: SoakOptions): Promise<number> {
  const data = await Deno.makeTempDir();
  try {
    await using chat = await ChaosChat.start({ ...faults, data });
    const start = Date.now();
    const elapsed = () => (Date.now() - start) / MINUTE;
    console.log(await describe(chat, 0));
    const printing = setInterval(async () => {
      console.log(await describe(chat, elapsed()));
    }, MINUTE);
    await chat.run(() => elapsed() < minutes);
    clearInterval(printing);
    console.log(await describe(chat, elapsed()));
    const received = chat.outcome();
    const outcome = received.lost === 0 ? await chat.leave() : received;
    const { lost, duplicates, outOfOrder, exitCodes } = outcome;
    console.log(
      `lost ${lost}, duplicates ${duplicates}, out of order ${outOfOrder}, exit codes ${exitCodes}`,
    );
    if (lost + duplicates + outOfOrder === 0 && exitCodes.every((code) => code === 0)) return 0;
    console.error(chat.report());
    return 1;
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

// `deno task` passes on the `--` itself.
const options = readFlags(Deno.args.filter((arg) => arg !== "--"));
if (options === undefined) {
  console.error(USAGE);
  Deno.exit(2);
}
console.log(`seed ${options.seed}`);
Deno.exit(await soak(options));
