import { assert, assertEquals } from "@std/assert";
import type { SessionId } from "../../actors/facts.ts";
import type { ConnectionMessage, Greeting } from "../../actors/messages.ts";
import { FIRST_WAIT, FREE_GUESSES, MAX_WAIT } from "../../server/guesses.ts";
import { hashToken } from "../../server/tokens.ts";
import { Reception, TestConnection } from "../support/test_connection.ts";

const FRESH = hashToken("fresh1");
const OLD = { token: "old", seq: 17 };

// A checked name and room are branded strings.
const HELLO = {
  dialect: "framed",
  name: "ola",
  room: "main",
  resume: null,
  helloBytes: 0,
} as unknown as Greeting;
const REJOIN = {
  type: "rejoin",
  name: "ola",
  room: "stua",
  resume: OLD,
} as unknown as ConnectionMessage;

/** Lets an address show so many tokens that are no seat's. */
async function guess(reception: Reception, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const connection = await TestConnection.showing(`guess${i}`, reception);
    for (let ms = 0; connection.requests.length === 0; ms += FIRST_WAIT) {
      assert(ms <= MAX_WAIT, "it never asks");
      await connection.pass(FIRST_WAIT);
    }
    await connection.take({ type: "refused", reason: "room_full" });
    await connection.kill();
  }
}

/** Somebody whose address has guessed so often that he has to wait. */
async function waiting(): Promise<TestConnection> {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES);
  return await TestConnection.showing("old", reception);
}

Deno.test("connection: asks for a seat with its fresh token's hash, and tells the session the token", async () => {
  for (
    const [greeting, returns] of [[HELLO, true], [{ dialect: "plain" }, false]] as const
  ) {
    const connection = await TestConnection.open();
    await connection.greet(greeting);
    const [request] = connection.requests;
    assertEquals([request?.token, request?.returns, request?.resume], [FRESH, returns, null]);
    await connection.admit();
    assertEquals([connection.init?.token, connection.init?.shown], ["fresh1", null]);
    assertEquals(connection.toRoom.map(({ type }) => type), ["enter"]);
    await connection.kill();
  }
});

Deno.test("connection: asks for an old seat by the hash of its token, which only the session is told", async () => {
  const connection = await TestConnection.showing("old");
  const [request] = connection.requests;
  assertEquals(request?.resume, { token: hashToken("old"), seq: 17 });
  assertEquals([request?.token, request?.returns], [FRESH, true]);
  await connection.admit(true);
  assertEquals([connection.init?.token, connection.init?.shown], ["fresh1", "old"]);
  await connection.kill();
});

Deno.test("connection: a late hello's seat is given up before the one that it wants is asked for", async () => {
  const connection = await TestConnection.open();
  await connection.greet({ dialect: "plain" });
  await connection.admit();
  await connection.take(REJOIN);
  const session = "client" as SessionId;
  assertEquals(connection.toRoom.at(-1), { type: "leave", session, reason: "quit" });
  const request = connection.requests.at(-1);
  assertEquals([request?.token, request?.returns], [FRESH, true]);
  assertEquals(request?.resume, { token: hashToken("old"), seq: 17 });
  await connection.admit(true);
  assertEquals(connection.toRoom.map(({ type }) => type), ["enter", "leave", "enter"]);
  await connection.kill();
});

Deno.test("connection: whoever showed tokens of no seats waits before the next is looked at", async () => {
  const connection = await waiting();
  await connection.pass(FIRST_WAIT - 1);
  assertEquals(connection.requests, []);
  await connection.pass(1);
  assertEquals(connection.requests.length, 1);
  await connection.admit(true);
  assertEquals(connection.init?.shown, "old");
  await connection.kill();
});

Deno.test("connection: many tokens at once are not looked at sooner than one by one", async () => {
  const reception = new Reception();
  const connections: TestConnection[] = [];
  for (let i = 0; i < FREE_GUESSES + 2; i++) {
    connections.push(await TestConnection.showing(`guess${i}`, reception));
  }
  const asked = () => connections.filter(({ requests }) => requests.length > 0).length;
  assertEquals(asked(), FREE_GUESSES);
  await connections[0]?.pass(FIRST_WAIT);
  assertEquals(asked(), FREE_GUESSES + 1);
  for (const connection of connections) await connection.kill();
});

