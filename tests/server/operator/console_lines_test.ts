/**
 * The operator's commands, through a whole server: what people see, and what the operator is told.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import { workerActors } from "../../../actors/worker/worker_actors.ts";
import {
  type ConsoleState,
  describeOperatorEvent,
  takeConsoleLine,
} from "../../../server/operator/console_lines.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";
import { SimulatedDisk, simulatedStoreThreads } from "../../support/fakes/simulated_disk.ts";
import type { SimulatedClient } from "../../support/fakes/simulated_network.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

/** Types lines, and returns what is printed. */
async function type(server: SimulatedServer, ...lines: string[]): Promise<readonly string[]> {
  const shown: string[] = [];
  const before = server.hostHeard.length;
  const desk: ConsoleState = {
    language: "nb",
    send: server.server.sendCommand,
    stop: () => server.server.stop(),
    print: (line) => shown.push(line),
  };
  for (const line of lines) takeConsoleLine(desk, line);
  await settled();
  const events = server.hostHeard.slice(before);
  return [...shown, ...events.flatMap((event) => describeOperatorEvent(event, "nb"))];
}

/** The last frame or line of a client. */
function last(client: SimulatedClient): unknown {
  const line = client.lines.at(-1) ?? "";
  return line.startsWith("{") ? JSON.parse(line) : line;
}

Deno.test("server: the operator speaks to everybody in every room", async () => {
  const server = new SimulatedServer();
  const [ola, kari] = [await server.framed("ola"), await server.plain()];
  const per = await server.framed("per", "annet");
  assertEquals(await type(server, "hei alle", "//x"), ["Server: hei alle", "Server: /x"]);
  const at = "1970-01-01T00:00:00.000Z";
  const from = { id: "server", name: "Server" };
  for (const { frames } of [ola, per]) {
    const said = frames.filter(({ type }) => type === "said");
    assertEquals(said.map(({ text }) => text), ["hei alle", "/x"]);
    assertEquals({ ...said[0], seq: 0, id: "", at }, {
      type: "said",
      seq: 0,
      id: "",
      from,
      at,
      text: "hei alle",
    });
  }
  assertEquals(kari.lines.slice(-2), ["Server: hei alle", "Server: /x"]);
  assertEquals(server.hostHeard.map((event) => event.type === "announced" && event.to), [3, 3]);
  server.server.sendCommand({ type: "listNames" });
  await settled();
  const [heard] = server.hostHeard.slice(2);
  assertEquals(
    heard?.type === "names" && heard.people.map(({ name }) => `${name}`),
    ["ola", "127.0.0.1:50001", "per"],
  );
  await server.stop();
});

Deno.test("server: tells the operator that nobody is there", async () => {
  const server = new SimulatedServer();
  assertEquals(await type(server, "/hvem", "hei", "/kast ola"), [
    "Ingen er med nå.",
    "Server: hei",
    "Ingen er med nå, så ingen fikk det.",
    "Ingen heter «ola» her. /hvem viser hvem som er med.",
  ]);
  await server.stop();
});

Deno.test("server: lists people for the operator", async () => {
  const server = new SimulatedServer();
  await server.framed("ola");
  await server.plain();
  const per = await server.framed("per", "annet");
  await per.reset();
  await server.pass(20_000);
  assertEquals(await type(server, "/hvem"), [
    "ola i rommet main, fra 127.0.0.1:50000",
    "127.0.0.1:50001 i rommet main (ren tekst)",
    "per i rommet annet, falt ut: plassen holdes i 100 s til",
  ]);
  await server.stop();
});

Deno.test("server: kicks a client in any room and dialect", async () => {
  const server = new SimulatedServer();
  const [ola, kari] = [await server.framed("ola"), await server.framed("kari")];
  const other = await server.framed("Kari", "annet");
  assertEquals(await type(server, "/kast KARI"), [
    "Flere heter «KARI». Skriv den du mener:",
    "/kast kari main",
    "/kast Kari annet",
  ]);
  assertEquals(await type(server, "/kast kari annet"), ["Kari er kastet ut av rommet annet."]);
  assertEquals(await type(server, "/kast KARI"), ["kari er kastet ut av rommet main."]);
  for (const client of [kari, other]) {
    assertEquals(last(client), {
      type: "closing",
      reason: "kicked",
      text: "Server: Du ble kastet ut av verten.",
    });
    await server.pass(500);
    assert(client.closed);
  }
  assertEquals([ola.frames.at(-1)?.type, ola.frames.at(-1)?.reason], ["left", "kicked"]);

  const plain = await server.plain();
  await type(server, "/kast 127.0.0.1:50003");
  assertEquals(plain.lines.at(-1), "Server: Du ble kastet ut av verten.");
  await server.pass(500);
  assert(plain.closed);
  // There are no bans, but the token is worth nothing any more.
  const back = await server.network.connect();
  const resume = { token: kari.frames[0]?.token, seq: 2 };
  await back.send({ type: "hello", version: 1, name: "kari", resume });
  assertEquals([back.frames[0]?.type, back.frames[0]?.resumed], ["welcome", false]);
  await server.stop();
});

