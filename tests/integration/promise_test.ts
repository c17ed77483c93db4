/**
 * The delivery promise under real faults, with the project's own clients and server: no accepted
 * text is lost, and none is shown twice.
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
import { SeededRandom } from "../support/chaos/seeded_random.ts";
import { Person } from "../support/chaos/person.ts";
import { ChaosChat, type ChaosOptions, NOTHING_LOST } from "../support/chaos/chaos_chat.ts";
import { KillableServer } from "../support/chaos/killable_server.ts";
import { ChaosProxy } from "../support/chaos/chaos_proxy.ts";
import { fillUp, mayMount, mountSmallDisk } from "../support/chaos/small_disk.ts";
import { untilSaved } from "../support/chaos/saved_texts.ts";
import { DeliveryTally } from "../support/chaos/delivery_tally.ts";
import { startLocalServer } from "../support/processes/local_server.ts";
import { mayRun, startTospann } from "../support/processes/real_process.ts";

const ignore = !mayRun || Deno.permissions.querySync({ name: "write" }).state !== "granted";

/** The number of texts that each of the two clients sends. */
const TEXTS = 2_000;

/** A temporary folder and a seed for one test. */
async function newTrial() {
  const data = await Deno.makeTempDir();
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return {
    options: { seed, data, resets: false, kills: false },
    [Symbol.asyncDispose]: () => Deno.remove(data, { recursive: true }),
  };
}

/** Runs a whole chat under faults, and checks its outcome. */
async function assertPromiseHolds(
  texts: number,
  faults: Pick<ChaosOptions, "resets" | "kills">,
): Promise<ChaosChat> {
  await using trial = await newTrial();
  await using chat = await ChaosChat.start({ ...trial.options, ...faults });
  await chat.run((person) => person.said < texts);
  await assertNothingLost(chat);
  return chat;
}

/** Checks that both have every text, and that both can leave. */
async function assertNothingLost(chat: ChaosChat): Promise<void> {
  assertEquals({ ...chat.outcome(), exitCodes: [0, 0] }, NOTHING_LOST, chat.report());
  assertEquals(await chat.leave(), NOTHING_LOST, chat.report());
}

Deno.test("delivery tally: finds lost, duplicate, and misordered texts", async () => {
  const others: string[] = [];
  const tally = new DeliveryTally("kari", (line) => others.push(line));
  const writer = tally.output().getWriter();
  const lines = "kari: 1 å\nSystem: 7\nkari: 2\nkari: 5\nkari: 3\nkari: 5\nola: 6\n";
  for (const byte of new TextEncoder().encode(lines)) await writer.write(new Uint8Array([byte]));
  const { shown, missing, duplicates, outOfOrder } = tally;
  assertEquals([shown, missing, duplicates, outOfOrder], [4, 1, 1, 1]);
  assertEquals(others, ["System: 7", "ola: 6"]);
});

Deno.test("promise: holds while connections are cut", { ignore }, async () => {
  const { cuts } = await assertPromiseHolds(TEXTS, { resets: true, kills: false });
  assertGreater(cuts, 10);
});

Deno.test("promise: holds while the server is killed and restarted", { ignore }, async () => {
  const { server } = await assertPromiseHolds(TEXTS, { resets: false, kills: true });
  assertGreater(server.kills, 2);
});

Deno.test("promise: holds under both", { ignore }, async () => {
  const { cuts, server } = await assertPromiseHolds(TEXTS / 2, { resets: true, kills: true });
  assertGreater(cuts, 2);
  assertGreater(server.kills, 1);
});

Deno.test("promise: a text accepted for an absent client survives a kill of the server", {
  ignore,
}, async () => {
  await using trial = await newTrial();
  await using chat = await ChaosChat.start(trial.options);
  const { people: [ola, kari], proxies: [, proxy], server } = chat;
  proxy.goDown();
  await ola.notices.until("kari has lost the connection");
  for (let i = 0; i < 100; i++) await ola.say();
  await ola.untilAccepted();
  assertEquals(kari.tally.shown, 0);
  await server.kill();
  await server.restart();
  proxy.comeUp();
  await kari.untilShown(100);
  await ola.notices.until("Connected again");
  await kari.say();
  await ola.untilShown(1);
  await assertNothingLost(chat);
});