Deno.test("connection: seats that are found, other addresses and ordinary hellos wait for nobody", async () => {
  const reception = new Reception();
  for (let i = 0; i < 3 * FREE_GUESSES; i++) {
    const back = await TestConnection.showing("old", reception);
    assertEquals(back.requests.length, 1);
    await back.admit(true);
    await back.kill();
  }
  await guess(reception, FREE_GUESSES + 1);
  const elsewhere = await TestConnection.showing("old", reception, "10.0.0.2");
  const newcomer = await TestConnection.open(reception);
  await newcomer.greet(HELLO);
  assertEquals([elsewhere.requests.length, newcomer.requests.length], [1, 1]);
  await elsewhere.kill();
  await newcomer.kill();
});

Deno.test("connection: a wait is no reason to take the room for broken", async () => {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES + 6);
  const connection = await TestConnection.showing("old", reception);
  await connection.pass(MAX_WAIT);
  assertEquals([connection.requests.length, connection.client.text], [1, ""]);
  await connection.pass(5_000);
  assert(connection.client.text.includes("Something went wrong"));
  await connection.kill();
});

Deno.test("connection: whoever is gone, or told that the server stops, while it waits asks for nothing", async () => {
  const ways = {
    ended: (connection: TestConnection) => connection.client.end(),
    reset: (connection: TestConnection) => connection.client.reset(),
    stopped: (connection: TestConnection) => connection.stop(),
  };
  for (const [name, end] of Object.entries(ways)) {
    const connection = await waiting();
    await end(connection);
    await connection.pass(MAX_WAIT);
    assertEquals([name, connection.requests, connection.exited], [name, [], true]);
    assertEquals(connection.client.text.includes('"stopping"'), name === "stopped");
  }
});

Deno.test("connection: the same holds for a late hello, whose session does not outlive it", async () => {
  const ways = {
    ended: (connection: TestConnection) => connection.client.end(),
    reset: (connection: TestConnection) => connection.client.reset(),
    stopped: (connection: TestConnection) => connection.stop(),
  };
  for (const [name, end] of Object.entries(ways)) {
    const reception = new Reception();
    await guess(reception, FREE_GUESSES);
    const connection = await TestConnection.open(reception);
    await connection.greet({ dialect: "plain" });
    await connection.admit();
    await connection.take(REJOIN);
    await end(connection);
    await connection.pass(FIRST_WAIT);
    assertEquals([name, connection.requests.length], [name, 1]);
    if (name === "stopped") {
      assertEquals(connection.toSession.at(-1), { type: "refused", reason: "stopping" });
    } else {
      assertEquals([name, connection.sessionExited], [name, true]);
    }
    await connection.kill();
  }
});

Deno.test("connection: a wait that nobody sat out counts as no guess", async () => {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES);
  for (let i = 0; i < 5; i++) {
    const connection = await TestConnection.showing("old", reception);
    await connection.client.end();
    await connection.kill();
  }
  const connection = await TestConnection.showing("old", reception);
  await connection.pass(FIRST_WAIT);
  assertEquals(connection.requests.length, 1);
  await connection.kill();
});

Deno.test("connection: one whose session ends goes away by itself, though its client takes nothing", async () => {
  const connection = await TestConnection.open();
  await connection.greet(HELLO);
  await connection.admit();
  connection.client.stall();
  await connection.take({ type: "write", bytes: new Uint8Array(200_000), weight: 1 });
  await connection.take({ type: "finish" });
  await connection.take({ type: "sessionEnded", reason: { type: "normal" } });
  assertEquals(connection.toRoom.at(-1)?.type, "leave");
  assertEquals(connection.exited, false);
  await connection.pass(60_000);
  assertEquals(connection.exited, true);
});
