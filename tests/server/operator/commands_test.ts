import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../../actors/protocol/limits.ts";
import { parseHostLine } from "../../../server/operator/commands.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

Deno.test("host commands: each goes by a Norwegian and an English word, in any case", () => {
  const lines = {
    who: ["/hvem", "/who", "/HVEM", "/hvem nå"],
    stop: ["/stopp", "/stop"],
    help: ["/hjelp", "/help"],
  } as const;
  for (const [type, words] of Object.entries(lines)) {
    for (const line of words) assertEquals<unknown>(parseHostLine(line), { type }, line);
  }
});

Deno.test("host commands: a name is what follows, tidied", () => {
  for (const line of ["/kast Ola Nordmann", "/KICK  Ola \t Nordmann ", "/kast Ola\nNordmann"]) {
    assertEquals(parseHostLine(line), { type: "kick", who: "Ola Nordmann" });
  }
  for (const line of ["/kast", "/kick  ", `/kast ${"x".repeat(2_050)}`]) {
    assertEquals(parseHostLine(line), { type: "kick", who: "" });
  }
});

Deno.test("host commands: what has no slash in front is said, and two make one", () => {
  assertEquals(parseHostLine("hei på dere"), { type: "say", text: "hei på dere" });
  assertEquals(parseHostLine("//stopp"), { type: "say", text: "/stopp" });
  assertEquals(parseHostLine(" /stopp"), { type: "say", text: " /stopp" });
  assertEquals(parseHostLine("\x1b[31mrød\x1b[0m"), { type: "say", text: "rød" });
  for (const line of ["", " \t", "\x1b[31m"]) assertEquals(parseHostLine(line), { type: "blank" });
});

Deno.test("host commands: a slash word that is none is not said, and the nearest is told", () => {
  assertEquals(parseHostLine("/stpop nå"), { type: "unknown", word: "stpop", nearest: "stopp" });
  assertEquals(parseHostLine("/constructor"), {
    type: "unknown",
    word: "constructor",
    nearest: undefined,
  });
  assertEquals(parseHostLine("/"), { type: "unknown", word: "", nearest: undefined });
});

Deno.test("host commands: a text has the bounds of anybody's", () => {
  assertEquals(parseHostLine("å".repeat(MAX_TEXT_BYTES / 2)).type, "say");
  assertEquals(parseHostLine("å".repeat(MAX_TEXT_BYTES / 2) + "x").type, "tooLong");
  assertEquals(parseHostLine("x\n".repeat(MAX_TEXT_LINES - 1)).type, "say");
  assertEquals(parseHostLine("x\n".repeat(MAX_TEXT_LINES)).type, "tooLong");
});

Deno.test("host commands: whatever is typed means something, and a text is fit to be said", () => {
  fc.assert(fc.property(anyText(), (typed) => {
    const command = parseHostLine(typed);
    if (command.type !== "say") return;
    assert(command.text.trim() !== "" && !command.text.includes("\x1b"));
    assertEquals(parseHostLine(`/${command.text}`).type !== "blank", true);
  }));
});
