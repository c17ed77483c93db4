import { assertEquals } from "@std/assert";
import { nearestWord } from "../../../actors/encoding/spelling.ts";

const words = ["hjelp", "avslutt", "hvem", "tid", "me"];

Deno.test("nearestWord() forgives a letter too many, too few, wrong or swapped", () => {
  for (const typed of ["hjellp", "hjlp", "hjalp", "hjlep"]) {
    assertEquals(nearestWord(typed, words), "hjelp", typed);
  }
});

Deno.test("nearestWord() forgives less in short words", () => {
  assertEquals(nearestWord("tdi", words), "tid");
  assertEquals(nearestWord("da", words), undefined);
});

Deno.test("nearestWord() finds nothing near a word of another kind, nor near none", () => {
  assertEquals(nearestWord("usr/bin", words), undefined);
  assertEquals(nearestWord("", words), undefined);
});
