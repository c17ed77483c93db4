import { assert, assertEquals } from "@std/assert";
import type { ResumableSeat } from "../../../client/connection/saved_seat.ts";
import { settled } from "../../support/fakes/settled.ts";
import { ScriptedServer } from "../../support/fakes/scripted_server.ts";
import {
  at,
  joinKari,
  kari,
  said,
  ScreenPerson,
  WELCOME,
} from "../../support/fakes/screen_person.ts";

Deno.test("screen shell: shows the members above the input line", async () => {
  const server = new ScriptedServer();
  const person = new ScreenPerson([server], { columns: 70 });
  assertEquals(await person.look(), [
    "○ Connecting to localhost:7 …",
    "> Write a message, or /help",
  ]);
  await server.welcome("kari");
  await person.press("/h");
  assertEquals(await person.look(), [WELCOME, "● kari is here · main", "> /h"]);
  assertEquals(await person.window.cursor(), { row: 2, column: 4 });
  assertEquals(person.window.raw, [true]);
  await person.press("\x15");
  await person.leave(server);
});

Deno.test("screen shell: shows texts at once, and their progress in place", async () => {
  const { server, person } = await joinKari();
  const look = async () => (await person.look()).slice(1, -2);
  await person.press("hei\r");
  assertEquals(await server.expect("typing"), { type: "typing", active: true });
  const { id, text } = await server.expect("say");
  assertEquals([text, await look()], ["hei", ["--:-- …  ola: hei"]]);
  server.send({ type: "accepted", id, seq: 1, at, to: 1 });
  assertEquals(await look(), ["--:-- ✓  ola: hei"]);
  server.send({ type: "delivered", seq: 1 });
  assertEquals(await look(), ["--:-- ✓✓ ola: hei"]);
  const { length } = person.terminal.stdout.text;
  server.send({ type: "read", seq: 1, from: kari });
  assertEquals(await look(), ["--:-- ✓✓ ola: hei"]);
  // Without colours, it is bold.
  assert(person.terminal.stdout.text.slice(length).includes("\x1b[1m✓✓\x1b[m"));
  await person.leave(server);
  assertEquals(await person.look(), [WELCOME, "--:-- ✓✓ ola: hei"]);
});

Deno.test("screen shell: shows progress that arrived before the text was drawn", async () => {
  const { server, person } = await joinKari();
  await person.look();
  person.terminal.stdout.hold();
  await person.press("hei\r");
  await server.expect("typing");
  await server.accept(1);
  await settled();
  person.terminal.stdout.release();
  assertEquals((await person.look())[1], "--:-- ✓  ola: hei");
  await person.leave(server);
});

Deno.test("screen shell: keeps the typed text whole while others speak", async () => {
  const { server, person } = await joinKari();
  await person.press("på vei\x1b[D");
  await server.expect("typing");
  server.send({ type: "typing", from: kari, active: true });
  assertEquals((await person.look()).at(-2), "● kari is typing … · main");
  server.send(said(1, "hei"), said(2, "er du\nder?"));
  assertEquals(await person.look(), [
    WELCOME,
    "--:--    kari: hei",
    "--:--    kari: er du",
    "         der?",
    "● kari is here · main",
    "> på vei",
  ]);
  assertEquals(await person.window.cursor(), { row: 5, column: 7 });
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  assertEquals(await server.expect("read"), { type: "read", seq: 2 });
  await person.press("\x05\x15");
  assertEquals(await server.expect("typing"), { type: "typing", active: false });
  await person.leave(server);
});

Deno.test("screen shell: reports a lost connection, and sends waiting texts after it", async () => {
  const [first, dud, back] = [new ScriptedServer(), new ScriptedServer(), new ScriptedServer()];
  const person = new ScreenPerson([first, dud, back], { columns: 80 });
  await first.welcome("kari");
  first.close();
  await settled();
  await person.pass(0);
  await dud.expect("hello");
  dud.close();
  await settled();
  await person.press("er du der?\r");
  const lost =
    "--:-- ·  Lost the connection to the server, trying again. What you write now waits.";
  assertEquals((await person.look()).slice(1), [
    `${lost.slice(0, lost.lastIndexOf(" "))}`,
    "         waits.",
    "--:-- …  ola: er du der?",
    "○ Offline, retrying in 1 s · 1 waiting",
    ">",
  ]);
  await person.pass(250);
  assertEquals((await person.look()).at(-2), "○ Offline, retrying now … · 1 waiting");
  await back.letIn({ members: ["kari"], resumed: true });
  assertEquals(await back.accept(1), "er du der?");
  assertEquals((await person.look()).slice(3), [
    "--:-- ✓  ola: er du der?",
    "--:-- ·  Connected again. Also here: kari.",
    "● kari is here · main",
    ">",
  ]);
  await person.leave(back);
});

