import { assertEquals } from "@std/assert";
import { nearestWord } from "../../../actors/encoding/spelling.ts";

const words = ["hjelp", "avslutt", "hvem", "tid", "me"];

Deno.test("spelling: forgives one letter too many, too few, wrong or swapped", () => {
  for (const typed of ["hjellp", "hjlp", "hjalp", "hjlep"]) {
    assertEquals(nearestWord(typed, words), "hjelp", typed);
  }
});

Deno.test("spelling: forgives less in short words", () => {
  assertEquals(nearestWord("tdi", words), "tid");
  assertEquals(nearestWord("da", words), undefined);
});

Deno.test("spelling: finds nothing near a different word, nor near an empty one", () => {
  assertEquals(nearestWord("usr/bin", words), undefined);
  assertEquals(nearestWord("", words), undefined);
});