Deno.test("promise: on a full disk the server accepts only delivered texts, and loses none", {
  ignore: ignore || !mayMount(),
}, async () => {
  await using trial = await newTrial();
  const data = `${trial.options.data}/tmpfs`;
  await using _disk = await mountSmallDisk(data);
  await using chat = await ChaosChat.start({ ...trial.options, data });
  const { people: [ola, kari], proxies: [, proxy], server } = chat;
  const filling = `${data}/filling`;
  await fillUp(filling);
  const warning = "could not be stored";
  // The store coalesces writes, so it takes many texts to need more space.
  while (!ola.notices.text.includes(warning) && ola.said < 20 * TEXTS) await ola.say();
  assertStringIncludes(ola.notices.text, warning);
  await kari.say();
  await Promise.all([kari.untilShown(ola.said), ola.untilShown(1)]);
  // Closing a database frees the space of its write-ahead log.
  await fillUp(filling);
  proxy.goDown();
  await ola.notices.until("kari has lost the connection");
  for (let i = 0; i < 100; i++) await ola.say();
  await server.output.until("is full");
  assertGreater(ola.unaccepted, 0);
  await Deno.remove(filling);
  await ola.untilAccepted();
  assertLess(kari.tally.shown, ola.said);
  await server.kill();
  await server.restart();
  proxy.comeUp();
  await kari.untilShown(ola.said);
  await assertNothingLost(chat);
});

Deno.test("promise: a killed client gets its seat back with every text", {
  ignore,
}, async () => {
  await using trial = await newTrial();
  const { data, seed } = trial.options;
  const random = new SeededRandom(seed);
  await using server = await KillableServer.start("--data", `${data}/store`);
  await using proxy = await ChaosProxy.start(server.port, random.fork());
  const startKari = () =>
    startTospann("client", [`127.0.0.1:${proxy.port}`, "--name", "kari", "--lang", "en"], {
      XDG_STATE_HOME: data,
    });
  await using kari = await startKari();
  await kari.output.until("You are in the room");
  await using ola = await Person.join({ name: "ola", partner: "kari", port: server.port, random });
  await kari.type("1\n2\n");
  await ola.untilShown(2);
  proxy.goDown();
  await kari.output.until("Lost the connection");
  await kari.type("3\n4\n");
  await untilSaved(`${data}/tospann`, "4");
  kari.signal("SIGKILL");
  for (let i = 0; i < 100; i++) await ola.say();
  await ola.untilAccepted();
  proxy.comeUp();
  await using restarted = await startKari();
  await restarted.output.until("ola: 100 ");
  const shown = restarted.output.text.matchAll(/^ola: (\d+) /gm);
  assertEquals(
    [...shown].map(([, number]) => Number(number)),
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  await ola.untilShown(4);
  assertEquals([ola.tally.duplicates, ola.tally.outOfOrder], [0, 0]);
  await restarted.endInput();
  assertEquals((await restarted.status).code, 0);
  assertEquals(await ola.leave(), 0);
});

Deno.test("promise: a worker that crashes during a burst loses nothing", {
  ignore,
}, async () => {
  const log: string[] = [];
  const worker = new URL("../support/chaos/crashing_worker.ts", import.meta.url);
  const server = startLocalServer(worker, "en", log);
  const { port } = server.address;
  const random = new SeededRandom(1);
  await using ola = await Person.join({ name: "ola", partner: "kari", port, random });
  await using kari = await Person.join({ name: "kari", partner: "ola", port, random });
  const people = [ola, kari];
  await Promise.all(people.map((person) => person.chat(() => person.said < TEXTS / 4)));
  await Promise.all(people.map((person) => person.untilShown(TEXTS / 4)));
  assertEquals(await Promise.all(people.map((person) => person.leave())), [0, 0]);
  const faults = people.map(({ tally }) => tally.missing + tally.duplicates + tally.outOfOrder);
  assertEquals(faults, [0, 0], log.join("\n"));
  assertMatch(log.join("\n"), /crashed \(no\. 2\)/);
  server.stop();
  await server.ended;
});