Deno.test("screen shell: counts down to the next attempt", async () => {
  const servers = Array.from({ length: 5 }, () => new ScriptedServer());
  const person = new ScreenPerson(servers, { columns: 80 });
  const [first, ...duds] = servers;
  await first?.welcome("kari");
  first?.close();
  await settled();
  const waits: string[] = [];
  for (const dud of duds) {
    // Half of 0, 500, 1,000 and 2,000 ms, because the random number is 0.
    await person.pass(1_000);
    await dud.expect("hello");
    dud.close();
    await settled();
  }
  for (let i = 0; i < 3; i++) {
    waits.push((await person.look()).at(-2) ?? "");
    await person.pass(1_000);
  }
  assertEquals(waits.slice(0, 2), ["○ Offline, retrying in 2 s", "○ Offline, retrying in 1 s"]);
  await person.terminal.type("\x04\x03");
  assertEquals((await person.outcome).ending, { type: "left" });
  assertEquals(person.terminal.clock.waiting, 0);
});

Deno.test("screen shell: typing cancels leaving, and unsent texts are counted", async () => {
  const first = new ScriptedServer();
  const seatFile = { found: undefined, write: settled, close: () => {} };
  const person = new ScreenPerson([first], { columns: 80, seatFile });
  await first.welcome("kari");
  first.close();
  await person.press("hei\r\x04");
  const status = async () => (await person.look()).at(-2);
  assertEquals(await status(), "○ Leaving when all is sent · 1 waiting · Ctrl-C: now · Esc: stay");
  await person.press("o");
  assertEquals(await status(), "○ Offline, retrying now … · 1 waiting");
  await person.press("\x15\x04\x03");
  const { ending, allSent, waiting } = await person.outcome;
  assertEquals([ending.type, allSent, waiting], ["left", false, 1]);
});

Deno.test("screen shell: survives a change of the window while the person types", async () => {
  const { server, person } = await joinKari();
  server.send(said(1, "en ganske lang tekst som ikke får plass i én rad når vinduet blir smalt"));
  await server.expect("ack");
  await server.expect("read");
  await person.press("noe som skal sies, og som det er mye av");
  await server.expect("typing");
  for (const [columns, rows] of [[30, 12], [100, 20], [24, 9], [70, 12]] as const) {
    await person.window.resize(columns, rows);
    await person.look();
  }
  const there = await person.lookBack();
  assertEquals(there, [
    WELCOME,
    "--:--    kari: en ganske lang tekst som ikke får plass i én rad når",
    "         vinduet blir smalt",
    "● kari is here · main",
    "> noe som skal sies, og som det er mye av",
  ]);
  await person.window.resize(24, 9);
  assertEquals((await person.look()).slice(-3), [
    "● kari is here · main",
    "> noe som skal sies, og",
    "   som det er mye av",
  ]);
  person.terminal.signal("SIGTERM");
  server.close();
  assertEquals((await person.outcome).signal, "SIGTERM");
  assertEquals(person.window.raw, [true, false]);
});

Deno.test("screen shell: leaves after two Ctrl-C", async () => {
  const { server, person } = await joinKari();
  await person.press("noe");
  await server.expect("typing");
  await person.press("\x03");
  await server.expect("typing");
  assertEquals((await person.look()).slice(-2), [
    "● Ctrl-C once more to leave",
    "> Write a message, or /help",
  ]);
  await person.leave(server, "\x03");
  assertEquals(await person.look(), [WELCOME]);
});

Deno.test("screen shell: without focus, rings once and reports nothing as read", async () => {
  const { server, person } = await joinKari();
  await person.press("\x1b[O");
  server.send(said(1, "hei"), said(2, "er du\n der?"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 2 });
  const bells = person.terminal.stdout.text.split("\x07");
  assertEquals(bells.length, 3);
  assertEquals(bells[1], "\x1b]9;Tospann: kari: er du  der?");
  // No `read` came before this, so the next one covers both.
  await person.press("\x1b[I");
  assertEquals(await server.expect("read"), { type: "read", seq: 2 });
  server.send(said(3, "nå?"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 3 });
  assertEquals(await server.expect("read"), { type: "read", seq: 3 });
  assertEquals(person.terminal.stdout.text.split("\x07").length, 3);
  await person.leave(server);
});

Deno.test("screen shell: sends no read receipts if the person turned them off", async () => {
  const { server, person } = await joinKari();
  await person.press("/receipts\r");
  server.send(said(1, "hei"));
  assertEquals(await server.expect("ack"), { type: "ack", seq: 1 });
  await person.look();
  await person.press("/receipts\r");
  assertEquals(await server.expect("read"), { type: "read", seq: 1 });
  await person.leave(server);
});

Deno.test("screen shell: shows the texts that an earlier run did not send", async () => {
  const server = new ScriptedServer();
  const texts = [{ id: "a", text: "hei" }];
  const savedSeat: ResumableSeat = { version: 1, token: "t", seq: 4, texts, told: [] };
  const person = new ScreenPerson([server], { savedSeat, columns: 80 });
  assertEquals(await person.look(), ["--:-- …  ola: hei", "○ Connecting to localhost:7 …", ">"]);
  await server.letIn({ members: ["kari"], seq: 4, resumed: true });
  assertEquals(await server.accept(5), "hei");
  assertEquals((await person.look()).slice(0, 1), ["--:-- ✓  ola: hei"]);
  await person.leave(server);
});
