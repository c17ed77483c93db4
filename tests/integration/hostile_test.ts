// The tests look for control characters.
// deno-lint-ignore-file no-control-regex

import { assertEquals, assertStringIncludes } from "@std/assert";
import { RealClient } from "../support/processes/real_client.ts";
import {
  mayRun,
  missing,
  RunningProgram,
  startServer,
  startServerWithFiles,
} from "../support/processes/real_process.ts";
import { UPGRADE } from "../support/processes/web_client.ts";

const hello = `{"type":"hello","version":1,"name":"x","room":"ond"}\n`;

/** Pseudorandom bytes, the same each time (a Lehmer generator modulo 2^31 - 1). */
function noise(length: number): Uint8Array {
  let state = 65_432;
  return Uint8Array.from({ length }, () => (state = state * 48_271 % 2_147_483_647) & 0xff);
}

const UPGRADING = "GET /ws HTTP/1.1\r\nHost: localhost\r\n" +
  Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}\r\n`).join("") + "\r\n";

/** The attacks: what a stranger sends. */
const attacks: Record<string, string | Uint8Array> = {
  "bytes without a newline": "x".repeat(300_000),
  "random bytes": noise(300_000),
  "random bytes after a hello": new Uint8Array([
    ...new TextEncoder().encode(hello),
    ...noise(300_000),
  ]),
  "deep JSON": hello + "[".repeat(20_000) + "\n" + '{"a":'.repeat(10_000) + "\n",
  "a deep hello": `{"type":"hello","a":${"[".repeat(20_000)}${"]".repeat(20_000)}}\n`,
  "__proto__": hello +
    `{"__proto__":{"type":"say"},"type":"say","id":"1"}\n{"type":"__proto__"}\n{"type":"constructor"}\n`,
  "numbers for strings": hello +
    `{"type":"say","id":1,"text":2}\n{"type":3}\n{"type":"ack","seq":"x"}\n{"type":"ack","seq":1e999}\n`,
  "lone surrogates": hello +
    `{"type":"say","id":"1","text":"\\ud800 \\udc00"}\n{"type":"say","id":"\\ud800","text":"x"}\n`,
  "escape sequences": "\x1b]0;eier\x07\x1b[2Jrent\n\x9b31m\n\u202eabc\n",
  "an endless telnet subnegotiation": new Uint8Array([
    0xff,
    0xfa,
    ...noise(100_000).map((byte) => byte & 0x7f),
  ]),
  "only newlines": "\n".repeat(300_000),
  "an endless request head": "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(50_000),
  "thousands of requests": "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5_000),
  "a request head of random bytes": new Uint8Array([
    ...new TextEncoder().encode("GET / HTTP/1.1\r\n"),
    ...noise(10_000),
    ...new TextEncoder().encode("\r\n\r\n"),
  ]),
  "two content lengths, and a longer body":
    "POST /ws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n" +
    "x".repeat(300_000),
  "random bytes over a WebSocket": new Uint8Array([
    ...new TextEncoder().encode(UPGRADING),
    ...noise(300_000),
  ]),
  "thousands of empty WebSocket messages": new Uint8Array([
    ...new TextEncoder().encode(UPGRADING),
    ...Array.from({ length: 50_000 }, () => [0x81, 0x80, 0, 0, 0, 0]).flat(),
  ]),
};

Deno.test(
  "hostile: no attack makes the chat lose a text",
  { ignore: !mayRun },
  async () => {
    await using server = await startServer(["--capacity", "3"]);
    using a = await RealClient.join(server.port, "ola");
    using b = await RealClient.join(server.port, "kari");
    let said = 0;
    for (const attack of Object.values(attacks)) {
      using stranger = await RealClient.connect(server.port);
      // The server may close the connection during the attack.
      const sent = stranger.send(attack).then(() => stranger.end()).catch(() => {});
      for (let i = 0; i < 20; i++) {
        await a.send(JSON.stringify({ type: "say", id: `${said}`, text: `nr ${said++}.` }) + "\n");
      }
      await sent;
      await stranger.received.untilEnd();
      await b.received.until(`nr ${said - 1}.`);
    }
    const numbers = [
      ...b.received.text.matchAll(/"from":\{"id":"m1","name":"ola"\}.*"text":"nr (\d+)\."/g),
    ];
    assertEquals(numbers.map(([, n]) => Number(n)), Array.from({ length: said }, (_, i) => i));
    // No control characters reach a client, and no stack trace reaches the log.
    assertEquals(
      /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]|\\u00[019]|eier/.test(b.received.text),
      false,
    );
    assertStringIncludes(b.received.text, "rent");
    assertEquals(
      /\bat .*:\d+:\d+|Error/.test(server.program.output.text + server.program.errors.text),
      false,
    );
  },
);

Deno.test("hostile: a hundred silent connections keep nobody out", {
  ignore: !mayRun,
}, async () => {
  await using server = await startServer();
  const strangers = await Promise.all(
    Array.from({ length: 100 }, () => RealClient.connect(server.port)),
  );
  for (const [i, stranger] of strangers.entries()) {
    if (i % 2 === 0) await stranger.send(`{"type":"hel`).catch(() => {});
  }
  using a = await RealClient.join(server.port, "ola", "vårt");
  using b = await RealClient.join(server.port, "kari", "vårt");
  await a.send(`{"type":"say","id":"1","text":"hei"}\n`);
  await b.received.until(`"text":"hei"`);
  for (const stranger of strangers) stranger[Symbol.dispose]();
});

