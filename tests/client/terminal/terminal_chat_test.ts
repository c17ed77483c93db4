import { assert, assertEquals } from "@std/assert";
import type { ChatEvent } from "../../../client/chat/chat.ts";
import { type ChatView, TerminalChat } from "../../../client/terminal/terminal_chat.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";
import { SimulatedTerminal } from "../../support/fakes/simulated_terminal.ts";

const at = "2026-11-23T01:02:03.456Z";
const kari = { id: "m2", name: "kari" };

/** A chat whose view does as the test says. */
function start(view: Partial<ChatView> = {}, servers = [new ScriptedServer()]) {
  const events: ChatEvent["type"][] = [];
  const [server = new ScriptedServer()] = servers;
  const terminal = new SimulatedTerminal({ servers });
  const chat = new TerminalChat(
    {
      address: { host: "localhost", port: 7 },
      name: "ola",
      room: undefined,
      savedSeat: undefined,
      seatFile: undefined,
    },
    terminal.io,
    {
      shown: () => Promise.resolve(),
      pending: () => 0,
      onEvent: (event) => events.push(event.type),
      onSettled: () => {},
      ...view,
    },
  );
  return { chat, server, terminal, events };
}

Deno.test("terminal chat: never joins parts of frames from two connections", async () => {
  const [first, second] = [new ScriptedServer(), new ScriptedServer()];
  const { chat, terminal, events } = start({}, [first, second]);
  const ended = chat.run();
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
  chat.take({ type: "finish" });
  await second.goodbye();
  assertEquals(await ended, { type: "left" });
  assertEquals(events.filter((type) => type === "said" || type === "welcome"), [
    "welcome",
    "said",
    "welcome",
  ]);
});

Deno.test("terminal chat: acks what is shown, and stops reading while too much waits", async () => {
  let screen = Promise.withResolvers<void>();
  let pending = 0;
  const { chat, server } = start({ shown: () => screen.promise, pending: () => pending });
  const ended = chat.run();
  await server.welcome("kari");
  pending = 64 * 1_024 * 1_024;
  server.send({ type: "said", seq: 1, id: "a", from: kari, at, text: "hei" });
  await settled();
  server.send({ type: "ping", n: 1 });
  await settled();
  assertEquals(chat.connection.shown, 0);
  pending = 0;
  screen.resolve();
  screen = Promise.withResolvers();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  assertEquals(await server.expect("pong"), { type: "pong", n: 1 });
  chat.interrupt("SIGTERM");
  await server.goodbye();
  // The screen is still stuck. A chat that got a signal does not wait for it.
  assertEquals(await ended, { type: "left" });
  assertEquals(chat.signal, "SIGTERM");
});

Deno.test("terminal chat: ends only when the person can see everything", async () => {
  const screen = Promise.withResolvers<void>();
  const { chat, server } = start({ shown: () => screen.promise });
  let isOver = false;
  const ended = chat.run().then(() => isOver = true);
  await server.welcome("kari");
  chat.take({ type: "finish" });
  await server.goodbye();
  await settled();
  assert(!isOver);
  screen.resolve();
  await ended;
});
