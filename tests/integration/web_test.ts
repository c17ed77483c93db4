import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { pageFiles } from "../../server/http/static_files.ts";
import { startLocalServer } from "../support/processes/local_server.ts";
import { RealClient } from "../support/processes/real_client.ts";
import { mayRun, missing, RunningProgram, startServer } from "../support/processes/real_process.ts";
import { masked, request, UPGRADE, WebSocketClient } from "../support/processes/web_client.ts";

const options = { ignore: !mayRun };

Deno.test("http: answers GET and HEAD, and rejects everything else", options, async () => {
  await using server = await startServer(["--allow-host", "chat.example"]);
  const { port } = server;
  const health = await request(port, "GET /healthz HTTP/1.1");
  assertMatch(health, /^HTTP\/1\.1 200 [^]*\r\n\r\nok\n$/);
  for (
    const header of [
      "content-security-policy: default-src 'none'",
      "x-content-type-options: nosniff",
      "referrer-policy: no-referrer",
      "cross-origin-opener-policy: same-origin",
      "permissions-policy: camera=()",
    ]
  ) {
    assertStringIncludes(health.toLowerCase(), header);
  }
  assertMatch(await request(port, "HEAD /healthz HTTP/1.1"), /^HTTP\/1\.1 200 [^]*\r\n\r\n$/);
  assertMatch(await request(port, "GET / HTTP/1.1"), /^HTTP\/1\.1 (200|503) /);
  const wrong: readonly (readonly [string, Record<string, string>, number])[] = [
    ["GET /nothing HTTP/1.1", {}, 404],
    ["GET /../../main.ts HTTP/1.1", {}, 404],
    ["POST / HTTP/1.1", { "Content-Length": "4" }, 405],
    ["GET / HTTP/1.1", { Host: "evil.example" }, 403],
    ["GET /healthz HTTP/1.1", { Host: "127.0.0.1 x" }, 403],
    ["GET /healthz HTTP/1.1", { Host: "chat.example" }, 200],
    ["GET http://evil.example/healthz HTTP/1.1", { Host: "evil.example" }, 403],
    ["GET /ws HTTP/1.1", {}, 426],
    ["GET /ws HTTP/1.1", { Upgrade: "websocket" }, 400],
    ["GET /ws HTTP/1.1", { ...UPGRADE, Origin: "http://evil.example" }, 403],
    ["GET /ws HTTP/1.1", { ...UPGRADE, Origin: "null" }, 403],
    ["GET / HTTP/1.1", { "Transfer-Encoding": "x", "Content-Length": "-1" }, 400],
    ["CONNECT evil.example:443 HTTP/1.1", {}, 405],
    ["GET / HTTP/1.1", { X: "x".repeat(20_000) }, 431],
  ];
  for (const [line, headers, status] of wrong) {
    const answer = await request(port, line, headers, "abcd");
    assertMatch(answer, new RegExp(`^HTTP/1.1 ${status} `), line);
    // No stack and no error message leaves the server.
    assert(!/Error|\bat .*:\d+/.test(answer), answer);
  }
  assertEquals(server.program.errors.text, "");
});

Deno.test(
  "http: one answer per connection, also to a client that ends its half first",
  options,
  async () => {
    await using server = await startServer();
    const two = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(2);
    using client = await RealClient.connect(server.port);
    await client.send(two);
    await client.end();
    const answer = await client.received.untilEnd();
    assertEquals(answer.match(/HTTP\/1\.1 200 /g)?.length, 1);
  },
);

Deno.test("http: a WebSocket, nc and a framed client talk on one port", {
  ignore: missing("nc"),
}, async () => {
  await using server = await startServer(["--capacity", "3"]);
  await using nc = new RunningProgram("nc", ["127.0.0.1", `${server.port}`]);
  // nc joins first: after a browser from the same ip, a silent client may be one too.
  await server.program.output.until("Antall klienter: 1");
  using page = await WebSocketClient.join(server.port, "ola");
  using framed = await RealClient.join(server.port, "kari");
  page.send({ type: "say", id: "1", text: "hei på øya" });
  await nc.output.until("ola: hei på øya");
  await framed.received.until(`"text":"hei på øya"`);
  await nc.type("hallo fra nc\n");
  await page.received.until(`"text":"hallo fra nc"`);
  await framed.send(`{"type":"say","id":"1","text":"hallo fra kari"}\n`);
  await page.received.until(`"text":"hallo fra kari"`);
  page.send({ type: "leave" });
  assertEquals((await page.closed).code, 1000);
  await framed.received.until(`"reason":"quit"`);
});

Deno.test("http: a bad message closes the WebSocket with its code", options, async () => {
  await using server = await startServer(["--capacity", "5"]);
  for (
    const [data, code] of [
      [new Uint8Array(3), 1003],
      ["{}\n{}", 1007],
      ["x".repeat(65_536), 1009],
    ] as const
  ) {
    using client = await WebSocketClient.join(server.port, "ola");
    client.send(data);
    const { code: closed, wasClean } = await client.closed;
    assertEquals([closed, wasClean], [code, true]);
  }
  using longest = await WebSocketClient.join(server.port, "kari");
  const frame = JSON.stringify({ type: "ping", n: 7 });
  longest.send(frame + " ".repeat(65_535 - frame.length));
  await longest.received.until(`{"type":"pong","n":7}`);
});

