/**
 * Plays an example of `docs/protocol.md` against a server: sends what it sends, and sees that what comes is what it says,
 * and nothing more.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { Example, Step } from "./protocol_examples.ts";
import { settled } from "./fakes/settled.ts";
import type { SimulatedClient } from "./fakes/simulated_network.ts";
import { SimulatedServer } from "./fakes/simulated_server.ts";

/** Stands for any value. */
const ANY = "…";

/** Names that stand for values, and the values that they turned out to stand for. */
type Known = Map<string, unknown>;

/** A connection of the example, and how many of the lines that came the example has told. */
interface Connected {
  readonly client: SimulatedClient;
  told: number;
}

/**
 * Plays an example on a server of its own.
 *
 * @param example What is to happen.
 * @param all Those that it may go on from.
 * @throws {AssertionError} Something else happened.
 */
export async function replay(example: Example, all: readonly Example[]): Promise<void> {
  // As the page says: without a store each text is accepted at once, whatever a disk does.
  const server = new SimulatedServer(["--lang", "en", "--data", ":memory:"]);
  const play = new Play(server, all);
  await play.take(example.steps);
  play.assertQuiet(`the end of “${example.heading}”`);
  await server.stop();
}

/**
 * What should have come: the expected value, with what stands for anything filled in from the actual one.
 *
 * @param known A name that stands there for the first time is put in.
 */
export function filledIn(expected: unknown, actual: unknown, known: Known): unknown {
  if (actual === undefined) return expected;
  if (expected === ANY) return actual;
  if (typeof expected === "string" && /^\$\w+$/.test(expected)) {
    if (!known.has(expected)) known.set(expected, actual);
    return known.get(expected);
  }
  if (Array.isArray(expected)) {
    return expected.map((item, i) => filledIn(item, partOf(actual, i), known));
  }
  if (typeof expected !== "object" || expected === null) return expected;
  const fields = Object.entries(expected);
  return Object.fromEntries(
    fields.map(([name, value]) => [name, filledIn(value, partOf(actual, name), known)]),
  );
}

class Play {
  readonly #server: SimulatedServer;
  readonly #all: readonly Example[];
  readonly #connected = new Map<string, Connected>();
  readonly #known: Known = new Map();

  constructor(server: SimulatedServer, all: readonly Example[]) {
    this.#server = server;
    this.#all = all;
  }

  async take(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const where = `line ${step.line}`;
      // All that followed from the step before is told before anything else is done.
      if (step.type !== "gets" && step.type !== "isClosed") this.assertQuiet(where);
      await this.#takeStep(step, where);
    }
  }

  /** Nothing has come, and nobody was closed, that was not told. */
  assertQuiet(where: string): void {
    for (const [who, { client, told }] of this.#connected) {
      assertEquals(client.lines.slice(told), [], `${who} gets more before ${where}`);
      assert(!client.closed, `${who} is closed before ${where}`);
    }
  }

  async #takeStep(step: Step, where: string): Promise<void> {
    switch (step.type) {
      case "gets":
        return this.#gets(step.who, step.text, where);
      case "isClosed":
        return this.#isClosed(step.who, where);
      case "connects":
        await this.#clientOf(step.who);
        return;
      case "sends":
        return await (await this.#clientOf(step.who)).send(this.#withKnown(step.text) + "\n");
      case "isCutOff": {
        const client = await this.#clientOf(step.who);
        this.#connected.delete(step.who);
        return await client.reset();
      }
      case "goesOn": {
        const before = this.#all.find(({ heading }) => heading === step.from);
        assert(before !== undefined, `${where}: there is no example “${step.from}”`);
        return await this.take(before.steps);
      }
      case "passes":
        return await this.#server.pass(step.ms);
      case "hostSays":
        this.#server.server.operator.say(step.text);
        return await settled();
      case "hostPutsOut":
        this.#server.server.operator.kick(step.name);
        return await settled();
      case "serverStops":
        this.#server.server.stop();
        return await settled();
      default:
        assertNever(step);
    }
  }

  /** Whoever is not connected, connects. */
  async #clientOf(who: string): Promise<SimulatedClient> {
    const there = this.#connected.get(who);
    if (there !== undefined) return there.client;
    const client = await this.#server.network.connect();
    this.#connected.set(who, { client, told: 0 });
    return client;
  }

  #gets(who: string, text: string, where: string): void {
    const there = this.#connected.get(who);
    const line = there?.client.lines[there.told];
    assert(there !== undefined && line !== undefined, `${where}: ${who} gets nothing`);
    there.told++;
    if (!text.startsWith("{")) return assertEquals(line, text, where);
    const actual: unknown = JSON.parse(line);
    const expected: unknown = JSON.parse(text);
    assertEquals(actual, filledIn(expected, actual, this.#known), where);
  }

  #isClosed(who: string, where: string): void {
    const there = this.#connected.get(who);
    assert(there?.client.closed, `${where}: ${who} is not closed`);
    assertEquals(there.client.lines.slice(there.told), [], `${where}: ${who} gets more`);
    this.#connected.delete(who);
  }

  #withKnown(text: string): string {
    return text.replaceAll(/"(\$\w+)"/g, (quoted, name) => {
      return this.#known.has(name) ? JSON.stringify(this.#known.get(name)) : quoted;
    });
  }
}

/** An item or a field, if there is one. */
function partOf(value: unknown, key: string | number): unknown {
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  // It has been parsed from JSON: an array has items by number, an object fields by name.
  return isThere ? (value as Record<string | number, unknown>)[key] : undefined;
}
