import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ActorSystem } from "../../actors/runtime/actor_system.ts";
import { systemClock } from "../../actors/runtime/system_clock.ts";
import { WorkerNode } from "../../actors/runtime/threads/threads.ts";
import { workerThreads } from "../../server/workers/web_worker.ts";
import { withDeadline } from "../support/chaos/deadline.ts";
import type { Try } from "../support/processes/curious_worker.ts";
import type { Echo } from "../support/processes/errand_worker.ts";
import { Errands } from "../support/processes/errands.ts";
import { startLocalServer } from "../support/processes/local_server.ts";
import { RealClient } from "../support/processes/real_client.ts";
import { mayRun } from "../support/processes/real_process.ts";

const options = { ignore: !mayRun };

const echo = (text: string, bytes?: Uint8Array): Echo => ({
  type: "echo",
  text,
  ...bytes && { bytes },
});

Deno.test(
  "workers: may touch neither files, network, environment nor programs",
  options,
  async () => {
    const system = new ActorSystem({ node: "main", clock: systemClock });
    const startThread = workerThreads(
      new URL("../support/processes/curious_worker.ts", import.meta.url),
    );
    const { promise: tried, resolve } = Promise.withResolvers<readonly string[]>();
    const asker = system.spawn<readonly string[]>("asker", () => ({ receive: resolve }), {
      mailbox: 1,
    });
    type Kinds = { curious: { init: null; message: Try } };
    const node = new WorkerNode<Kinds>(system, startThread, "curious", () => {});
    const { ref } = node.spawn("curious", "it", null, { mailbox: 1 });
    ref.send({ replyTo: asker.ref.address });
    assertEquals(await tried, Array(7).fill("NotCapable"));
    node.terminate();
    asker.kill();
  },
);

Deno.test(
  "workers: one that dies takes one connection with it, and the server goes on",
  options,
  async () => {
    const log: string[] = [];
    const worker = new URL("../support/processes/fragile_worker.ts", import.meta.url);
    const server = startLocalServer(worker, "nb", log);
    const { port } = server.address;
    {
      using a = await RealClient.join(port, "ola");
      using b = await RealClient.join(port, "kari");
      await a.received.until(`"joined"`);
      await a.send(
        `{"type":"say","id":"1","text":"før"}\n{"type":"say","id":"2","text":"krasj"}\n`,
      );
      assertStringIncludes(await a.received.untilEnd(), `"reason":"failed"`);
      await b.received.until(`"type":"lost"`);
      await b.send(`{"type":"say","id":"1","text":"fortsatt her"}\n`);
      const [, token = ""] = /"token":"([^"]+)"/.exec(a.received.text) ?? [];
      using again = await RealClient.connect(port);
      const resume = { token, seq: 3 };
      await again.send(JSON.stringify({ type: "hello", version: 1, name: "ola", resume }) + "\n");
      await again.received.until("fortsatt her");
      await b.received.until(`"type":"returned"`);
    }
    assertMatch(
      log.join("\n"),
      /^\[FEIL\] Det som betjente 127\.0\.0\.1:\d+, krasjet \(nr\. 1\)\./m,
    );
    server.stop();
    assertEquals(await server.ended, { type: "shutdown" });
  },
);

Deno.test(
  "workers: large and small messages arrive whole and in order",
  options,
  async () => {
    using errands = new Errands();
    const megabyte = new Uint8Array(2 ** 20).map((_, i) => i % 251);
    const long = "lang tekst \ud83d 👩‍👩‍👧 ".repeat(10_000);
    const sent: Echo[] = [];
    for (let i = 0; i < 60; i++) {
      const batch = Array.from({ length: i % 4 }, (_, place) => echo(`${i}.${place}`));
      if (i % 10 === 3) batch.push(echo("a megabyte", megabyte));
      if (i % 10 === 6) batch.unshift(echo(long));
      if (i % 10 === 9) batch.push(echo("a read", megabyte.subarray(i, i + 100_000)));
      sent.push(...batch);
      await errands.send(...batch);
    }
    for (const { text, bytes } of sent) {
      const said = await errands.next();
      assert(said.text === text);
      assertEquals(said.bytes?.length, bytes?.length);
      // assertEquals takes a second for these arrays.
      assert(bytes === undefined || bytes.every((byte, i) => said.bytes?.[i] === byte));
    }
  },
);

Deno.test("workers: run timers in order", options, async () => {
  using errands = new Errands();
  await errands.send(
    { type: "remind", ms: 20, text: "later" },
    { type: "remind", ms: 5, text: "sooner" },
    { type: "remind", ms: 0, text: "soon" },
    echo("now"),
  );
  for (const text of ["now", "soon", "sooner", "later"]) {
    assertEquals(await errands.next(), echo(text));
  }
});

for (
  const [state, ms] of [["sleeps", 0], ["is busy", 200]] as const
) {
  Deno.test(
    `workers: the thread of one that ${state} ends when it is told to`,
    options,
    async () => {
      const path = await Deno.makeTempFile();
      using errands = new Errands({ folder: path });
      await errands.send({ type: "lock", path }, { type: "work", ms });
      assertEquals(await errands.next(), echo("locked"));
      assertEquals(await errands.next(), echo("working"));
      errands.terminate();
      assertEquals(await errands.exited, { type: "killed" });
      using file = await Deno.open(path, { write: true });
      // No other process gets the lock while the thread lives.
      await withDeadline(file.lock(true), "the thread's end");
      await Deno.remove(path);
    },
  );
}

Deno.test("workers: terminate before the first message", options, async () => {
  using errands = new Errands();
  await errands.send(echo("nobody hears it"));
  errands.terminate();
  assertEquals(await errands.exited, { type: "killed" });
});

Deno.test("workers: terminate while more messages come", options, async () => {
  using errands = new Errands({ said: (worker) => worker.terminate() });
  await errands.send(echo("hei"));
  for (let i = 0; i < 20; i++) await errands.send(echo("lang tekst ".repeat(2_000)));
  assertEquals(await errands.exited, { type: "killed" });
  assertEquals(await errands.next(), echo("hei"));
});

Deno.test("workers: kill an actor while its worker is busy", options, async () => {
  using errands = new Errands();
  await errands.send({ type: "work", ms: 200 });
  assertEquals(await errands.next(), echo("working"));
  errands.errand.kill();
  assertEquals(await errands.exited, { type: "killed" });
});

Deno.test("workers: an actor that throws crashes alone", options, async () => {
  using errands = new Errands();
  const [other] = errands.start("other");
  await errands.send({ type: "crash" });
  assertEquals(await errands.exited, { type: "crashed", error: "RangeError: lost its way" });
  other.ref.send(echo("lives"));
  assertEquals(await errands.next(), echo("lives"));
});

Deno.test(
  "workers: an uncaught error crashes all actors of the worker",
  options,
  async () => {
    using errands = new Errands();
    const [, otherExited] = errands.start("other");
    await errands.send({ type: "die" });
    for (const reason of await Promise.all([errands.exited, otherExited])) {
      assert(reason.type === "crashed");
      assertStringIncludes(reason.error, "RangeError: out of memory");
    }
  },
);

Deno.test("workers: an error in the module is a crash", options, async () => {
  // It waits for its start, since Deno loses what it is sent where it is gone already, and the port
  // with it.
  const script = "await new Promise((heard) => onmessage = heard); throw new TypeError('unable')";
  const module = new URL(`data:text/javascript,${script}`);
  using errands = new Errands({ module });
  const reason = await errands.exited;
  assert(reason.type === "crashed");
  assertStringIncludes(reason.error, "TypeError: unable");
});
