import { assert, assertEquals } from "@std/assert";
import type { ChatEvent } from "../../../client/chat/chat.ts";
import { ChatDriver, type ChatView } from "../../../client/terminal/chat_driver.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer, SimulatedTerminal } from "../../support/fakes/simulated_terminal.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari = { id: "m2", name: "kari" };

/** What the view is told, in order. */
type Heard = ChatEvent["type"] | "settled";

/** A chat with a view that does as the test says. */
function start(view: Partial<ChatView> = {}, servers = [new ScriptedServer()]) {
  const heard: Heard[] = [];
  const [server = new ScriptedServer()] = servers;
  const terminal = new SimulatedTerminal({ servers });
  const driver: ChatDriver = new ChatDriver(
    {
      address: { host: "localhost", port: 7 },
      name: "ola",
      room: undefined,
      kept: undefined,
      seatFile: undefined,
    },
    terminal.io,
    {
      shown: view.shown ?? (() => Promise.resolve()),
      pending: view.pending ?? (() => 0),
      onEvent(event) {
        heard.push(event.type);
        view.onEvent?.(event);
      },
      onSettled() {
        heard.push("settled");
        view.onSettled?.();
      },
    },
  );
  return { driver, server, terminal, heard };
}

Deno.test("ChatDriver puts frames together, and none of two connections' halves", async () => {
  const [first, second] = [new ScriptedServer(), new ScriptedServer()];
  const { driver, terminal, heard } = start({}, [first, second]);
  const ended = driver.run();
  await first.welcome("kari");
  first.sendText('{"type":"said","se');
  first.sendText(`q":1,"id":"b1","from":${JSON.stringify(kari)},"at":"${at}","text":"hei"}\n`);
  await first.expect("ack");
  first.sendText('{"type":"said","se');
  await settled();
  first.close();
  await settled();
  terminal.clock.advance(1_000);
  await second.letIn({ seq: 1, resumed: true });
  driver.take({ type: "finish" });
  await second.goodbye();
  assertEquals(await ended, { type: "left" });
  assertEquals(heard.filter((type) => type === "said" || type === "welcome"), [
    "welcome",
    "said",
    "welcome",
  ]);
});

Deno.test("ChatDriver tells its view of each input that it is done, and how the chat ended", async () => {
  const { driver, server, terminal, heard } = start();
  const ended = driver.run();
  await server.welcome("kari");
  driver.take({ type: "say", text: "hei" });
  assertEquals(await server.accept(1), "hei");
  await settled();
  driver.take({ type: "finish" });
  await server.goodbye();
  assertEquals(await ended, { type: "left" });
  assertEquals(heard, [
    "settled",
    "welcome",
    "settled",
    "queued",
    "settled",
    "accepted",
    "settled",
    "settled",
    "ended",
    "settled",
  ]);
  assertEquals(driver.connection.phase, "ended");
  assertEquals([driver.signal, terminal.clock.waiting], [undefined, 0]);
});

Deno.test("ChatDriver takes what a view wants of it in the midst of an input after that input", async () => {
  const asked: string[] = [];
  const { driver, server, heard } = start({
    onEvent(event) {
      if (event.type !== "said") return;
      driver.take({ type: "say", text: `svar på ${event.text}` });
      asked.push(event.text);
    },
  });
  const ended = driver.run();
  await server.welcome("kari");
  await settled();
  heard.length = 0;
  const said = { type: "said", from: kari, at } as const;
  server.send({ ...said, seq: 1, id: "a", text: "a" }, { ...said, seq: 2, id: "b", text: "b" });
  assertEquals((await server.expect("say")).text, "svar på a");
  assertEquals((await server.expect("say")).text, "svar på b");
  assertEquals(asked, ["a", "b"]);
  assertEquals(heard.slice(0, 7), [
    "said",
    "said",
    "settled",
    "queued",
    "settled",
    "queued",
    "settled",
  ]);
  driver.interrupt("SIGINT");
  driver.interrupt("SIGINT");
  await ended;
});

Deno.test("ChatDriver acknowledges what the view has shown, and reads no more while too much waits", async () => {
  let screen = Promise.withResolvers<void>();
  let pending = 0;
  const { driver, server } = start({ shown: () => screen.promise, pending: () => pending });
  const ended = driver.run();
  await server.welcome("kari");
  pending = 64 * 1_024 * 1_024;
  server.send({ type: "said", seq: 1, id: "a", from: kari, at, text: "hei" });
  await settled();
  server.send({ type: "ping", n: 1 });
  await settled();
  assertEquals(driver.connection.shown, 0);
  pending = 0;
  screen.resolve();
  screen = Promise.withResolvers();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  assertEquals(await server.expect("pong"), { type: "pong", n: 1 });
  driver.interrupt("SIGTERM");
  await server.goodbye();
  // The screen still stands; whoever was told to go does not wait for it.
  assertEquals(await ended, { type: "left" });
  assertEquals(driver.signal, "SIGTERM");
});

Deno.test("ChatDriver waits with its end until all can be seen", async () => {
  const screen = Promise.withResolvers<void>();
  const { driver, server } = start({ shown: () => screen.promise });
  let isOver = false;
  const ended = driver.run().then(() => isOver = true);
  await server.welcome("kari");
  driver.take({ type: "finish" });
  await server.goodbye();
  await settled();
  assert(!isOver);
  screen.resolve();
  await ended;
});
