import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_TEXT_BYTES, MAX_TEXT_LINES } from "../../../actors/protocol/limits.ts";
import { parseConsoleLine } from "../../../server/operator/commands.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

Deno.test("operator commands: have a Norwegian and an English word, in any case", () => {
  const lines = {
    who: ["/hvem", "/who", "/HVEM", "/hvem nå"],
    stop: ["/stopp", "/stop"],
    help: ["/hjelp", "/help"],
  } as const;
  for (const [type, words] of Object.entries(lines)) {
    for (const line of words) assertEquals<unknown>(parseConsoleLine(line), { type }, line);
  }
});

Deno.test("operator commands: take the rest of the line as a name", () => {
  for (const line of ["/kast Ola Nordmann", "/KICK  Ola \t Nordmann ", "/kast Ola\nNordmann"]) {
    assertEquals(parseConsoleLine(line), { type: "kick", who: "Ola Nordmann" });
  }
  for (const line of ["/kast", "/kick  ", `/kast ${"x".repeat(2_050)}`]) {
    assertEquals(parseConsoleLine(line), { type: "kick", who: "" });
  }
});

Deno.test("operator commands: a line without a slash is a text, and // says /", () => {
  assertEquals(parseConsoleLine("hei på dere"), { type: "say", text: "hei på dere" });
  assertEquals(parseConsoleLine("//stopp"), { type: "say", text: "/stopp" });
  assertEquals(parseConsoleLine(" /stopp"), { type: "say", text: " /stopp" });
  assertEquals(parseConsoleLine("\x1b[31mrød\x1b[0m"), { type: "say", text: "rød" });
  for (const line of ["", " \t", "\x1b[31m"]) {
    assertEquals(parseConsoleLine(line), { type: "blank" });
  }
});

Deno.test("operator commands: an unknown word is not said, and suggests the nearest command", () => {
  assertEquals(parseConsoleLine("/stpop nå"), { type: "unknown", word: "stpop", nearest: "stopp" });
  assertEquals(parseConsoleLine("/constructor"), {
    type: "unknown",
    word: "constructor",
    nearest: undefined,
  });
  assertEquals(parseConsoleLine("/"), { type: "unknown", word: "", nearest: undefined });
});

Deno.test("operator commands: bound a text like any other", () => {
  assertEquals(parseConsoleLine("å".repeat(MAX_TEXT_BYTES / 2)).type, "say");
  assertEquals(parseConsoleLine("å".repeat(MAX_TEXT_BYTES / 2) + "x").type, "tooLong");
  assertEquals(parseConsoleLine("x\n".repeat(MAX_TEXT_LINES - 1)).type, "say");
  assertEquals(parseConsoleLine("x\n".repeat(MAX_TEXT_LINES)).type, "tooLong");
});

Deno.test("operator commands: parse any input, and texts are clean", () => {
  fc.assert(fc.property(anyText(), (typed) => {
    const command = parseConsoleLine(typed);
    if (command.type !== "say") return;
    assert(command.text.trim() !== "" && !command.text.includes("\x1b"));
    assertEquals(parseConsoleLine(`/${command.text}`).type !== "blank", true);
  }));
});
