import { assert, assertEquals } from "@std/assert";
import type { SavedSeat } from "../../../client/connection/saved_seat.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";
import { at, kari, said, sit, Sitting, WELCOME } from "../../support/fakes/sitting.ts";

Deno.test("ScreenShell shows who is here, and what one types under it", async () => {
  const server = new ScriptedServer();
  const sitting = new Sitting([server], { columns: 70 });
  assertEquals(await sitting.look(), [
    "○ Connecting to localhost:7 …",
    "> Write a message, or /help",
  ]);
  await server.welcome("kari");
  await sitting.press("/h");
  assertEquals(await sitting.look(), [WELCOME, "● kari is here · main", "> /h"]);
  assertEquals(await sitting.window.cursor(), { row: 2, column: 4 });
  assertEquals(sitting.window.raw, [true]);
  await sitting.press("\x15");
  await sitting.leave(server);
});

Deno.test("ScreenShell shows what was said at once, and what becomes of it where it stands", async () => {
  const { server, sitting } = await sit();
  const look = async () => (await sitting.look()).slice(1, -2);
  await sitting.press("hei\r");
  assertEquals(await server.expect("typing"), { type: "typing", active: true });
  const { id, text } = await server.expect("say");
  assertEquals([text, await look()], ["hei", ["--:-- …  ola: hei"]]);
  server.send({ type: "accepted", id, seq: 1, at, to: 1 });
  assertEquals(await look(), ["--:-- ✓  ola: hei"]);
  server.send({ type: "delivered", seq: 1 });
  assertEquals(await look(), ["--:-- ✓✓ ola: hei"]);
  const { length } = sitting.terminal.stdout.text;
  server.send({ type: "read", seq: 1, from: kari });
  assertEquals(await look(), ["--:-- ✓✓ ola: hei"]);
  // Without colours it is bold.
  assert(sitting.terminal.stdout.text.slice(length).includes("\x1b[1m✓✓\x1b[m"));
  await sitting.leave(server);
  assertEquals(await sitting.look(), [WELCOME, "--:-- ✓✓ ola: hei"]);
});

Deno.test("ScreenShell shows what becomes of a text also where it came before the text was drawn", async () => {
  const { server, sitting } = await sit();
  await sitting.look();
  sitting.terminal.stdout.hold();
  await sitting.press("hei\r");
  await server.expect("typing");
  await server.accept(1);
  await settled();
  sitting.terminal.stdout.release();
  assertEquals((await sitting.look())[1], "--:-- ✓  ola: hei");
  await sitting.leave(server);
});

Deno.test("ScreenShell keeps what is typed whole while others say something", async () => {
  const { server, sitting } = await sit();
  await sitting.press("på vei\x1b[D");
  await server.expect("typing");
  server.send({ type: "typing", from: kari, active: true });
  assertEquals((await sitting.look()).at(-2), "● kari is typing … · main");
  server.send(said(1, "hei"), said(2, "er du\nder?"));
  assertEquals(await sitting.look(), [
    WELCOME,
    "--:--    kari: hei",
    "--:--    kari: er du",
    "         der?",
    "● kari is here · main",
    "> på vei",
  ]);
  assertEquals(await sitting.window.cursor(), { row: 5, column: 7 });
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  assertEquals(await server.expect("read"), { type: "read", seq: 2 });
  await sitting.press("\x05\x15");
  assertEquals(await server.expect("typing"), { type: "typing", active: false });
  await sitting.leave(server);
});

Deno.test("ScreenShell says when the connection is lost, and sends what was typed meanwhile when it is back", async () => {
  const [first, dud, back] = [new ScriptedServer(), new ScriptedServer(), new ScriptedServer()];
  const sitting = new Sitting([first, dud, back], { columns: 80 });
  await first.welcome("kari");
  first.close();
  await settled();
  await sitting.pass(0);
  await dud.expect("hello");
  dud.close();
  await settled();
  await sitting.press("er du der?\r");
  const lost =
    "--:-- ·  Lost the connection to the server, trying again. What you write now waits.";
  assertEquals((await sitting.look()).slice(1), [
    `${lost.slice(0, lost.lastIndexOf(" "))}`,
    "         waits.",
    "--:-- …  ola: er du der?",
    "○ Offline, retrying in 1 s · 1 waiting",
    ">",
  ]);
  await sitting.pass(250);
  assertEquals((await sitting.look()).at(-2), "○ Offline, retrying now … · 1 waiting");
  await back.letIn({ members: ["kari"], resumed: true });
  assertEquals(await back.accept(1), "er du der?");
  assertEquals((await sitting.look()).slice(3), [
    "--:-- ✓  ola: er du der?",
    "--:-- ·  Connected again. Also here: kari.",
    "● kari is here · main",
    ">",
  ]);
  await sitting.leave(back);
});

