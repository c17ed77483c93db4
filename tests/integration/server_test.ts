import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { getAvailablePort } from "@std/net/get-available-port";
import { RealClient } from "../support/processes/real_client.ts";
import {
  mayRun,
  startServer,
  startTospann,
  startUnread,
} from "../support/processes/real_process.ts";

const options = { ignore: !mayRun };
const onLinux = { ignore: !mayRun || Deno.build.os !== "linux" };

/** Worker threads of a process. `sh` reads /proc, which Deno allows only with all permissions. */
async function workers(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `cat /proc/${pid}/task/*/comm`],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((name) => name.startsWith("worker"))
    .length;
}

/** Waits until the process has that many workers. */
async function untilWorkers(pid: number, ...wanted: readonly number[]): Promise<void> {
  for (let i = 0; i < 500; i++) {
    if (wanted.includes(await workers(pid))) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assertEquals([await workers(pid)], wanted);
}

Deno.test(
  "server: has a worker thread per client, none for a refused one, and none left over",
  onLinux,
  async () => {
    await using server = await startServer();
    const { pid } = server.program;
    const idle = 2;
    await untilWorkers(pid, idle);
    using a = await RealClient.join(server.port, "ola");
    await untilWorkers(pid, idle + 1);
    // The warm worker served the second client. After two clients none is kept warm.
    using b = await RealClient.join(server.port, "kari");
    await untilWorkers(pid, idle + 1);
    using refused = await RealClient.connect(server.port);
    assertEquals(await refused.received.untilEnd(), "Server: Beklager, chatrommet er fullt.\n");
    assertEquals(await workers(pid), idle + 1);
    await a.send(`{"type":"leave"}\n`);
    await b.send(`{"type":"leave"}\n`);
    await Promise.all([a.received.untilEnd(), b.received.untilEnd()]);
    for (let i = 0; i < 100; i++) {
      using client = await RealClient.join(server.port, "ola");
      await client.send(`{"type":"leave"}\n`);
      await client.received.untilEnd();
    }
    // At most two workers stay warm.
    await untilWorkers(pid, idle, idle + 1);
  },
);

Deno.test("server: SIGTERM tells everyone and exits with 0", options, async () => {
  await using server = await startServer();
  using plain = await RealClient.connect(server.port);
  await server.program.output.until("[NY TILKOBLING]");
  using framed = await RealClient.join(server.port, "kari");
  await framed.send(`{"type":"say","id":"1","text":"på vei"}\n`);
  await framed.received.until(`"type":"accepted"`);
  server.program.signal("SIGTERM");
  assertMatch(await plain.received.untilEnd(), /kari: på vei\nServer: Serveren avsluttes\.\n$/);
  assertStringIncludes(await framed.received.untilEnd(), `"type":"closing","reason":"stopping"`);
  assertEquals((await server.program.status).code, 0);
  const lines = await server.program.output.untilEnd();
  assertStringIncludes(
    lines,
    "[AVSLUTTER] Serveren avsluttes manuelt.\nLukker alle klienttilkoblinger...\n",
  );
  assert(lines.endsWith("Lukker server socket.\n"));
  assertEquals(server.program.errors.text, "");
});

Deno.test("server: a taken port prints one line and exits with 1", options, async () => {
  await using server = await startServer();
  await using second = await startTospann("server", [
    "--host",
    "127.0.0.1",
    "--port",
    `${server.port}`,
  ]);
  assertEquals((await second.status).code, 1);
  const errors = await second.errors.untilEnd();
  assertMatch(errors, /^\[FEIL\] 127\.0\.0\.1:\d+ er allerede i bruk\. .*--port \d+\.\n$/);
});

Deno.test("server: a wrong flag or value prints one line and exits with 2", options, async () => {
  const cases = [
    [["--prot", "1"], {}, "Ukjent flagg: --prot. Se --help for dem som finnes.\n"],
    [["--port", "x", "--lang", "en"], {}, /^.*--port.*“?x.*65535.*\n$/],
    [["extra"], {}, /^.*extra.*\n$/],
    [[], { TOSPANN_CAPACITY: "0" }, /^.*TOSPANN_CAPACITY.*\n$/],
  ] as const;
  for (const [args, env, wanted] of cases) {
    await using program = await startTospann("server", args, env);
    assertEquals((await program.status).code, 2);
    const errors = await program.errors.untilEnd();
    if (typeof wanted === "string") assertEquals(errors, wanted);
    else assertMatch(errors, wanted);
  }
});

Deno.test("server: --help lists every flag with its default", options, async () => {
  await using program = await startTospann("server", ["--help", "--lang", "en"]);
  assertEquals((await program.status).code, 0);
  const help = await program.output.untilEnd();
  const flags = [
    "host",
    "port",
    "lang",
    "capacity",
    "idle-timeout",
    "seat-hold",
    "max-workers",
    "max-per-address",
    "allow-host",
    "show-messages",
    "log",
    "data",
  ];
  for (const flag of flags) assertStringIncludes(help, `--${flag}`);
  for (const value of ["0.0.0.0", "65432", "120", "32", ".tospann"]) {
    assertStringIncludes(help, value);
  }
});

Deno.test(
  "server: the environment sets what no flag does; the log may be JSON",
  options,
  async () => {
    const port = getAvailablePort();
    await using program = await startTospann("server", ["--port", `${port}`], {
      TOSPANN_HOST: "127.0.0.1",
      TOSPANN_PORT: "1",
      TOSPANN_LOG: "json",
      TOSPANN_SHOW_MESSAGES: "1",
    });
    await program.output.until(`127.0.0.1:${port}`);
    using a = await RealClient.join(port, "ola");
    await a.send(`{"type":"say","id":"1","text":"hei"}\n`);
    await program.output.until(`"hei"`.replaceAll('"', ""));
    program.signal("SIGINT");
    await program.status;
    const records = (await program.output.untilEnd()).trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    const said = records.find(({ message }) => message === "received");
    assertEquals(said?.properties, { address: a.address, text: "ola: hei" });
  },
);

Deno.test("server: a second signal ends it at once", options, async () => {
  await using server = await startServer();
  using a = await RealClient.connect(server.port);
  await server.program.output.until("[NY TILKOBLING]");
  // A client that never reads would delay the stop for the full 3 seconds.
  using b = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await b.write(new TextEncoder().encode(`{"type":"hello","version":1,"name":"kari"}\n`));
  await a.received.until("kari har koblet seg til.");
  const flood = a.send(`${"x".repeat(8_000)}\n`.repeat(4_000)).catch(() => {});
  await server.program.output.until("Antall klienter: 2");
  server.program.signal("SIGINT");
  await server.program.output.until("[AVSLUTTER]");
  // Signals within 150 ms are one press. This test needs real time.
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.program.signal("SIGINT");
  assertEquals((await server.program.status).code, 130);
  await flood;
});

Deno.test(
  "server: goes on when nobody reads its log",
  options,
  async () => {
    for (const reader of ["stalled", "gone"]) {
      const { log, port, process } = await startUnread();
      using a = await RealClient.join(port, "ola");
      using b = await RealClient.join(port, "kari");
      if (reader === "gone") await log.cancel();
      // More than any pipe holds.
      for (let id = 1; id <= 60; id++) {
        await a.send(JSON.stringify({ type: "say", id: `${id}`, text: "x".repeat(4_000) }) + "\n");
      }
      await b.received.until(`"seq":60`);
      process.kill("SIGTERM");
      await b.received.untilEnd();
      // It does not wait long for a reader that does not read.
      assertEquals((await process.status).code, 0);
      if (reader === "stalled") await log.cancel();
    }
  },
);
