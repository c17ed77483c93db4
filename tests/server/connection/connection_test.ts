import { assert, assertEquals } from "@std/assert";
import { FIRST_WAIT, FREE_GUESSES, MAX_WAIT } from "../../../server/connection/token_throttle.ts";
import { hashToken } from "../../../server/connection/tokens.ts";
import { guess, HELLO, Reception, TestConnection } from "../../support/fakes/test_connection.ts";

const FRESH = hashToken("fresh1");

/** A client whose ip has guessed so often that it must wait. */
async function waiting(): Promise<TestConnection> {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES);
  return await TestConnection.showing("old", reception);
}

/** Whether the messages contain a text. */
function tells(messages: unknown, text: string): boolean {
  return JSON.stringify(messages).includes(text);
}

Deno.test("connection: tells a new token to its client alone, and its hash to the room", async () => {
  for (
    const [greeting, returns] of [[HELLO, true], [{ dialect: "plain" }, false]] as const
  ) {
    const connection = await TestConnection.open();
    await connection.greet(greeting);
    const [request] = connection.requests;
    assertEquals([request?.token, request?.returns, request?.resume], [FRESH, returns, null]);
    await connection.welcome();
    // A plain client gets no token.
    assertEquals(connection.client.frames.map(({ token }) => token), returns ? ["fresh1"] : []);
    const { init, toSession, joins, toRoom } = connection;
    assert(!tells([init, toSession, joins, toRoom], "fresh1"));
    await connection.kill();
  }
});

Deno.test("connection: asks for an old seat by the hash of its token", async () => {
  for (const resumed of [true, false]) {
    const connection = await TestConnection.showing("old");
    const [request] = connection.requests;
    assertEquals(request?.resume, { token: hashToken("old"), seq: 17 });
    assertEquals([request?.token, request?.returns], [FRESH, true]);
    await connection.welcome({ resumed });
    assertEquals(connection.client.frames[0]?.token, resumed ? "old" : "fresh1");
    const { init, toSession, joins, toRoom } = connection;
    assert(!tells([init, toSession, joins, toRoom], `"old"`));
    await connection.kill();
  }
});

Deno.test("connection: tells the greeter of its end only during the handshake", async () => {
  for (const known of [false, true]) {
    const connection = await TestConnection.open();
    await connection.client.send("hei\n");
    if (known) await connection.greet({ dialect: "plain" });
    await connection.kill();
    assertEquals(connection.toGreeter.some(({ type }) => type === "gone"), !known);
  }
});

Deno.test("connection: cancels its join once if it ends before the answer", async () => {
  const ways = {
    "killed": (connection: TestConnection) => connection.kill(),
    "waited too long": (connection: TestConnection) => connection.pass(5_000),
    "stopped": (connection: TestConnection) => connection.stop(),
  };
  for (const [name, end] of Object.entries(ways)) {
    for (const resumed of [false, true]) {
      const connection = await TestConnection.showing("old");
      await end(connection);
      assertEquals([name, connection.cancelled], [name, ["main"]]);
      const { text } = connection.client;
      await connection.welcome({ resumed });
      await connection.kill();
      const { joins, toRoom, init, client } = connection;
      assertEquals([joins.length, toRoom, init, client.text], [2, [], undefined, text]);
    }
  }
});

Deno.test("connection: passes early bytes and an early end on to the session", async () => {
  const connection = await TestConnection.open();
  await connection.client.send("hei\n");
  await connection.client.end();
  await connection.greet({ dialect: "plain" });
  assertEquals(connection.init, undefined, "its welcome does not wait for a worker to start");
  await connection.welcome();
  assertEquals(connection.toSession, [
    { type: "bytes", bytes: new TextEncoder().encode("hei\n") },
    { type: "entered", room: connection.room, paused: false },
    { type: "ended", lost: false },
  ]);
  await connection.kill();
});

Deno.test("connection: loses its seat when it or its session dies", async () => {
  const ways = {
    killed: (connection: TestConnection) => connection.kill(),
    crashed: (connection: TestConnection) =>
      connection.take({ type: "sessionEnded", reason: { type: "crashed", error: "RangeError" } }),
  };
  for (const [name, end] of Object.entries(ways)) {
    for (const dialect of ["framed", "plain"] as const) {
      const connection = await TestConnection.joined(dialect);
      await end(connection);
      await connection.kill();
      const left = { type: "leave", session: connection.id, reason: "lost" };
      assertEquals([name, connection.toRoom], [name, [left]]);
      assertEquals(connection.cancelled, []);
    }
  }
});

Deno.test("connection: a client waits after wrong tokens from its ip", async () => {
  const connection = await waiting();
  await connection.pass(FIRST_WAIT - 1);
  assertEquals(connection.requests, []);
  await connection.pass(1);
  assertEquals(connection.requests.length, 1);
  await connection.kill();
});

Deno.test("connection: many tokens at once wait as long as one by one", async () => {
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

Deno.test("connection: right tokens, other ips and new seats do not wait", async () => {
  const reception = new Reception();
  for (let i = 0; i < 3 * FREE_GUESSES; i++) {
    const back = await TestConnection.showing("old", reception);
    assertEquals(back.requests.length, 1);
    await back.welcome({ resumed: true });
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

Deno.test("connection: the deadline for the room begins after the wait", async () => {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES + 6);
  const connection = await TestConnection.showing("old", reception);
  await connection.pass(MAX_WAIT);
  assertEquals([connection.requests.length, connection.client.text], [1, ""]);
  await connection.pass(5_000);
  assert(connection.client.text.includes("Something went wrong"));
  await connection.kill();
});

Deno.test("connection: asks for no seat if it ends during the wait", async () => {
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

Deno.test("connection: a wait that was cut short is no guess", async () => {
  const reception = new Reception();
  await guess(reception, FREE_GUESSES);
  for (let i = 0; i < 5; i++) {
    const connection = await TestConnection.showing("old", reception);
    if (i % 2 === 0) await connection.client.end();
    await connection.kill();
  }
  const connection = await TestConnection.showing("old", reception);
  await connection.pass(FIRST_WAIT);
  assertEquals(connection.requests.length, 1);
  await connection.kill();
});

Deno.test("connection: closes after its session has ended, even if the client reads nothing", async () => {
  const connection = await TestConnection.open();
  await connection.greet(HELLO);
  await connection.welcome();
  connection.client.stall();
  await connection.take({ type: "write", text: "x".repeat(200_000) });
  await connection.take({ type: "finish" });
  await connection.take({ type: "sessionEnded", reason: { type: "normal" } });
  assertEquals(connection.toRoom.at(-1)?.type, "leave");
  assertEquals(connection.exited, false);
  await connection.pass(60_000);
  assertEquals(connection.exited, true);
});