Deno.test("ScreenShell counts down to the next attempt by itself", async () => {
  const servers = Array.from({ length: 5 }, () => new ScriptedServer());
  const sitting = new Sitting(servers, { columns: 80 });
  const [first, ...duds] = servers;
  await first?.welcome("kari");
  first?.close();
  await settled();
  const waits: string[] = [];
  for (const dud of duds) {
    // Half of 0, 500, 1,000 and 2,000 ms, since chance has no say here.
    await sitting.pass(1_000);
    await dud.expect("hello");
    dud.close();
    await settled();
  }
  for (let i = 0; i < 3; i++) {
    waits.push((await sitting.look()).at(-2) ?? "");
    await sitting.pass(1_000);
  }
  assertEquals(waits.slice(0, 2), ["○ Offline, retrying in 2 s", "○ Offline, retrying in 1 s"]);
  await sitting.terminal.type("\x04\x03");
  assertEquals((await sitting.outcome).ending, { type: "left" });
  assertEquals(sitting.terminal.clock.waiting, 0);
});

Deno.test("ScreenShell leaves with what is not sent only when nobody goes on, and tells how much it is", async () => {
  const first = new ScriptedServer();
  const seatFile = { found: undefined, write: settled, close: () => {} };
  const sitting = new Sitting([first], { columns: 80, seatFile });
  await first.welcome("kari");
  first.close();
  await sitting.press("hei\r\x04");
  const status = async () => (await sitting.look()).at(-2);
  assertEquals(await status(), "○ Leaving when all is sent · 1 waiting · Ctrl-C: now · Esc: stay");
  await sitting.press("o");
  assertEquals(await status(), "○ Offline, retrying now … · 1 waiting");
  await sitting.press("\x15\x04\x03");
  const { ending, allSent, waiting } = await sitting.outcome;
  assertEquals([ending.type, allSent, waiting], ["left", false, 1]);
});

Deno.test("ScreenShell stays whole when the window changes while one types", async () => {
  const { server, sitting } = await sit();
  server.send(said(1, "en ganske lang tekst som ikke får plass i én rad når vinduet blir smalt"));
  await server.expect("ack");
  await server.expect("read");
  await sitting.press("noe som skal sies, og som det er mye av");
  await server.expect("typing");
  for (const [columns, rows] of [[30, 12], [100, 20], [24, 9], [70, 12]] as const) {
    await sitting.window.resize(columns, rows);
    await sitting.look();
  }
  const there = await sitting.lookBack();
  assertEquals(there, [
    WELCOME,
    "--:--    kari: en ganske lang tekst som ikke får plass i én rad når",
    "         vinduet blir smalt",
    "● kari is here · main",
    "> noe som skal sies, og som det er mye av",
  ]);
  await sitting.window.resize(24, 9);
  assertEquals((await sitting.look()).slice(-3), [
    "● kari is here · main",
    "> noe som skal sies, og",
    "   som det er mye av",
  ]);
  sitting.terminal.signal("SIGTERM");
  server.close();
  assertEquals((await sitting.outcome).signal, "SIGTERM");
  assertEquals(sitting.window.raw, [true, false]);
});

Deno.test("ScreenShell leaves by Ctrl-C, twice", async () => {
  const { server, sitting } = await sit();
  await sitting.press("noe");
  await server.expect("typing");
  await sitting.press("\x03");
  await server.expect("typing");
  assertEquals((await sitting.look()).slice(-2), [
    "● Ctrl-C once more to leave",
    "> Write a message, or /help",
  ]);
  await sitting.leave(server, "\x03");
  assertEquals(await sitting.look(), [WELCOME]);
});

Deno.test("ScreenShell rings once for what comes while the person looks elsewhere, and is not read", async () => {
  const { server, sitting } = await sit();
  await sitting.press("\x1b[O");
  server.send(said(1, "hei"), said(2, "er du\n der?"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  const bells = sitting.terminal.stdout.text.split("\x07");
  assertEquals(bells.length, 3);
  assertEquals(bells[1], "\x1b]9;Tospann: kari: er du  der?");
  // No `read` came before this: the next frame tells of both.
  await sitting.press("\x1b[I");
  assertEquals(await server.expect("read"), { type: "read", seq: 2 });
  server.send(said(3, "nå?"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 3 });
  assertEquals(await server.expect("read"), { type: "read", seq: 3 });
  assertEquals(sitting.terminal.stdout.text.split("\x07").length, 3);
  await sitting.leave(server);
});

Deno.test("ScreenShell tells nobody what was read while the person does not want it", async () => {
  const { server, sitting } = await sit();
  await sitting.press("/receipts\r");
  server.send(said(1, "hei"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  await sitting.look();
  await sitting.press("/receipts\r");
  assertEquals(await server.expect("read"), { type: "read", seq: 1 });
  await sitting.leave(server);
});

Deno.test("ScreenShell shows as waiting what an earlier run did not get sent", async () => {
  const server = new ScriptedServer();
  const texts = [{ id: "a", text: "hei" }];
  const savedSeat: SavedSeat = { version: 1, token: "t", seq: 4, texts, told: [] };
  const sitting = new Sitting([server], { savedSeat, columns: 80 });
  assertEquals(await sitting.look(), ["--:-- …  ola: hei", "○ Connecting to localhost:7 …", ">"]);
  await server.letIn({ members: ["kari"], seq: 4, resumed: true });
  assertEquals(await server.accept(5), "hei");
  assertEquals((await sitting.look()).slice(0, 1), ["--:-- ✓  ola: hei"]);
  await sitting.leave(server);
});
