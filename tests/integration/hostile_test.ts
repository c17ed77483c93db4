// Control characters are what must not come through.
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

/** A generator of the same bytes each time (Lehmer's, modulo the prime 2^31 - 1). */
function noise(length: number): Uint8Array {
  let state = 65_432;
  return Uint8Array.from({ length }, () => (state = state * 48_271 % 2_147_483_647) & 0xff);
}

const UPGRADING = "GET /ws HTTP/1.1\r\nHost: localhost\r\n" +
  Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}\r\n`).join("") + "\r\n";

/** What strangers send. */
const attacks: Record<string, string | Uint8Array> = {
  "bytes that never end a line": "x".repeat(300_000),
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
  "telnet without end": new Uint8Array([0xff, 0xfa, ...noise(100_000).map((byte) => byte & 0x7f)]),
  "only newlines": "\n".repeat(300_000),
  "a request that never ends": "GET / HTTP/1.1\r\n" + "X: y\r\n".repeat(50_000),
  "requests upon requests": "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5_000),
  "a request full of noise": new Uint8Array([
    ...new TextEncoder().encode("GET / HTTP/1.1\r\n"),
    ...noise(10_000),
    ...new TextEncoder().encode("\r\n\r\n"),
  ]),
  "a body that is longer than it says, and two lengths":
    "POST /ws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n" +
    "x".repeat(300_000),
  "noise over a WebSocket": new Uint8Array([
    ...new TextEncoder().encode(UPGRADING),
    ...noise(300_000),
  ]),
  "small messages without end": new Uint8Array([
    ...new TextEncoder().encode(UPGRADING),
    ...Array.from({ length: 50_000 }, () => [0x81, 0x80, 0, 0, 0, 0]).flat(),
  ]),
};

Deno.test(
  "hostile: whatever strangers send, the two who talk lose nothing",
  { ignore: !mayRun },
  async () => {
    await using server = await startServer(["--capacity", "3"]);
    using a = await RealClient.join(server.port, "ola");
    using b = await RealClient.join(server.port, "kari");
    let said = 0;
    for (const attack of Object.values(attacks)) {
      using stranger = await RealClient.connect(server.port);
      // It may be closed while it still sends: that is an answer too.
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
    // What a terminal would act on has not come through, and no stack stands in the log.
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

Deno.test("hostile: a hundred connections that say nothing, or half a line, keep nobody out", {
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

/** Connects, sends something and resets the connection at once, so often, and faster than anybody accepts. */
const RESETS = `
import socket, struct, sys
for i in range(int(sys.argv[2])):
    with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if i % 2: s.sendall(b"hei\\n" * 100)
`;

Deno.test(
  "hostile: connections that are reset before anybody accepts them close the port for nobody",
  {
    ignore: missing("python3"),
  },
  async () => {
    await using server = await startServer();
    using a = await RealClient.join(server.port, "ola", "vårt");
    for (let i = 0; i < 6; i++) {
      const vandals = Array.from(
        { length: 2 },
        () => new RunningProgram("python3", ["-c", RESETS, `${server.port}`, "300"]),
      );
      for (const vandal of vandals) {
        const { success } = await vandal.status;
        assertEquals([success, vandal.errors.text], [true, ""]);
        await vandal[Symbol.asyncDispose]();
      }
    }
    using b = await RealClient.join(server.port, "kari", "vårt");
    await a.send(`{"type":"say","id":"1","text":"fortsatt her"}\n`);
    await b.received.until("fortsatt her");
    assertEquals(server.program.output.text.includes("[FEIL]"), false);
  },
);

Deno.test("hostile: more connections than there are files do not end it", {
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
  await talkAtLast(server.port);
});

/**
 * Two talk once the strangers' files are free again; until then each try is answered, so that trying is waiting. Who was let in
 * and got no worker is told so, and its seat waits: each try has a room of its own.
 */
async function talkAtLast(port: number): Promise<void> {
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
