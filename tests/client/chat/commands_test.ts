import { assertEquals } from "@std/assert";
import { type CommandName, commandWords, parseLine } from "../../../client/chat/commands.ts";

Deno.test("parseLine() takes every command in both languages, in any case", () => {
  for (const [name, words] of Object.entries(commandWords)) {
    for (const word of words) {
      // Object.entries forgets that the keys are the table's own.
      const command = { type: "command", name: name as CommandName, argument: "" } as const;
      assertEquals(parseLine(`/${word}`), command);
      assertEquals(parseLine(`/${word.toUpperCase()}`), command);
    }
  }
});

Deno.test("parseLine() gives what follows a command as its argument", () => {
  assertEquals(parseLine("/meg  vinker  til deg "), {
    type: "command",
    name: "me",
    argument: "vinker  til deg",
  });
});

Deno.test("parseLine() takes the bare word avslutt alone on its line", () => {
  assertEquals(parseLine("  Avslutt "), { type: "command", name: "quit", argument: "" });
  assertEquals(parseLine("ikke avslutt"), { type: "text", text: "ikke avslutt" });
  assertEquals(parseLine("ola: avslutt"), { type: "text", text: "ola: avslutt" });
});

Deno.test("parseLine() sends what begins with two slashes with one", () => {
  assertEquals(parseLine("//hjelp"), { type: "text", text: "/hjelp" });
});

Deno.test("parseLine() leaves a slash alone that is not first", () => {
  assertEquals(parseLine(" /etc/passwd"), { type: "text", text: " /etc/passwd" });
  assertEquals(parseLine("og/eller"), { type: "text", text: "og/eller" });
});

Deno.test("parseLine() does not know other slash words, and names the nearest", () => {
  assertEquals(parseLine("/hjlep meg"), { type: "unknown", word: "hjlep", nearest: "hjelp" });
  assertEquals(parseLine("/etc/passwd"), {
    type: "unknown",
    word: "etc/passwd",
    nearest: undefined,
  });
  assertEquals(parseLine("/ hjelp"), { type: "unknown", word: "", nearest: undefined });
});

Deno.test("parseLine() finds nothing to send in a blank line", () => {
  assertEquals(parseLine(""), { type: "blank" });
  assertEquals(parseLine(" \t"), { type: "blank" });
});
