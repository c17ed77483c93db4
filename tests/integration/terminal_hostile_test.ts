/**
 * Attacks on a person's terminal, by another client or by the server itself: only text gets
 * through.
 *
 * @module
 */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { encodeFrame } from "../../actors/protocol/frame_codec.ts";
import { RealClient } from "../support/processes/real_client.ts";
import { freshTerminalChat, TerminalPerson } from "../support/processes/terminal_person.ts";
import { mayOpenTerminals } from "../support/processes/tmux.ts";

const ignore = !mayOpenTerminals;

/** Clears, moves, colours, reverses, rings, and sets the window's title. */
const ATTACK = "\x1b[2J\x1b[H\x1b[31m\x9b1m\x1b]0;eier\x07\x1bkeier\x1b\\\x1bP1;1|\x1b\\\x1bc\r" +
  "\u202e\u2066\b\b\x0e";

Deno.test("terminal: nc can send nothing but text", { ignore }, async () => {
  await using chat = await freshTerminalChat();
  const { terminal } = chat.ola;
  const title = await terminal.title();
  using nc = await RealClient.connect(chat.port);
  await terminal.until("har koblet seg til");
  const before = (await terminal.screen()).slice(0, 3);
  await nc.send(`per: a${ATTACK}b\n${ATTACK}\nper${ATTACK}: c\n`);
  await nc.send("per: ferdig\n");
  const rows = await terminal.until("ferdig");
  assertEquals(rows.slice(0, before.length), before);
  assertStringIncludes(rows.join("\n"), "per: a");
  assertEquals(await chat.ola.countFoot(), { status: 1, input: 1 });
  assertEquals(await terminal.title(), title);
  assertEquals(invisible(rows), "");
});

Deno.test("terminal: a server can send nothing but text", { ignore }, async () => {
  const stateHome = await Deno.makeTempDir();
  await using stack = new AsyncDisposableStack();
  stack.defer(() => Deno.remove(stateHome, { recursive: true }));
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  await using ola = await TerminalPerson.sitDown({ name: "ola", port, stateHome });
  const title = await ola.terminal.title();
  await ola.start();
  using server = await listener.accept();
  const ill = (text: string) => `${text}${ATTACK}`;
  const id = ill("m2");
  const from = { id, name: ill("kari") };
  const member = { ...from, online: true };
  const at = "2026-11-23T09:00:00.000Z";
  const you = { id: ill("m1"), name: ill("ola") };
  const send = async (frame: Parameters<typeof encodeFrame>[0]) => {
    let bytes = new TextEncoder().encode(encodeFrame(frame));
    while (bytes.length > 0) bytes = bytes.subarray(await server.write(bytes));
  };
  await send({
    type: "welcome",
    version: 1,
    room: ill("main"),
    capacity: 2,
    you,
    members: [member],
    token: ill("t"),
    seq: 1,
    resumed: false,
  });
  await send({ type: "said", seq: 2, id, from, at: ill(at), text: ill("hei") });
  await send({ type: "typing", from, active: true });
  await send({ type: "renamed", seq: 3, member, was: ill("karl"), at });
  await send({ type: "error", code: "bad_frame", text: ill("feil") });
  await send({ type: "lost", seq: 4, member, until: ill(at), at });
  await send({ type: "said", seq: 5, id: "5", from, at, text: "ferdig" });
  const rows = await ola.terminal.until("ferdig");
  assertStringIncludes(rows[0] ?? "", "deno task");
  assertStringIncludes(rows.join("\n"), "hei");
  assertEquals(await ola.countFoot(), { status: 1, input: 1 });
  assertEquals(invisible(rows), "");
  await send({ type: "closing", reason: "stopping", text: ill("Server: slutt") });
  assertEquals(await ola.untilBack(), 1);
  assertEquals(invisible(await ola.terminal.lines()), "");
  assertEquals(await ola.terminal.title(), title);
});

/** Everything on a screen that is not text. */
function invisible(rows: readonly string[]): string {
  return rows.join("").replaceAll(/[^\p{Cc}\p{Bidi_Control}]/gu, "");
}