Deno.test(
  "http: a page that does not read holds the sender back, and then gets everything",
  options,
  async () => {
    await using server = await startServer();
    using page = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const upgrade = Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}\r\n`).join(
      "",
    );
    const head = `GET /ws HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`;
    await page.write(new TextEncoder().encode(head));
    await page.write(masked(JSON.stringify({ type: "hello", version: 1, name: "kari" })));
    await page.write(masked(JSON.stringify({ type: "ack", seq: 0 })));
    await server.program.output.until("Antall klienter: 1");
    using flood = await WebSocketClient.join(server.port, "ola");
    const text = "x".repeat(8_000);
    let said = 0;
    while (!flood.received.text.includes(`"paused":true`)) {
      if (said > 20_000) throw new Error("It is never held back");
      flood.send({ type: "say", id: `${said++}`, text });
      // Our own WebSocket buffers without a bound.
      while (flood.waiting > 1_000_000 && !flood.received.text.includes(`"paused":true`)) {
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    // Reading again brings every text, in order.
    let seen = 0;
    let tail = "";
    const decoder = new TextDecoder("latin1");
    const buffer = new Uint8Array(262_144);
    while (seen < said) {
      const count = await page.read(buffer);
      assert(count !== null, `it is cut after ${seen} of ${said}`);
      tail += decoder.decode(buffer.subarray(0, count), { stream: true });
      const heads = [...tail.matchAll(/"type":"said","seq":(\d+),"id":"(\d+)"/g)];
      for (const [, , id] of heads) assertEquals(Number(id), seen++);
      const last = heads.at(-1);
      if (last !== undefined) await page.write(masked(`{"type":"ack","seq":${last[1]}}`));
      // Keeps what may be half a match.
      const counted = last === undefined ? 0 : last.index + last[0].length;
      tail = tail.slice(Math.max(counted, tail.length - 100));
    }
    await flood.received.until(`"paused":false`);
  },
);

Deno.test(
  "http: a stopping server tells WebSockets, and exits with 0",
  options,
  async () => {
    await using server = await startServer();
    using page = await WebSocketClient.join(server.port, "ola");
    using other = await RealClient.join(server.port, "kari");
    await other.send(`{"type":"say","id":"1","text":"på vei"}\n`);
    await other.received.until(`"type":"accepted"`);
    server.program.signal("SIGTERM");
    const { code, wasClean } = await page.closed;
    assertEquals([code, wasClean], [1000, true]);
    assertMatch(page.received.text, /"text":"på vei"[^]*"type":"closing","reason":"stopping"/);
    assertEquals((await server.program.status).code, 0);
    assertEquals(server.program.errors.text, "");
  },
);

Deno.test(
  "http: a client resumes its seat after its worker died",
  options,
  async () => {
    const worker = new URL("../support/processes/fragile_worker.ts", import.meta.url);
    const log: string[] = [];
    const server = startLocalServer(worker, "nb", log);
    try {
      const { port } = server.address;
      using page = await WebSocketClient.join(port, "ola");
      using other = await RealClient.join(port, "kari");
      const token = /"token":"([^"]+)"/.exec(page.received.text)?.[1];
      page.send({ type: "say", id: "1", text: "krasj" });
      await page.received.until(`"reason":"failed"`);
      await page.closed;
      await other.received.until(`"type":"lost"`);
      using back = await WebSocketClient.open(port);
      back.send({ type: "hello", version: 1, name: "ola", resume: { token, seq: 1 } });
      await back.received.until(`"resumed":true`);
    } finally {
      server.stop();
      await server.ended;
    }
  },
);

Deno.test(
  "http: reads the page when it is built, and after each new build",
  options,
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const url = new URL(`file://${folder}/`);
      const load = pageFiles(url);
      assertEquals(await load(), null);
      const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
      for (
        const name of [
          "manifest.webmanifest",
          "icon.svg",
          "icon-192.png",
          "icon-512.png",
          "index.en.html",
        ]
      ) {
        await write(name, name);
      }
      await write("index.html", "<!doctype html>".repeat(50));
      assertEquals(await load(), null, "half of it");
      await write("page.json", JSON.stringify({ script: ["sha256-a"], style: ["sha256-b"] }));
      const page = await load();
      assertStringIncludes(page?.policy ?? "", "script-src 'sha256-a'");
      const document = page?.documents.nb;
      const stream = new Blob([document?.gzipped ?? new Uint8Array()]).stream();
      const unzipped = await new Response(stream.pipeThrough(new DecompressionStream("gzip")))
        .bytes();
      assertEquals(unzipped, document?.plain);
      assertEquals(await load(), page);
      await write("index.html", "<!doctype html>ny");
      await Deno.utime(`${folder}/index.html`, new Date(), new Date(Date.now() + 5_000));
      const newer = (await load())?.documents.nb;
      assertEquals(new TextDecoder().decode(newer?.plain), "<!doctype html>ny");
      assert(newer?.etag !== document?.etag);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
