/**
 * Two people on a real server, and what befalls them: connections are cut, the server is killed and started anew. At the
 * end it is told what became of what they said.
 *
 * @module
 */

import { Dice } from "./dice.ts";
import { MortalServer } from "./mortal_server.ts";
import { Person } from "./person.ts";
import { ChaosProxy } from "./proxy.ts";

/** Milliseconds from one start of the server to its death. */
const LEAST_REIGN = 1_000;
const MOST_REIGN = 2_000;

/** Milliseconds at most from somebody's word to the server's death: what passing it on and keeping it take, and acks. */
const MOST_GRACE = 10;

/** Milliseconds without a single new text, after which none is taken to come: the clients' own waits are short. */
const PATIENCE = 20_000;

/** Characters of a person's notices that a report has, from the end. */
const MAX_NOTICES = 4_000;

/** What befalls them. */
export interface HardshipOptions {
  /** What chance begins with. */
  readonly seed: number;
  readonly resets: boolean;
  readonly kills: boolean;
  /** The folder of the server's store. */
  readonly data: string;
}

/** What became of what was said. */
export interface Verdict {
  readonly lost: number;
  readonly twice: number;
  readonly disordered: number;
  /** The clients' exit codes; `undefined` before they have left. */
  readonly exits: readonly (number | undefined)[];
}

/** What it is when all is well, and both have left. */
export const FLAWLESS: Verdict = { lost: 0, twice: 0, disordered: 0, exits: [0, 0] };

/** The chat. */
export class Hardship implements AsyncDisposable {
  readonly server: MortalServer;
  /** Each one's way to the server. */
  readonly ways: readonly [ChaosProxy, ChaosProxy];
  readonly people: readonly [Person, Person];
  readonly #options: HardshipOptions;
  readonly #dice: Dice;
  readonly #over = Promise.withResolvers<void>();
  #exits: readonly number[] | undefined;

  private constructor(
    options: HardshipOptions,
    dice: Dice,
    server: MortalServer,
    ways: readonly [ChaosProxy, ChaosProxy],
    people: readonly [Person, Person],
  ) {
    this.#options = options;
    this.#dice = dice;
    this.server = server;
    this.ways = ways;
    this.people = people;
  }

  /** Starts it all, and waits until both are in the room; nothing befalls them yet. */
  static async start(options: HardshipOptions): Promise<Hardship> {
    const dice = new Dice(options.seed);
    await using stack = new AsyncDisposableStack();
    const server = stack.use(await MortalServer.start("--lang", "en", "--data", options.data));
    const way = async () => stack.use(await ChaosProxy.start(server.port, dice.fork()));
    const ways = [await way(), await way()] as const;
    const [{ port }, { port: otherPort }] = ways;
    const enter = async (name: string, hears: string, port: number) =>
      stack.use(await Person.enter({ name, hears, port, dice: dice.fork() }));
    const people = [
      await enter("ola", "kari", port),
      await enter("kari", "ola", otherPort),
    ] as const;
    stack.move();
    return new Hardship(options, dice, server, ways, people);
  }

  /** Connections that were cut. */
  get cuts(): number {
    return this.ways.reduce((sum, { cutCount }) => sum + cutCount, 0);
  }

  /** Both say so much as `wants`, while things befall them; until each has heard all, or no more is to be expected. */
  async chat(wants: (person: Person) => boolean): Promise<void> {
    const [ola, kari] = this.people;
    const befalling = this.#befall();
    const chatting = Promise.all(this.people.map((person) => person.chat(() => wants(person))))
      .then(() => Promise.all([ola.tally.until(kari.said), kari.tally.until(ola.said)]));
    await Promise.race([chatting, befalling, this.#stall()]);
    this.#over.resolve();
    await befalling;
  }

  /** Both have said all; nothing befalls them any more, and they leave. */
  async leave(): Promise<Verdict> {
    this.#exits = await Promise.all(this.people.map((person) => person.finish()));
    return this.verdict();
  }

  /** What became of what was said until now. */
  verdict(): Verdict {
    const [ola, kari] = this.people;
    const sum = (count: (person: Person) => number) => count(ola) + count(kari);
    return {
      lost: sum(({ said }) => said) - sum(({ tally }) => tally.shown),
      twice: sum(({ tally }) => tally.twice),
      disordered: sum(({ tally }) => tally.disordered),
      exits: this.#exits ?? [undefined, undefined],
    };
  }

  /** All that may tell why something went wrong. */
  report(): string {
    const { seed } = this.#options;
    return [
      `seed ${seed}, cuts ${
        JSON.stringify(this.ways.map(({ cuts }) => cuts))
      }, kills ${this.server.kills}`,
      ...this.people.flatMap(({ name, said, unaccepted, tally, notices }) => [
        `${name}: said ${said}, unaccepted ${unaccepted}, shown ${tally.shown}, notices:`,
        notices.text.slice(-MAX_NOTICES),
      ]),
      `The server: ${this.server.printed}`,
    ].join("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.resolve();
    await Promise.all(this.people.map((person) => person[Symbol.asyncDispose]()));
    await Promise.all(this.ways.map((way) => way[Symbol.asyncDispose]()));
    await this.server[Symbol.asyncDispose]();
  }

  async #befall(): Promise<void> {
    for (const way of this.ways) way.isRough = this.#options.resets;
    while (await this.#pause(this.#dice.between(LEAST_REIGN, MOST_REIGN))) {
      if (!this.#options.kills) continue;
      // Where nothing is on its way, nothing can be lost.
      await Promise.race([...this.ways.map((way) => way.untilSpoken()), this.#over.promise]);
      if (!await this.#pause(this.#dice.between(0, MOST_GRACE))) break;
      await this.server.kill();
      await this.server.startAnew();
    }
    for (const way of this.ways) way.isRough = false;
  }

  /** Resolves once nothing new has been shown for a long time. */
  async #stall(): Promise<void> {
    const shown = () => this.people.reduce((sum, { tally }) => sum + tally.shown, 0);
    let before = -1;
    while (before !== (before = shown()) && await this.#pause(PATIENCE));
  }

  /** @returns Whether it was not cut short by the end. */
  async #pause(ms: number): Promise<boolean> {
    const { promise: passed, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(true), ms);
    const result = await Promise.race([passed, this.#over.promise.then(() => false)]);
    clearTimeout(timer);
    return result;
  }
}
