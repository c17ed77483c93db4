/**
 * The host's wishes, through a whole server: what people see, and what the host is told.
 *
 * @module
 */

import { assert, assertEquals, assertFalse } from "@std/assert";
import type { PersonName, RoomName } from "../../actors/facts.ts";
import { type HostMessage, MAX_WISHES, type Person } from "../../actors/host_messages.ts";
import { chatStarters } from "../../actors/kinds.ts";
import type { RoomsMessage } from "../../actors/messages.ts";
import { TOO_LONG } from "../../actors/protocol/line_decoder.ts";
import type { ActorRef } from "../../actors/runtime/actor.ts";
import { ActorSystem } from "../../actors/runtime/system.ts";
import { type HostEvent, startHost } from "../../server/host.ts";
import { describeHostEvent, type HostDesk, takeHostLine } from "../../server/host_desk.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { settled } from "../support/settled.ts";
import { SimulatedDisk, simulatedStoreThreads } from "../support/simulated_disk.ts";
import type { SimulatedClient } from "../support/simulated_network.ts";
import { SimulatedServer } from "../support/simulated_server.ts";

/** Lets the host type lines; what is shown of what came of them. */
async function type(server: SimulatedServer, ...lines: string[]): Promise<readonly string[]> {
  const shown: string[] = [];
  const before = server.hostHeard.length;
  const desk: HostDesk = {
    language: "nb",
    host: server.server.host,
    stop: () => server.server.stop(),
    print: (line) => shown.push(line),
  };
  for (const line of lines) takeHostLine(desk, line);
  await settled();
  const events = server.hostHeard.slice(before);
  return [...shown, ...events.flatMap((event) => describeHostEvent(event, "nb"))];
}

/** What a client was sent last. */
function last(client: SimulatedClient): unknown {
  const line = client.lines.at(-1) ?? "";
  return line.startsWith("{") ? JSON.parse(line) : line;
}

Deno.test("server: what the host types comes to everybody in every room", async () => {
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
  server.server.host.names();
  await settled();
  const [heard] = server.hostHeard.slice(2);
  assertEquals(
    heard?.type === "names" && heard.people.map(({ name }) => `${name}`),
    ["ola", "127.0.0.1:50001", "per"],
  );
  await server.stop();
});

Deno.test("server: tells the host where nobody is, or hears", async () => {
  const server = new SimulatedServer();
  assertEquals(await type(server, "/hvem", "hei", "/kast ola"), [
    "Ingen er med nå.",
    "Server: hei",
    "Ingen er med nå, så ingen fikk det.",
    "Ingen heter «ola» her. /hvem viser hvem som er med.",
  ]);
  await server.stop();
});

