/**
 * The operator's actor alone, and how its results are shown.
 *
 * @module
 */

import { assert, assertEquals, assertFalse } from "@std/assert";
import type { PersonName, RoomName } from "../../../actors/messages/events.ts";
import {
  MAX_COMMANDS,
  type OperatorMessage,
  type Person,
} from "../../../actors/messages/operator.ts";
import type { RoomsMessage } from "../../../actors/messages/room.ts";
import { TOO_LONG } from "../../../actors/encoding/line_decoder.ts";
import type { ActorRef } from "../../../actors/runtime/actor.ts";
import { ActorSystem } from "../../../actors/runtime/actor_system.ts";
import { type OperatorEvent, startOperator } from "../../../server/operator/operator.ts";
import {
  type ConsoleState,
  describeOperatorEvent,
  takeConsoleLine,
} from "../../../server/operator/console_lines.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

Deno.test("operator: leaves only a line that is too long, and prints errors", () => {
  const shown: string[] = [];
  const print = (line: string) => shown.push(line);
  const fail = () => {
    throw new TypeError("x is undefined");
  };
  const desk: ConsoleState = { language: "en", send: fail, stop: fail, print };
  for (const line of ["", "hei", "/who", "/kick ola", "/stop", "/what"]) {
    assert(takeConsoleLine(desk, line));
  }
  assertEquals(
    shown.slice(0, 4),
    Array(4).fill("[ERROR] What you wrote went wrong on our side: TypeError: x is undefined"),
  );
  shown.length = 0;
  for (const line of ["x".repeat(8_193), TOO_LONG] as const) {
    assertFalse(takeConsoleLine(desk, line));
  }
  assertEquals(
    shown,
    Array(2).fill(
      "That is too long, and was not said. Shorten it to 8192 bytes and 512 lines.",
    ),
  );
});

Deno.test("operator: hears who did not get a text, and when nobody answers", () => {
  const room = "main" as RoomName;
  const person: Person = {
    room,
    name: "kari" as PersonName,
    address: "",
    dialect: "framed",
    lostUntil: 0,
  };
  const lines = (event: OperatorEvent) => describeOperatorEvent(event, "nb");
  assertEquals(lines({ type: "announced", text: "hei", to: 0, missed: [person] }), [
    "Server: hei",
    "kari i rommet main fikk det ikke: der venter det for mye fra før.",
  ]);
  assertEquals(lines({ type: "names", people: [person] }), []);
  assertEquals(lines({ type: "unanswered" }).length, 1);
  assertEquals(lines({ type: "busy" }).length, 1);
});

/** The operator's actor, with the test as the room registry. */
class Hosting {
  readonly clock = new FakeClock();
  readonly told: OperatorEvent[] = [];
  readonly asked: RoomsMessage[] = [];
  readonly #system = new ActorSystem({ node: "main", clock: this.clock });
  readonly #host: ActorRef<OperatorMessage>;

  constructor() {
    const receive = (message: RoomsMessage) => void this.asked.push(message);
    const rooms = this.#system.spawn<RoomsMessage>("rooms", () => ({ receive }), { mailbox: 999 });
    const start = startOperator(rooms.ref.address, (event) => this.told.push(event));
    this.#host = this.#system.spawn<OperatorMessage>("host", start, { mailbox: 999 }).ref;
  }

  async send(...messages: OperatorMessage[]): Promise<void> {
    for (const message of messages) this.#host.send(message);
    await settled();
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settled();
  }
}

Deno.test("operator: waits a second for the rooms, then reports what came", async () => {
  const host = new Hosting();
  await host.send(
    { type: "command", command: { type: "listPeople" } },
    { type: "command", command: { type: "kick", who: "ola" } },
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

Deno.test("operator: answers after the registry has, or says that it did not", async () => {
  const host = new Hosting();
  await host.send(
    { type: "command", command: { type: "listPeople" } },
    { type: "command", command: { type: "listNames" } },
  );
  await host.pass(59_999);
  assertEquals(host.told, []);
  await host.send({ type: "asked", question: 1, rooms: 1 });
  await host.pass(1);
  assertEquals(host.told, []);
  await host.pass(999);
  assertEquals(host.told.map(({ type }) => type), ["people"]);
  await host.send({ type: "command", command: { type: "announce", text: "hei" } });
  await host.pass(60_000);
  assertEquals(host.told.slice(1), [{ type: "unanswered" }]);
  assertEquals(host.clock.waiting, 0);
});

Deno.test("operator: bounds the commands that wait for answers", async () => {
  const host = new Hosting();
  const command = { type: "command", command: { type: "listPeople" } } as const;
  await host.send(...Array(MAX_COMMANDS).fill(command));
  assertEquals(host.told, []);
  await host.send(command, { type: "command", command: { type: "listNames" } });
  assertEquals([host.asked.length, host.told], [MAX_COMMANDS, [{ type: "busy" }]]);
  await host.send({ type: "asked", question: 1, rooms: 0 }, command);
  assertEquals([host.asked.length, host.told.length], [MAX_COMMANDS + 1, 2]);
});
