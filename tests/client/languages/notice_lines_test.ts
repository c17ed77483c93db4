import { assert, assertEquals } from "@std/assert";
import type { LeaveReason } from "../../../actors/protocol/frames.ts";
import type { Language } from "../../../actors/languages/languages.ts";
import { noticeLines } from "../../../client/languages/notice_lines.ts";
import type { Notice } from "../../../client/chat/notices.ts";
import { calendar } from "../../../client/languages/calendar.ts";

const others = [{ name: "kari", online: true }, { name: "per", online: false }];

function lines(notice: Notice, language: Language): readonly string[] {
  return noticeLines(notice, language, calendar(language, "UTC").time);
}

Deno.test("noticeLines(): lists the members", () => {
  const who = { type: "who", you: "ola", others, connected: true } as const;
  assertEquals(lines(who, "nb"), ["System: Her er ola (deg), kari og per (borte)."]);
  assertEquals(lines(who, "en"), ["System: Here: ola (you), kari and per (away)."]);
  const [line = ""] = lines({ ...who, connected: false }, "nb");
  assert(line.startsWith("System: Det er ingen forbindelse"), line);
  assert(line.endsWith("Sist var ola (deg), kari og per (borte) her."), line);
});

Deno.test("noticeLines(): says what a name may be, and the new name", () => {
  assertEquals(lines({ type: "new_name", name: "kari" }, "nb"), [
    "System: Du heter nå «kari».",
  ]);
  const [line = ""] = lines({ type: "invalid_name" }, "nb");
  assert(
    line.startsWith("System: Det kan ikke brukes som navn. Velg et navn på 1 til 32 tegn"),
    line,
  );
});

Deno.test("noticeLines(): explains the missing receipts of the line-by-line view", () => {
  const [clear = "", receipts = ""] = (["clear", "receipts"] as const)
    .flatMap((command) => lines({ type: "not_here", command }, "en"));
  assert(clear.startsWith("System: /clear has no effect"), clear);
  assert(receipts.includes("nobody knows what you have read"), receipts);
});

Deno.test("noticeLines(): names the room", () => {
  const place = { type: "welcome", you: "ola", room: "main", others: [] } as const;
  const line = (again: boolean, resumed: boolean) =>
    lines({ ...place, again, resumed }, "nb").join("\n");
  const alone = "Ingen andre er her ennå.";
  assertEquals(
    line(false, false),
    `System: Du er med i rommet «main» som «ola». ${alone}`,
  );
  assertEquals(
    line(false, true),
    `System: Du er tilbake på plassen din i rommet «main» som «ola». ${alone}`,
  );
  assertEquals(line(true, true), `System: Tilkoblet igjen. ${alone}`);
  assert(line(true, false).includes("på en ny plass, som «ola»"));
});

Deno.test("noticeLines(): names the nearest command, without control characters", () => {
  const unknown: Notice = { type: "unknown", word: "hjlep\x1b[31m", nearest: "hjelp" };
  assertEquals(lines(unknown, "nb"), [
    "System: Ukjent kommando: /hjlep. Mente du /hjelp? Ingenting ble sendt.",
  ]);
});

Deno.test("noticeLines(): quotes a text that is given up, on one line", () => {
  const notice: Notice = { type: "not_sent", reason: "unsent", text: "a\nb\x07" };
  assertEquals(lines(notice, "en"), ["System: This was not sent: a b"]);
});

Deno.test("noticeLines(): help lists the words of both languages", () => {
  const [who, ping] = lines({ type: "help", commands: ["who", "ping"] }, "en");
  assert(who?.startsWith("System: /who (/hvem): "));
  assert(ping?.startsWith("System: /ping: "));
});

Deno.test("noticeLines(): tells the time alike in both languages", () => {
  const time = { type: "time", at: 47_000_000 } as const;
  assertEquals(lines(time, "nb"), ["System: Klokken er 13:03."]);
  assertEquals(lines(time, "en"), ["System: It is 13:03."]);
});

Deno.test("noticeLines(): tells why a member is gone", () => {
  const left = (reason?: LeaveReason) =>
    lines({ type: "left", name: "kari", ...(reason === undefined ? {} : { reason }) }, "nb");
  assertEquals(left("quit"), ["System: Bruker kari har forlatt chatten."]);
  assertEquals(left(), left("quit"));
  assertEquals(left("kicked"), ["System: Bruker kari ble kastet ut av verten."]);
  assertEquals(left("idle"), ["System: Bruker kari var stille for lenge og ble koblet fra."]);
  assertEquals(left("lost"), ["System: Bruker kari mistet forbindelsen og kom ikke tilbake."]);
});
