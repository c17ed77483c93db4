/**
 * What two people feel: a real server with its workers, two clients on this machine. Compare runs side by side only;
 * `shared/bench/duel.py` compares with other programs.
 *
 * @module
 */

import { RealClient, startServer } from "../support/real_process.ts";

const COUNT = 10_000;
const server = await startServer();
globalThis.addEventListener("unload", () => server.program.signal("SIGKILL"));

const plain = [
  await RealClient.connect(server.port),
  await RealClient.connect(server.port),
] as const;
await plain[0].received.until("har koblet seg til");
const framed = [
  await RealClient.join(server.port, "ola", "rammer"),
  await RealClient.join(server.port, "kari", "rammer"),
] as const;

let sent = 0;

Deno.bench("a text from one to the other, plain", { group: "latency" }, async () => {
  await plain[0].send(`ola: nr ${++sent}.\n`);
  await plain[1].received.until(`nr ${sent}.\n`);
  plain[1].received.text = "";
});

Deno.bench("a text from one to the other, framed", { group: "latency" }, async () => {
  await framed[0].send(`{"type":"say","id":"${++sent}","text":"nr ${sent}."}\n`);
  await framed[1].received.until(`"nr ${sent}."`);
  framed[1].received.text = "";
});

Deno.bench(`${COUNT} texts, plain`, { group: "firehose" }, async () => {
  const texts = Array.from(
    { length: COUNT },
    () => `ola: melding ${++sent} blåbærsyltetøy på øya\n`,
  );
  await plain[0].send(texts.join(""));
  await plain[1].received.until(`melding ${sent} `);
  plain[1].received.text = "";
});

Deno.bench(`${COUNT} texts, framed`, { group: "firehose" }, async () => {
  const texts = Array.from({ length: COUNT }, () => {
    return `{"type":"say","id":"${++sent}","text":"melding ${sent} blåbærsyltetøy på øya"}\n`;
  });
  await framed[0].send(texts.join(""));
  await framed[1].received.until(`melding ${sent} `);
  framed[1].received.text = "";
});
