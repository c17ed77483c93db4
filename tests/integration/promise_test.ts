/**
 * Nothing accepted is lost, and nothing comes twice: the project's own clients on a real server, under real faults.
 *
 * @module
 */

import {
  assertEquals,
  assertGreater,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { Dice } from "../support/chaos/dice.ts";
import { Person } from "../support/chaos/person.ts";
import { FLAWLESS, Hardship, type HardshipOptions } from "../support/chaos/hardship.ts";
import { MortalServer } from "../support/chaos/mortal_server.ts";
import { ChaosProxy } from "../support/chaos/proxy.ts";
import { fillUp, mayMount, mountSmallDisk } from "../support/chaos/small_disk.ts";
import { untilKept } from "../support/chaos/kept_texts.ts";
import { Tally } from "../support/chaos/tally.ts";
import { startLocalServer } from "../support/processes/local_server.ts";
import { mayRun, startTospann } from "../support/processes/real_process.ts";

const ignore = !mayRun || Deno.permissions.querySync({ name: "write" }).state !== "granted";

/** Texts that each of two says. */
const TEXTS = 2_000;

/** What each test begins with, and what goes away with it. */
async function freshTrial() {
  const data = await Deno.makeTempDir();
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return {
    options: { seed, data, resets: false, kills: false },
    [Symbol.asyncDispose]: () => Deno.remove(data, { recursive: true }),
  };
}

/** Two say so many texts each while things befall them, and leave when each has heard all. */
async function keepsItsPromise(
  texts: number,
  faults: Pick<HardshipOptions, "resets" | "kills">,
): Promise<Hardship> {
  await using trial = await freshTrial();
  await using hardship = await Hardship.start({ ...trial.options, ...faults });
  await hardship.chat((person) => person.said < texts);
  await isFlawless(hardship);
  return hardship;
}

/** Both have heard all, and can leave. */
async function isFlawless(hardship: Hardship): Promise<void> {
  assertEquals({ ...hardship.verdict(), exits: [0, 0] }, FLAWLESS, hardship.report());
  assertEquals(await hardship.leave(), FLAWLESS, hardship.report());
}

Deno.test("promise: the tally finds what is lost, comes twice or out of order", async () => {
  const others: string[] = [];
  const tally = new Tally("kari", (line) => others.push(line));
  const writer = tally.screen().getWriter();
  const lines = "kari: 1 å\nSystem: 7\nkari: 2\nkari: 5\nkari: 3\nkari: 5\nola: 6\n";
  for (const byte of new TextEncoder().encode(lines)) await writer.write(new Uint8Array([byte]));
  const { shown, missing, twice, disordered } = tally;
  assertEquals({ shown, missing, twice, disordered }, {
    shown: 4,
    missing: 1,
    twice: 1,
    disordered: 1,
  });
  assertEquals(others, ["System: 7", "ola: 6"]);
});

Deno.test("promise: holds while connections are reset", { ignore }, async () => {
  const { cuts } = await keepsItsPromise(TEXTS, { resets: true, kills: false });
  assertGreater(cuts, 10);
});

Deno.test("promise: holds while the server is killed and started anew", { ignore }, async () => {
  const { server } = await keepsItsPromise(TEXTS, { resets: false, kills: true });
  assertGreater(server.kills, 2);
});

Deno.test("promise: holds while both happens", { ignore }, async () => {
  const { cuts, server } = await keepsItsPromise(TEXTS / 2, { resets: true, kills: true });
  assertGreater(cuts, 2);
  assertGreater(server.kills, 1);
});

Deno.test("promise: what was accepted for one who is away outlives the server", {
  ignore,
}, async () => {
  await using trial = await freshTrial();
  await using hardship = await Hardship.start(trial.options);
  const { people: [ola, kari], ways: [, way], server } = hardship;
  way.goDown();
  await ola.notices.until("kari has lost the connection");
  for (let i = 0; i < 100; i++) await ola.say();
  await ola.untilAccepted();
  assertEquals(kari.tally.shown, 0);
  await server.kill();
  await server.startAnew();
  way.comeUp();
  await kari.untilShown(100);
  await ola.notices.until("Connected again");
  await kari.say();
  await ola.untilShown(1);
  await isFlawless(hardship);
});

Deno.test("promise: on a full disk what is not delivered is not accepted, and nothing is lost", {
  ignore: ignore || !mayMount(),
}, async () => {
  await using trial = await freshTrial();
  const data = `${trial.options.data}/tmpfs`;
  await using _disk = await mountSmallDisk(data);
  await using hardship = await Hardship.start({ ...trial.options, data });
  const { people: [ola, kari], ways: [, way], server } = hardship;
  const filling = `${data}/filling`;
  await fillUp(filling);
  const warning = "could not be stored";
  // The store writes what came together, so that it takes its time until it needs more room.
  while (!ola.notices.text.includes(warning) && ola.said < 20 * TEXTS) await ola.say();
  assertStringIncludes(ola.notices.text, warning);
  await kari.say();
  await Promise.all([kari.untilShown(ola.said), ola.untilShown(1)]);
  // A database that is closed gives back what its log had taken.
  await fillUp(filling);
  way.goDown();
  await ola.notices.until("kari has lost the connection");
  for (let i = 0; i < 100; i++) await ola.say();
  await server.output.until("is full");
  assertGreater(ola.unaccepted, 0);
  await Deno.remove(filling);
  await ola.untilAccepted();
  assertLess(kari.tally.shown, ola.said);
  await server.kill();
  await server.startAnew();
  way.comeUp();
  await kari.untilShown(ola.said);
  await isFlawless(hardship);
});

Deno.test("promise: a client that is killed comes back to its seat with all that was said", {
  ignore,
}, async () => {
  await using trial = await freshTrial();
  const { data, seed } = trial.options;
  const dice = new Dice(seed);
  await using server = await MortalServer.start("--data", `${data}/store`);
  await using way = await ChaosProxy.start(server.port, dice.fork());
  const arrive = () =>
    startTospann("client", [`127.0.0.1:${way.port}`, "--name", "kari", "--lang", "en"], {
      XDG_STATE_HOME: data,
    });
  await using kari = await arrive();
  await kari.output.until("You are in the room");
  await using ola = await Person.enter({ name: "ola", hears: "kari", port: server.port, dice });
  await kari.type("1\n2\n");
  await ola.untilShown(2);
  way.goDown();
  await kari.output.until("Lost the connection");
  await kari.type("3\n4\n");
  await untilKept(`${data}/tospann`, "4");
  kari.signal("SIGKILL");
  for (let i = 0; i < 100; i++) await ola.say();
  await ola.untilAccepted();
  way.comeUp();
  await using again = await arrive();
  await again.output.until("ola: 100 ");
  const shown = again.output.text.matchAll(/^ola: (\d+) /gm);
  assertEquals(
    [...shown].map(([, number]) => Number(number)),
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  await ola.untilShown(4);
  assertEquals([ola.tally.twice, ola.tally.disordered], [0, 0]);
  await again.endInput();
  assertEquals((await again.status).code, 0);
  assertEquals(await ola.finish(), 0);
});

Deno.test("promise: a worker that dies in the middle of a burst loses nothing", {
  ignore,
}, async () => {
  const log: string[] = [];
  const worker = new URL("../support/chaos/mortal_worker.ts", import.meta.url);
  const server = startLocalServer(worker, "en", log);
  const { port } = server.address;
  const dice = new Dice(1);
  await using ola = await Person.enter({ name: "ola", hears: "kari", port, dice });
  await using kari = await Person.enter({ name: "kari", hears: "ola", port, dice });
  const people = [ola, kari];
  await Promise.all(people.map((person) => person.chat(() => person.said < TEXTS / 4)));
  await Promise.all(people.map((person) => person.untilShown(TEXTS / 4)));
  assertEquals(await Promise.all(people.map((person) => person.finish())), [0, 0]);
  const faults = people.map(({ tally }) => tally.missing + tally.twice + tally.disordered);
  assertEquals(faults, [0, 0], log.join("\n"));
  assertMatch(log.join("\n"), /crashed \(no\. 2\)/);
  server.stop();
  await server.ended;
});
