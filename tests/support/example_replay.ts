/**
 * Replays an example of `docs/protocol.md` against a server: sends its lines, and checks that
 * exactly the lines it shows come back.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { assertNever } from "../../actors/encoding/assert_never.ts";
import type { Example, Step } from "./protocol_examples.ts";
import { settled } from "./fakes/settled.ts";
import type { SimulatedClient } from "./fakes/simulated_network.ts";
import { SimulatedServer } from "./fakes/simulated_server.ts";

/** Matches any value. */
const ANY = "…";

/** The values of the names in an example. */
type Known = Map<string, unknown>;

/** A connection of the example, and how many received lines the example has shown. */
interface Connected {
  readonly client: SimulatedClient;
  shown: number;
}

/**
 * Replays an example on a server of its own.
 *
 * @param all The examples that it may continue.
 * @throws {AssertionError} If something else happens.
 */
export async function replay(example: Example, all: readonly Example[]): Promise<void> {
  // Without a store the server accepts each text at once, as the page says.
  const server = new SimulatedServer(["--lang", "en", "--data", ":memory:"]);
  const run = new Replay(server, all);
  await run.run(example.steps);
  run.assertQuiet(`the end of “${example.heading}”`);
  await server.stop();
}

/**
 * The expected value, with placeholders replaced by values of the actual one.
 *
 * @param known The names so far. New names are added.
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

/** One replay with its server and connections. */
class Replay {
  readonly #server: SimulatedServer;
  readonly #all: readonly Example[];
  readonly #connected = new Map<string, Connected>();
  readonly #known: Known = new Map();

  constructor(server: SimulatedServer, all: readonly Example[]) {
    this.#server = server;
    this.#all = all;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const where = `line ${step.line}`;
      // The example must show everything that follows from a step before the next one.
      if (step.type !== "gets" && step.type !== "isClosed") this.assertQuiet(where);
      await this.#runStep(step, where);
    }
  }

  /** Asserts that the example has shown every received line and every end of a connection. */
  assertQuiet(where: string): void {
    for (const [who, { client, shown }] of this.#connected) {
      assertEquals(client.lines.slice(shown), [], `${who} gets more before ${where}`);
      assert(!client.closed, `${who} is closed before ${where}`);
    }
  }

  async #runStep(step: Step, where: string): Promise<void> {
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
      case "continues": {
        const before = this.#all.find(({ heading }) => heading === step.from);
        assert(before !== undefined, `${where}: there is no example “${step.from}”`);
        return await this.run(before.steps);
      }
      case "passes":
        return await this.#server.pass(step.ms);
      case "operatorSays":
        this.#server.server.sendCommand({ type: "announce", text: step.text });
        return await settled();
      case "operatorRemoves":
        this.#server.server.sendCommand({ type: "kick", who: step.name });
        return await settled();
      case "serverStops":
        this.#server.server.stop();
        return await settled();
      default:
        assertNever(step);
    }
  }

  /** The connection of this name, which is made if it does not exist. */
  async #clientOf(who: string): Promise<SimulatedClient> {
    const there = this.#connected.get(who);
    if (there !== undefined) return there.client;
    const client = await this.#server.network.connect();
    this.#connected.set(who, { client, shown: 0 });
    return client;
  }

  #gets(who: string, text: string, where: string): void {
    const there = this.#connected.get(who);
    const line = there?.client.lines[there.shown];
    assert(there !== undefined && line !== undefined, `${where}: ${who} gets nothing`);
    there.shown++;
    if (!text.startsWith("{")) return assertEquals(line, text, where);
    const actual: unknown = JSON.parse(line);
    const expected: unknown = JSON.parse(text);
    assertEquals(actual, filledIn(expected, actual, this.#known), where);
  }

  #isClosed(who: string, where: string): void {
    const there = this.#connected.get(who);
    assert(there?.client.closed, `${where}: ${who} is not closed`);
    assertEquals(there.client.lines.slice(there.shown), [], `${where}: ${who} gets more`);
    this.#connected.delete(who);
  }

  #withKnown(text: string): string {
    return text.replaceAll(/"(\$\w+)"/g, (quoted, name) => {
      return this.#known.has(name) ? JSON.stringify(this.#known.get(name)) : quoted;
    });
  }
}

/** An item or a field, if it exists. */
function partOf(value: unknown, key: string | number): unknown {
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key);
  // JSON.parse made it: an array has items by number, an object has fields by name.
  return isThere ? (value as Record<string | number, unknown>)[key] : undefined;
}
