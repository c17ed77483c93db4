import { assert, assertEquals } from "@std/assert";
import { settled } from "../../support/fakes/settled.ts";
import { joinKari, said } from "../../support/fakes/screen_person.ts";

const FLOOD = Array.from({ length: 5_000 }, (_, i) => said(i + 1, `tekst ${i + 1}`));
const FLOODED = FLOOD.map((_, i) => `--:--    kari: tekst ${i + 1}`);

Deno.test("screen shell: shows a flood in order, and a key before its end", async () => {
  const { server, person } = await joinKari({ rows: 24 });
  const { stdout } = person.terminal;
  await person.look();
  stdout.hold();
  server.send(...FLOOD);
  await settled();
  await person.press("x");
  assertEquals(await server.expect("typing"), { type: "typing", active: true });
  stdout.release();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 5_000 });
  const { text } = stdout;
  assert(text.indexOf("> x") < text.indexOf("tekst 500\r"));
  // An acked text must be on the screen, because the server has dropped it.
  assert(text.includes("tekst 5000\r"));
  assertEquals((await person.lookBack()).slice(1, -2), FLOODED);
  await server.expect("read");
  await person.press("\x7f");
  await server.expect("typing");
  await person.leave(server);
});

Deno.test("screen shell: shows everything before it gives the terminal back", async () => {
  // A disk that needs some time.
  const seatFile = { found: undefined, write: settled, close: () => {} };
  const { server, person } = await joinKari({ seatFile });
  // More than fits into one painting.
  const texts = FLOOD.slice(0, 700);
  server.send(...texts, { type: "closing", reason: "stopping", text: "Server: Vi stenger." });
  assertEquals((await person.outcome).ending.type, "closed");
  assertEquals((await person.lookBack()).slice(1), FLOODED.slice(0, texts.length));
});

Deno.test("screen shell: does not wait for a stuck terminal after a signal", async () => {
  const { server, person } = await joinKari();
  await person.look();
  person.terminal.stdout.hold();
  server.send(...FLOOD.slice(0, 700));
  await settled();
  person.terminal.signal("SIGTERM");
  await server.goodbye();
  await settled();
  await person.pass(1_000);
  assertEquals((await person.outcome).signal, "SIGTERM");
  // Resetting the mode would block here. The runtime does it when the process ends.
  assertEquals(person.window.raw, [true]);
  assertEquals(person.terminal.clock.waiting, 0);
  person.terminal.stdout.release();
  await settled();
});

Deno.test("screen shell: stops reading while too much waits for the terminal", async () => {
  const { server, person } = await joinKari();
  await person.look();
  person.terminal.stdout.hold();
  server.send(...FLOOD.slice(0, 2_300));
  await settled();
  server.send({ type: "ping", n: 1 });
  await settled();
  person.terminal.stdout.release();
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2_300 });
  assertEquals(await server.expect("read"), { type: "read", seq: 2_300 });
  assertEquals(await server.expect("pong"), { type: "pong", n: 1 });
  await person.leave(server);
});

Deno.test("screen shell: ends without a goodbye when the terminal is gone", async () => {
  const { server, person } = await joinKari();
  await person.terminal.endInput();
  assertEquals((await person.outcome).ending, { type: "left" });
  assert(server.closedByClient);
});
