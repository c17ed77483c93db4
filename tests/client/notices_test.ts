import { assert, assertEquals } from "@std/assert";
import { type Notice, noticeLines } from "../../client/notices.ts";

const others = [{ name: "kari", online: true }, { name: "per", online: false }];

Deno.test("noticeLines() tells who is here", () => {
  const who: Notice = { type: "who", you: "ola", others };
  assertEquals(noticeLines(who, "nb"), ["System: Her er ola (deg), kari og per (borte)."]);
  assertEquals(noticeLines(who, "en"), ["System: Here: ola (you), kari and per (away)."]);
});

Deno.test("noticeLines() tells where one is", () => {
  assertEquals(noticeLines({ type: "welcome", you: "ola", room: "main", others: [] }, "nb"), [
    "System: Du er med i rommet «main» som «ola». Ingen andre er her ennå.",
  ]);
});

Deno.test("noticeLines() names the nearest command, and shows no control characters", () => {
  const unknown: Notice = { type: "unknown", word: "hjlep\x1b[31m", nearest: "hjelp" };
  assertEquals(noticeLines(unknown, "nb"), [
    "System: Ukjent kommando: /hjlep. Mente du /hjelp? Ingenting ble sendt.",
  ]);
});

Deno.test("noticeLines() helps with the words of both languages", () => {
  const [who, ping] = noticeLines({ type: "help", commands: ["who", "ping"] }, "en");
  assert(who?.startsWith("System: /who (/hvem): "));
  assert(ping?.startsWith("System: /ping: "));
});

Deno.test("noticeLines() tells the time as the language writes it", () => {
  const [line = ""] = noticeLines({ type: "time", at: 0 }, "nb");
  assert(/^System: Klokken er \d\d:\d\d\.$/.test(line), line);
});
