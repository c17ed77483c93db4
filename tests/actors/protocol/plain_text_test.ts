import { assert, assertEquals, assertFalse } from "@std/assert";
import fc from "fast-check";
import { parseName } from "../../../actors/protocol/names.ts";
import {
  formatPlainLines,
  isGoodbye,
  splitNameAndText,
} from "../../../actors/protocol/plain_text.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .map(parseName).filter((name) => name !== undefined);

Deno.test("plain text: recognizes a goodbye, alone or after a name, in any case", () => {
  const goodbyes = ["avslutt", " Avslutt\t", "ola: avslutt", "Kari Nordmann:  AVSLUTT "];
  for (const line of [...goodbyes, "Server: avslutt"]) assert(isGoodbye(line), line);
});

Deno.test("plain text: recognizes no other goodbye", () => {
  const others = ["", "ola", "avslutte", "ikke avslutt", "ola: ikke avslutt nå", ": avslutt"];
  const more = ["ola: jeg sa: avslutt", "ola:avslutt", "ola: jeg vil avslutt", "avslutt: ola"];
  for (const line of [...others, ...more, `${"x".repeat(2_000)}: avslutt`]) {
    assertFalse(isGoodbye(line), line);
  }
});

Deno.test("plain text: splits name and text at the first separator", () => {
  assertEquals(splitNameAndText("ola: hei"), { name: "ola", text: "hei" });
  assertEquals(splitNameAndText(" Ola  N : a: b "), { name: "Ola N", text: "a: b " });
  assertEquals(splitNameAndText("ola: "), { name: "ola", text: "" });
});

Deno.test("plain text: does not split a text without a person's name", () => {
  const whole = ["hei", "kl. 12:30", "http://x", ": hei", "Server: hei", "system: x", "ola:"];
  for (const line of [...whole, `${"x".repeat(33)}: hei`, `${"x".repeat(9_000)}: hei`]) {
    assertEquals(splitNameAndText(line), undefined);
  }
});

Deno.test("plain text: writes each line of a text after the name", () => {
  assertEquals(formatPlainLines("ola", "hei\n\npå deg"), ["ola: hei", "ola: ", "ola: på deg"]);
});

Deno.test("plain text: splits what it has written", () => {
  fc.assert(fc.property(name, fc.string({ unit: "grapheme" }), (name, text) => {
    assertEquals(formatPlainLines(name, text).map(splitNameAndText), [{ name, text }]);
  }));
});

Deno.test("plain text: never throws, whatever the line", () => {
  fc.assert(fc.property(anyText(), (line) => {
    isGoodbye(line);
    splitNameAndText(line);
  }));
});

Deno.test("plain text: cuts a long name before further lines", () => {
  const name = "👩‍👩‍👧".repeat(32);
  const lines = formatPlainLines(name, "en\nto\ntre");
  assertEquals(lines[0], `${name}: en`);
  assertEquals(lines.slice(1), [`${"👩‍👩‍👧".repeat(6)}…: to`, `${"👩‍👩‍👧".repeat(6)}…: tre`]);
  assertEquals(formatPlainLines("å".repeat(32), "en\nto")[1], `${"å".repeat(32)}: to`);
});
