import { assertEquals } from "@std/assert";
import { RealClient } from "../support/processes/real_client.ts";
import {
  mayRun,
  missing,
  RunningProgram,
  startServer,
  startTospann,
} from "../support/processes/real_process.ts";

const SEED_CLIENT = new URL("../../../shared/peers/seed_client.py", import.meta.url);

function seedIsMissing(): boolean {
  if (missing("python3")) return true;
  try {
    return !Deno.statSync(SEED_CLIENT).isFile;
  } catch {
    return true;
  }
}

function seedClient(port: number, name: string): RunningProgram {
  return new RunningProgram("python3", ["-u", SEED_CLIENT.pathname, "127.0.0.1", `${port}`, name]);
}

Deno.test("peers: nc chats with the client behind a pipe", { ignore: missing("nc") }, async () => {
  await using server = await startServer();
  await using nc = new RunningProgram("nc", ["127.0.0.1", `${server.port}`]);
  await server.program.output.until("[NY TILKOBLING]");
  await using client = await startTospann("client", [`127.0.0.1:${server.port}`, "--name", "kari"]);
  await nc.output.until("System: Bruker kari har koblet seg til.\n");
  await client.type("på øya 漢字 👩‍👩‍👧\n");
  await nc.output.until("kari: på øya 漢字 👩‍👩‍👧\n");
  await nc.type("ola: blåbær\nuten navn\n");
  await client.output.until("ola: blåbær\n");
  await client.output.until(/127\.0\.0\.1:\d+: uten navn\n/);
  await client.type("ha det\n");
  await client.endInput();
  assertEquals((await client.status).code, 0);
  await nc.output.until("kari: ha det\nSystem: Bruker kari har forlatt chatten.\n");
  assertEquals(client.errors.text, "");
  assertEquals(client.output.text.includes("\x1b"), false);
});

Deno.test(
  "peers: a half-closed nc still receives every text",
  { ignore: missing("nc") },
  async () => {
    await using server = await startServer();
    await using nc = new RunningProgram("nc", ["-N", "127.0.0.1", `${server.port}`]);
    await server.program.output.until("[NY TILKOBLING]");
    using other = await RealClient.join(server.port, "kari");
    const text = "x".repeat(8_000);
    for (let i = 0; i < 100; i++) {
      await other.send(JSON.stringify({ type: "say", id: `${i}`, text: `${i} ${text}` }) + "\n");
    }
    await other.received.until(`"id":"99"`);
    await nc.type("takk");
    await nc.endInput();
    await nc.status;
    assertEquals(nc.output.text.match(/^kari: \d+ x{8000}$/gm)?.length, 100);
    await other.received.until(`"text":"takk"`);
    await other.received.until(`"reason":"quit"`);
  },
);

Deno.test("peers: the seed client chats with another one and with nc", {
  ignore: seedIsMissing() || missing("nc"),
}, async () => {
  await using server = await startServer();
  await using ola = seedClient(server.port, "ola");
  await server.program.output.until("Antall klienter: 1");
  await using kari = seedClient(server.port, "kari");
  await ola.output.until(/System: Bruker 127\.0\.0\.1:\d+ har koblet seg til\./);
  await ola.type("jeg sa: avslutt på øya 👩‍👩‍👧\n");
  await kari.output.until("ola: jeg sa: avslutt på øya 👩‍👩‍👧");
  await kari.type("avslutt\n");
  await kari.status;
  await ola.output.until("har forlatt chatten.");
  await using nc = new RunningProgram("nc", ["127.0.0.1", `${server.port}`]);
  await server.program.output.until(/Antall klienter: 2[\s\S]*Antall klienter: 2/);
  await nc.type("per: hallo\n");
  await ola.output.until("per: hallo");
  await ola.type("hei, per\n");
  await nc.output.until("ola: hei, per\n");
});

Deno.test("peers: telnet negotiation is dropped, even between the bytes of a line", {
  ignore: !mayRun,
}, async () => {
  await using server = await startServer();
  using telnet = await RealClient.connect(server.port);
  await telnet.send(new Uint8Array([0xff, 0xfd, 0x03, 0xff, 0xfb, 0x18]));
  await server.program.output.until("[NY TILKOBLING]");
  using other = await RealClient.join(server.port, "kari");
  await telnet.received.until("kari har koblet seg til.");
  // After a first newline the server waits for the next one, however slowly the bytes arrive.
  await telnet.send("hallo\r\n");
  await other.received.until(`"text":"hallo"`);
  for (const byte of [0x68, 0xff, 0xfa, 0x18, 0x00, 0xff, 0xf0, 0x65, 0x69, 0x0d, 0x0a]) {
    await telnet.send(new Uint8Array([byte]));
  }
  await other.received.until(`"text":"hei"`);
});

Deno.test(
  "peers: a client without newlines is understood, even byte by byte",
  { ignore: !mayRun },
  async () => {
    await using server = await startServer();
    using seed = await RealClient.connect(server.port);
    await server.program.output.until("[NY TILKOBLING]");
    using other = await RealClient.join(server.port, "kari");
    await seed.received.until("kari har koblet seg til.");
    const text = "blåbær på øya 👩‍👩‍👧";
    for (const byte of new TextEncoder().encode(text)) await seed.send(new Uint8Array([byte]));
    // A pause of the machine splits the text into messages, but never a character.
    await other.received.until((frames) =>
      [...frames.matchAll(/"text":"(.*?)"/g)].map(([, part]) => part).join("") === text
    );
    await seed.send(`ola: ${text}`);
    await other.received.until(`"name":"ola"},"at":`);
    await seed.send("ola: AVSLUTT");
    await seed.received.untilEnd();
    await other.received.until(`"reason":"quit"`);
  },
);
