/**
 * Two clients chatting on a real server under faults: connections are cut, and the server is killed
 * and restarted. At the end it counts what became of their texts.
 *
 * @module
 */

import { ChaosProxy } from "./chaos_proxy.ts";
import { KillableServer } from "./killable_server.ts";
import { Person } from "./person.ts";
import { SeededRandom } from "./seeded_random.ts";

/** Milliseconds that the server runs before it is killed. */
const MIN_UPTIME = 1_000;
const MAX_UPTIME = 2_000;

/**
 * The longest time in milliseconds from a client's bytes to the kill. Within it the server relays
 * and stores a text, and the clients ack it.
 */
const MAX_KILL_DELAY = 10;

/** The chat has stalled after this many milliseconds without a new text. Clients wait far less. */
const STALL_TIMEOUT = 20_000;

/** The report keeps this many characters from the end of a client's notices. */
const MAX_NOTICES = 4_000;

/** Which faults to inject. */
export interface ChaosOptions {
  readonly seed: number;
  readonly resets: boolean;
  readonly kills: boolean;
  /** The folder of the server's store. */
  readonly data: string;
}

/** What became of the texts. */
export interface ChatOutcome {
  readonly lost: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  /** The clients' exit codes; `undefined` before they have left. */
  readonly exitCodes: readonly (number | undefined)[];
}

/** The outcome when nothing went wrong and both clients have left. */
export const NOTHING_LOST: ChatOutcome = {
  lost: 0,
  duplicates: 0,
  outOfOrder: 0,
  exitCodes: [0, 0],
};

/** A server, two clients, and a proxy between each client and the server. */
export class ChaosChat implements AsyncDisposable {
  readonly server: KillableServer;
  readonly proxies: readonly [ChaosProxy, ChaosProxy];
  readonly people: readonly [Person, Person];
  readonly #options: ChaosOptions;
  readonly #random: SeededRandom;
  readonly #over = Promise.withResolvers<void>();
  #exitCodes: readonly number[] | undefined;

  private constructor(
    options: ChaosOptions,
    random: SeededRandom,
    server: KillableServer,
    proxies: readonly [ChaosProxy, ChaosProxy],
    people: readonly [Person, Person],
  ) {
    this.#options = options;
    this.#random = random;
    this.server = server;
    this.proxies = proxies;
    this.people = people;
  }

  /** Starts everything without faults, and waits until both clients are in the room. */
  static async start(options: ChaosOptions): Promise<ChaosChat> {
    const random = new SeededRandom(options.seed);
    await using stack = new AsyncDisposableStack();
    const server = stack.use(await KillableServer.start("--lang", "en", "--data", options.data));
    const proxy = async () => stack.use(await ChaosProxy.start(server.port, random.fork()));
    const proxies = [await proxy(), await proxy()] as const;
    const join = async (name: string, partner: string, { port }: ChaosProxy) =>
      stack.use(await Person.join({ name, partner, port, random: random.fork() }));
    const people = [
      await join("ola", "kari", proxies[0]),
      await join("kari", "ola", proxies[1]),
    ] as const;
    stack.move();
    return new ChaosChat(options, random, server, proxies, people);
  }

  /** The number of connections that were cut. */
  get cuts(): number {
    return this.proxies.reduce((sum, { cutCount }) => sum + cutCount, 0);
  }

  /** Chats under faults while `wants` is true; ends when both have every text, or on a stall. */
  async run(wants: (person: Person) => boolean): Promise<void> {
    const [ola, kari] = this.people;
    const injecting = this.#injectFaults();
    const chatting = Promise.all(this.people.map((person) => person.chat(() => wants(person))))
      .then(() => Promise.all([ola.tally.until(kari.said), kari.tally.until(ola.said)]));
    await Promise.race([chatting, injecting, this.#stall()]);
    this.#over.resolve();
    await injecting;
  }

  /** Lets both clients leave. */
  async leave(): Promise<ChatOutcome> {
    this.#exitCodes = await Promise.all(this.people.map((person) => person.leave()));
    return this.outcome();
  }

  /** The outcome so far. */
  outcome(): ChatOutcome {
    const [ola, kari] = this.people;
    const sum = (count: (person: Person) => number) => count(ola) + count(kari);
    return {
      lost: sum(({ said }) => said) - sum(({ tally }) => tally.shown),
      duplicates: sum(({ tally }) => tally.duplicates),
      outOfOrder: sum(({ tally }) => tally.outOfOrder),
      exitCodes: this.#exitCodes ?? [undefined, undefined],
    };
  }

  /** Everything that helps to explain a failure. */
  report(): string {
    const cuts = JSON.stringify(this.proxies.map(({ cuts }) => cuts));
    return [
      `seed ${this.#options.seed}, cuts ${cuts}, kills ${this.server.kills}`,
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
    await Promise.all(this.proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
    await this.server[Symbol.asyncDispose]();
  }

  async #injectFaults(): Promise<void> {
    for (const proxy of this.proxies) proxy.cutsConnections = this.#options.resets;
    while (await this.#pause(this.#random.between(MIN_UPTIME, MAX_UPTIME))) {
      if (!this.#options.kills) continue;
      // A kill loses nothing unless a text is on its way.
      const speaking = this.proxies.map((proxy) => proxy.untilClientSends());
      await Promise.race([...speaking, this.#over.promise]);
      if (!await this.#pause(this.#random.between(0, MAX_KILL_DELAY))) break;
      await this.server.kill();
      await this.server.restart();
    }
    for (const proxy of this.proxies) proxy.cutsConnections = false;
  }

  async #stall(): Promise<void> {
    const shown = () => this.people.reduce((sum, { tally }) => sum + tally.shown, 0);
    let before = -1;
    while (before !== (before = shown()) && await this.#pause(STALL_TIMEOUT));
  }

  /** @returns `false` if the chat ended during the pause. */
  async #pause(ms: number): Promise<boolean> {
    const { promise: passed, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(true), ms);
    const result = await Promise.race([passed, this.#over.promise.then(() => false)]);
    clearTimeout(timer);
    return result;
  }
}