/** Opens and resets connections faster than a server accepts them. */
const RESETS = `
import socket, struct, sys
for i in range(int(sys.argv[2])):
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if i % 2: s.sendall(b"hei\\n" * 100)
`;

Deno.test(
  "hostile: resets before accept do not close the port",
  {
    ignore: missing("python3"),
  },
  async () => {
    await using server = await startServer();
    using a = await RealClient.join(server.port, "ola", "vårt");
    for (let i = 0; i < 6; i++) {
      const attackers = Array.from(
        { length: 2 },
        () => new RunningProgram("python3", ["-c", RESETS, `${server.port}`, "300"]),
      );
      for (const attacker of attackers) {
        const { success } = await attacker.status;
        assertEquals([success, attacker.errors.text], [true, ""]);
        await attacker[Symbol.asyncDispose]();
      }
    }
    using b = await RealClient.join(server.port, "kari", "vårt");
    await a.send(`{"type":"say","id":"1","text":"fortsatt her"}\n`);
    await b.received.until("fortsatt her");
    assertEquals(server.program.output.text.includes("[FEIL]"), false);
  },
);

Deno.test("hostile: survives more connections than open files", {
  ignore: !mayRun || Deno.build.os === "windows",
}, async () => {
  await using server = await startServerWithFiles(150);
  const strangers: RealClient[] = [];
  for (let i = 0; i < 200; i++) {
    const stranger = await RealClient.connect(server.port);
    await stranger.send(`{"type":"hello","version":1,"name":"x","room":"${i}"}\n`).catch(() => {});
    strangers.push(stranger);
  }
  for (const stranger of strangers) stranger[Symbol.dispose]();
  await chatEventually(server.port);
});

/**
 * Retries until two clients can chat, as the strangers' files become free. Each try uses a new
 * room, because a client that got no worker keeps its seat.
 */
async function chatEventually(port: number): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      using a = await RealClient.join(port, "ola", `vårt ${tries}`);
      using b = await RealClient.join(port, "kari", `vårt ${tries}`);
      await a.send(`{"type":"say","id":"1","text":"fortsatt her"}\n`);
      const gone = a.received.untilEnd().then((text) => Promise.reject(new Error(text)));
      await Promise.race([b.received.until("fortsatt her"), gone]);
      return;
    } catch (error) {
      if (tries === 200) throw error;
    }
  }
}
