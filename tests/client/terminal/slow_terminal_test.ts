import { assert, assertEquals } from "@std/assert";
import { settled } from "../../support/fakes/settled.ts";
import { said, sit } from "../../support/fakes/sitting.ts";

const FLOOD = Array.from({ length: 5_000 }, (_, i) => said(i + 1, `tekst ${i + 1}`));
const FLOODED = FLOOD.map((_, i) => `--:--    kari: tekst ${i + 1}`);

Deno.test("ScreenShell shows a flood in order, and a key that is pressed meanwhile before its end", async () => {
  const { server, sitting } = await sit({ rows: 24 });
  const { stdout } = sitting.terminal;
  await sitting.look();
  stdout.hold();
  server.send(...FLOOD);
  await settled();
  await sitting.press("x");
  assertEquals(await server.expect("typing"), { type: "typing", active: true });
  stdout.release();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 5_000 });
  const { text } = stdout;
  assert(text.indexOf("> x") < text.indexOf("tekst 500\r"));
  // What is acknowledged is on the screen: nobody else has it any more.
  assert(text.includes("tekst 5000\r"));
  assertEquals((await sitting.lookBack()).slice(1, -2), FLOODED);
  await server.expect("read");
  await sitting.press("\x7f");
  await server.expect("typing");
  await sitting.leave(server);
});

Deno.test("ScreenShell shows all that came before it gives the terminal back", async () => {
  // A disk takes its time, and has to get it.
  const seatFile = { found: undefined, write: settled, close: () => {} };
  const { server, sitting } = await sit({ seatFile });
  // More than one painting takes in.
  const texts = FLOOD.slice(0, 700);
  server.send(...texts, { type: "closing", reason: "stopping", text: "Server: Vi stenger." });
  assertEquals((await sitting.outcome).ending.type, "closed");
  assertEquals((await sitting.lookBack()).slice(1), FLOODED.slice(0, texts.length));
});

Deno.test("ScreenShell does not wait for a terminal that stands still when it is told to go", async () => {
  const { server, sitting } = await sit();
  await sitting.look();
  sitting.terminal.stdout.hold();
  server.send(...FLOOD.slice(0, 700));
  await settled();
  sitting.terminal.signal("SIGTERM");
  await server.goodbye();
  await settled();
  await sitting.pass(1_000);
  assertEquals((await sitting.outcome).signal, "SIGTERM");
  // To ask for more would be to wait for it: the runtime gives it back when the process ends.
  assertEquals(sitting.window.raw, [true]);
  assertEquals(sitting.terminal.clock.waiting, 0);
  sitting.terminal.stdout.release();
  await settled();
});

Deno.test("ScreenShell takes no more from the server while too much waits for the terminal", async () => {
  const { server, sitting } = await sit();
  await sitting.look();
  sitting.terminal.stdout.hold();
  server.send(...FLOOD.slice(0, 2_300));
  await settled();
  server.send({ type: "ping", n: 1 });
  await settled();
  sitting.terminal.stdout.release();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2_300 });
  assertEquals(await server.expect("read"), { type: "read", seq: 2_300 });
  assertEquals(await server.expect("pong"), { type: "pong", n: 1 });
  await sitting.leave(server);
});

Deno.test("ScreenShell ends without a goodbye when the terminal is gone: the seat waits", async () => {
  const { server, sitting } = await sit();
  await sitting.terminal.endInput();
  assertEquals((await sitting.outcome).ending, { type: "left" });
  assert(server.closedByClient);
});