Deno.test("server: a lost client that was kicked cannot come back", async () => {
  const server = new SimulatedServer();
  const [ola, kari] = [await server.framed("ola"), await server.framed("kari")];
  await kari.reset();
  assertEquals(await type(server, "/kast kari"), ["kari er kastet ut av rommet main."]);
  assertEquals(ola.frames.slice(-2).map(({ type }) => type), ["lost", "left"]);
  await server.stop();
});

Deno.test("server: the operator's texts and new names outlive the server", async () => {
  const disk = new SimulatedDisk();
  const start = () => {
    const { startThread } = simulatedStoreThreads(disk, new FakeClock());
    return new SimulatedServer([], workerActors, startThread);
  };
  const first = start();
  const [ola, kari] = [await first.framed("ola"), await first.framed("kari")];
  await kari.send({ type: "rename", name: "kaja" });
  await kari.reset();
  await type(first, "vi er snart tilbake");
  await first.stop();

  const second = start();
  // The store has not loaded the seats yet. The lost clients get the text too.
  second.server.sendCommand({ type: "announce", text: "her er vi igjen" });
  const back = await second.network.connect();
  const resume = { token: kari.frames[0]?.token, seq: 2 };
  await back.send({ type: "hello", version: 1, name: "kari", resume });
  const [welcome, ...missed] = back.frames;
  assertEquals([welcome?.resumed, welcome?.you], [true, { id: "m2", name: "kaja" }]);
  assertEquals(
    missed.filter(({ type }) => type === "renamed").map(({ was, member }) => [was, member]),
    [["kari", { id: "m2", name: "kaja", online: true }]],
  );
  assertEquals(missed.filter(({ type }) => type === "said").map(({ from, text }) => [from, text]), [
    [{ id: "server", name: "Server" }, "vi er snart tilbake"],
    [{ id: "server", name: "Server" }, "her er vi igjen"],
  ]);
  assertEquals(second.hostHeard, [
    { type: "announced", text: "her er vi igjen", to: 2, missed: [] },
  ]);
  assertEquals(ola.frames.at(-1)?.type, "closing");
  await second.stop();
});

Deno.test("server: tells of a new name in both dialects, and refuses an invalid one", async () => {
  const server = new SimulatedServer();
  const [ola, nc] = [await server.framed("ola"), await server.plain()];
  await ola.send({ type: "rename", name: " Ola  Nordmann" });
  assertEquals(ola.frames.at(-1)?.was, "ola");
  assertEquals(nc.lines.at(-1), "System: Bruker ola heter nå Ola Nordmann.");
  await ola.send({ type: "rename", name: "Server" });
  assertEquals(ola.frames.at(-1), {
    type: "error",
    code: "invalid_name",
    text: "Server: Navnet kan ikke brukes. Velg et navn på 1 til 32 tegn, " +
      "uten «: » i seg eller kolon til slutt, og ikke «Server» eller «System».",
  });
  await server.stop();
});

Deno.test("server: answers commands at once that concern no room", async () => {
  const server = new SimulatedServer();
  assertEquals(await type(server, " ", "/kast", "/hvme", "/dans", "x".repeat(8_193)), [
    "Hvem? Skriv /kast NAVN. /hvem viser hvem som er med.",
    "/hvme er ingen kommando, og ble ikke sagt. Mente du /hvem? /hjelp viser alle.",
    "/dans er ingen kommando, og ble ikke sagt. /hjelp viser dem som finnes.",
    "Det er for langt, og ble ikke sagt. Kort det ned til 8192 byte og 512 linjer.",
  ]);
  assertEquals((await type(server, "/hjelp")).length, 5);
  await type(server, "/stopp");
  await server.stop();
  assertEquals(server.ended, { type: "shutdown" });
});

Deno.test("server: commands wait until the store has loaded the rooms", async () => {
  const disk = new SimulatedDisk();
  const { startThread } = simulatedStoreThreads(disk, new FakeClock());
  const first = new SimulatedServer([], workerActors, startThread);
  await (await first.framed("ola")).reset();
  await first.stop();

  const slow = simulatedStoreThreads(disk, new FakeClock());
  const second = new SimulatedServer([], workerActors, slow.startThread);
  slow.hold("store");
  second.server.sendCommand({ type: "listPeople" });
  second.server.sendCommand({ type: "kick", who: "ola" });
  await second.pass(2_000);
  assertEquals(second.hostHeard, []);
  slow.release("store");
  await settled();
  assertEquals(second.hostHeard.map(({ type }) => type), ["people", "kicked"]);
  await second.stop();
});
