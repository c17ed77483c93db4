import { assertEquals } from "@std/assert";
import type { SimulatedClient } from "../../support/fakes/simulated_network.ts";
import { SimulatedServer } from "../../support/fakes/simulated_server.ts";

const encoder = new TextEncoder();

/** What a client sends, and the names and texts that the other receives, in order. */
const scripts: Record<string, { readonly bytes: Uint8Array; readonly heard: readonly string[] }> = {
  "nc": {
    bytes: encoder.encode("ola: blå 漢 👩‍👩‍👧\nuten navn\navslutt\n"),
    heard: ["ola: blå 漢 👩‍👩‍👧", "ADDR: uten navn"],
  },
  "telnet": {
    bytes: new Uint8Array([
      0xff,
      0xfb,
      0x1f,
      0xff,
      0xfd,
      0x01,
      ...encoder.encode("på øya\r\nAVSLUTT\r\n"),
    ]),
    heard: ["ADDR: på øya"],
  },
  "framed": {
    bytes: encoder.encode(
      `{"type":"hello","version":1,"name":"kari"}\n{"type":"say","id":"a1","text":"hei \\n ø 👩‍👩‍👧"}\r\n` +
        `{"type":"ping","n":1}\n{"type":"leave"}\n`,
    ),
    heard: ["kari: hei \n ø 👩‍👩‍👧"],
  },
  "browser": {
    bytes: encoder.encode("GET /o HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    heard: [],
  },
};

/** What the listener has received since the last client, and whether that client has left. */
function heard(listener: SimulatedClient): string[] {
  const since = listener.frames.findLastIndex(({ type }) => type === "joined");
  return listener.frames.slice(since + 1).filter(({ type }) => type === "said").map((frame) => {
    const { name } = frame.from as { name: string };
    return `${name.startsWith("127.0.0.1:") ? "ADDR" : name}: ${frame.text}`;
  });
}

for (const [name, script] of Object.entries(scripts)) {
  Deno.test(`server: ${name} is read alike however its bytes are split`, async () => {
    const server = new SimulatedServer();
    const listener = await server.framed("per");
    for (let cut = 1; cut < script.bytes.length; cut++) {
      const client = await server.network.connect();
      await client.send(script.bytes.slice(0, cut));
      await client.send(script.bytes.slice(cut));
      assertEquals([cut, client.closed], [cut, true]);
      if (script.heard.length > 0) assertEquals([cut, heard(listener)], [cut, script.heard]);
      else assertEquals([cut, listener.frames.length], [cut, 1]);
      await server.pass(500);
    }
    await server.stop();
  });

  Deno.test(`server: ${name} is read byte by byte`, async () => {
    const server = new SimulatedServer();
    const listener = await server.framed("per");
    const client = await server.network.connect();
    for (const byte of script.bytes) await client.send(new Uint8Array([byte]));
    assertEquals([client.closed, heard(listener)], [true, script.heard]);
    await server.stop();
  });
}
