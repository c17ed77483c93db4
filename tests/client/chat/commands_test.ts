import { assertEquals } from "@std/assert";
import { type CommandName, commandWords, parseLine } from "../../../client/chat/commands.ts";

Deno.test("parseLine(): knows every command in both languages and any case", () => {
  for (const [name, words] of Object.entries(commandWords)) {
    for (const word of words) {
      // `Object.entries` loses the type of the keys.
      const command = { type: "command", name: name as CommandName, argument: "" } as const;
      assertEquals(parseLine(`/${word}`), command);
      assertEquals(parseLine(`/${word.toUpperCase()}`), command);
    }
  }
});

Deno.test("parseLine(): the rest of the line is the argument", () => {
  assertEquals(parseLine("/meg  vinker  til deg "), {
    type: "command",
    name: "me",
    argument: "vinker  til deg",
  });
});

Deno.test("parseLine(): the word avslutt alone leaves", () => {
  assertEquals(parseLine("  Avslutt "), { type: "command", name: "quit", argument: "" });
  assertEquals(parseLine("ikke avslutt"), { type: "text", text: "ikke avslutt" });
  assertEquals(parseLine("ola: avslutt"), { type: "text", text: "ola: avslutt" });
});

Deno.test("parseLine(): sends // as /", () => {
  assertEquals(parseLine("//hjelp"), { type: "text", text: "/hjelp" });
});

Deno.test("parseLine(): a slash counts only in the first column", () => {
  assertEquals(parseLine(" /etc/passwd"), { type: "text", text: " /etc/passwd" });
  assertEquals(parseLine("og/eller"), { type: "text", text: "og/eller" });
});

Deno.test("parseLine(): suggests the nearest command for an unknown one", () => {
  assertEquals(parseLine("/hjlep meg"), { type: "unknown", word: "hjlep", nearest: "hjelp" });
  assertEquals(parseLine("/etc/passwd"), {
    type: "unknown",
    word: "etc/passwd",
    nearest: undefined,
  });
  assertEquals(parseLine("/ hjelp"), { type: "unknown", word: "", nearest: undefined });
});

Deno.test("parseLine(): a blank line has nothing to send", () => {
  assertEquals(parseLine(""), { type: "blank" });
  assertEquals(parseLine(" \t"), { type: "blank" });
});
