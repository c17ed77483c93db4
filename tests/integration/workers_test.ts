import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ActorSystem } from "../../actors/runtime/system.ts";
import { systemClock } from "../../actors/runtime/system_clock.ts";
import { WorkerNode } from "../../actors/runtime/worker_node.ts";
import { workerThreads } from "../../server/worker_thread.ts";
import type { Try } from "../support/curious_worker.ts";
import { startLocalServer } from "../support/local_server.ts";
import { mayRun, RealClient } from "../support/real_process.ts";

const options = { ignore: !mayRun };

Deno.test(
  "workers: may touch neither files, network, environment nor programs",
  options,
  async () => {
    const system = new ActorSystem({ node: "main", clock: systemClock });
    const startThread = workerThreads(new URL("../support/curious_worker.ts", import.meta.url));
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
    const worker = new URL("../support/fragile_worker.ts", import.meta.url);
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
