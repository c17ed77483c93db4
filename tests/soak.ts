/**
 * `deno task soak -- --minutes N`: two people on a real server for as long as one likes, while their connections are cut
 * and the server is killed and started anew. At the start and each minute it prints what became of what they said, and the memory.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { Hardship } from "./support/chaos/hardship.ts";
import { processMemory } from "./support/chaos/process_memory.ts";

const USAGE = `deno task soak [-- flags]
  --minutes N    how long; parts of a minute too (1)
  --no-resets    let the connections be
  --no-kills     let the server live
  --seed N       what chance begins with`;

const MINUTE = 60_000;

/** What was asked for. */
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

/** One line of how it goes. */
async function describe(hardship: Hardship, minutes: number): Promise<string> {
  const { people, server, cuts } = hardship;
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
    `twice ${sum(({ tally }) => tally.twice)}`,
    `out of order ${sum(({ tally }) => tally.disordered)}`,
    `cuts ${cuts}`,
    `kills ${server.kills}`,
    `server ${megabytes(await processMemory(await server.pid()))}`,
    `clients ${megabytes(Deno.memoryUsage().rss)}`,
  ].join(", ");
}

async function soak({ minutes, ...faults }: SoakOptions): Promise<number> {
  const data = await Deno.makeTempDir();
  try {
    await using hardship = await Hardship.start({ ...faults, data });
    const start = Date.now();
    const passed = () => (Date.now() - start) / MINUTE;
    console.log(await describe(hardship, 0));
    const printing = setInterval(async () => {
      console.log(await describe(hardship, passed()));
    }, MINUTE);
    await hardship.chat(() => passed() < minutes);
    clearInterval(printing);
    console.log(await describe(hardship, passed()));
    const heard = hardship.verdict();
    const verdict = heard.lost === 0 ? await hardship.leave() : heard;
    const { lost, twice, disordered, exits } = verdict;
    console.log(`lost ${lost}, twice ${twice}, out of order ${disordered}, exit codes ${exits}`);
    if (lost + twice + disordered === 0 && exits.every((code) => code === 0)) return 0;
    console.error(hardship.report());
    return 1;
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

// `deno task` passes its own `--` on.
const options = readFlags(Deno.args.filter((arg) => arg !== "--"));
if (options === undefined) {
  console.error(USAGE);
  Deno.exit(2);
}
console.log(`seed ${options.seed}`);
Deno.exit(await soak(options));