Deno.test("server: tells the host who is there", async () => {
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

Deno.test("server: whom the host puts out is told and closed, in each room and dialect", async () => {
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
  // There are no bans; but the token holds nothing any more.
  const back = await server.network.connect();
  const resume = { token: kari.frames[0]?.token, seq: 2 };
  await back.send({ type: "hello", version: 1, name: "kari", resume });
  assertEquals([back.frames[0]?.type, back.frames[0]?.resumed], ["welcome", false]);
  await server.stop();
});

Deno.test("server: a lost client that is put out has no seat to come back to", async () => {
  const server = new SimulatedServer();
  const [ola, kari] = [await server.framed("ola"), await server.framed("kari")];
  await kari.reset();
  assertEquals(await type(server, "/kast kari"), ["kari er kastet ut av rommet main."]);
  assertEquals(ola.frames.slice(-2).map(({ type }) => type), ["lost", "left"]);
  await server.stop();
});

Deno.test("server: what the host says, and new names, outlive the server", async () => {
  const disk = new SimulatedDisk();
  const start = () => {
    const { startThread } = simulatedStoreThreads(disk, new FakeClock());
    return new SimulatedServer([], chatStarters, startThread);
  };
  const first = start();
  const [ola, kari] = [await first.framed("ola"), await first.framed("kari")];
  await kari.send({ type: "rename", name: "kaja" });
  await kari.reset();
  await type(first, "vi er snart tilbake");
  await first.stop();

  const second = start();
  // Before the store has told of the seats: those who are kept are to get it too.
  second.server.host.say("her er vi igjen");
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

Deno.test("server: a new name is told in both dialects, and one that cannot be is refused", async () => {
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

Deno.test("server: the host's commands that ask nobody are answered at once", async () => {
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

Deno.test("host: what is too long is the only line that stays, and a fault in one is told", () => {
  const shown: string[] = [];
  const print = (line: string) => shown.push(line);
  const fail = () => {
    throw new TypeError("x is undefined");
  };
  const host = { say: fail, who: fail, names: fail, kick: fail };
  const desk: HostDesk = { language: "en", host, stop: fail, print };
  for (const line of ["", "hei", "/who", "/kick ola", "/stop", "/what"]) {
    assert(takeHostLine(desk, line));
  }
  assertEquals(
    shown.slice(0, 4),
    Array(4).fill("[ERROR] What you wrote went wrong on our side: TypeError: x is undefined"),
  );
  shown.length = 0;
  for (const line of ["x".repeat(8_193), TOO_LONG] as const) assertFalse(takeHostLine(desk, line));
  assertEquals(
    shown,
    Array(2).fill(
      "That is too long, and was not said. Shorten it to 8192 bytes and 512 lines.",
    ),
  );
});

Deno.test("host: is told who did not get a text, and when nobody answers", () => {
  const room = "main" as RoomName;
  const person: Person = {
    room,
    name: "kari" as PersonName,
    address: "",
    dialect: "framed",
    lostUntil: 0,
  };
  const lines = (event: HostEvent) => describeHostEvent(event, "nb");
  assertEquals(lines({ type: "announced", text: "hei", to: 0, missed: [person] }), [
    "Server: hei",
    "kari i rommet main fikk det ikke: der venter det for mye fra før.",
  ]);
  assertEquals(lines({ type: "names", people: [person] }), []);
  assertEquals(lines({ type: "unanswered" }).length, 1);
  assertEquals(lines({ type: "busy" }).length, 1);
});

/** The host's actor, before a directory of rooms that does only what the test makes it do. */
class Hosting {
  readonly clock = new FakeClock();
  readonly told: HostEvent[] = [];
  readonly asked: RoomsMessage[] = [];
  readonly #system = new ActorSystem({ node: "main", clock: this.clock });
  readonly #host: ActorRef<HostMessage>;

  constructor() {
    const receive = (message: RoomsMessage) => void this.asked.push(message);
    const rooms = this.#system.spawn<RoomsMessage>("rooms", () => ({ receive }), { mailbox: 999 });
    const start = startHost(rooms.ref.address, (event) => this.told.push(event));
    this.#host = this.#system.spawn<HostMessage>("host", start, { mailbox: 999 }).ref;
  }

  async send(...messages: HostMessage[]): Promise<void> {
    for (const message of messages) this.#host.send(message);
    await settled();
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }
}

Deno.test("host: waits a second for rooms that do not answer, and tells what the others did", async () => {
  const host = new Hosting();
  await host.send(
    { type: "wish", wish: { type: "listPeople" } },
    { type: "wish", wish: { type: "kick", who: "ola" } },
    { type: "asked", question: 1, rooms: 2 },
    { type: "asked", question: 2, rooms: 2 },
    { type: "answered", question: 1, people: [], missed: [] },
  );
  assertEquals([host.asked.length, host.told], [2, []]);
  await host.pass(1_000);
  assertEquals(host.told, [
    { type: "people", people: [], at: host.clock.now() },
    { type: "nobody", who: "ola" },
  ]);
  await host.send({ type: "answered", question: 1, people: [], missed: [] });
  assertEquals([host.told.length, host.clock.waiting], [2, 0]);
});

Deno.test("host: gives no answer before the rooms are asked, and none that is not so", async () => {
  const host = new Hosting();
  await host.send(
    { type: "wish", wish: { type: "listPeople" } },
    { type: "wish", wish: { type: "listNames" } },
  );
  await host.pass(59_999);
  assertEquals(host.told, []);
  await host.send({ type: "asked", question: 1, rooms: 1 });
  await host.pass(1);
  assertEquals(host.told, []);
  await host.pass(999);
  assertEquals(host.told.map(({ type }) => type), ["people"]);
  await host.send({ type: "wish", wish: { type: "announce", text: "hei" } });
  await host.pass(60_000);
  assertEquals(host.told.slice(1), [{ type: "unanswered" }]);
  assertEquals(host.clock.waiting, 0);
});

Deno.test("host: so many wishes wait for their answers, and those beyond are told of", async () => {
  const host = new Hosting();
  const wish = { type: "wish", wish: { type: "listPeople" } } as const;
  await host.send(...Array(MAX_WISHES).fill(wish));
  assertEquals(host.told, []);
  await host.send(wish, { type: "wish", wish: { type: "listNames" } });
  assertEquals([host.asked.length, host.told], [MAX_WISHES, [{ type: "busy" }]]);
  await host.send({ type: "asked", question: 1, rooms: 0 }, wish);
  assertEquals([host.asked.length, host.told.length], [MAX_WISHES + 1, 2]);
});

Deno.test("server: what the host asks before the store has told of the seats waits for it", async () => {
  const disk = new SimulatedDisk();
  const { startThread } = simulatedStoreThreads(disk, new FakeClock());
  const first = new SimulatedServer([], chatStarters, startThread);
  await (await first.framed("ola")).reset();
  await first.stop();

  const slow = simulatedStoreThreads(disk, new FakeClock());
  const second = new SimulatedServer([], chatStarters, slow.startThread);
  slow.hold("store");
  second.server.host.who();
  second.server.host.kick("ola");
  await second.pass(2_000);
  assertEquals(second.hostHeard, []);
  slow.release("store");
  await settled();
  assertEquals(second.hostHeard.map(({ type }) => type), ["people", "kicked"]);
  await second.stop();
});
