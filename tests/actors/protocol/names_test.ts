import { assert, assertEquals, assertFalse, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import {
  MAX_NAME_BYTES,
  MAX_NAME_CHARACTERS,
  MAX_ROOM_NAME_CHARACTERS,
} from "../../../actors/protocol/limits.ts";
import {
  numberedName,
  parseLabel,
  parseName,
  parseRoomName,
} from "../../../actors/protocol/names.ts";
import { utf8Length } from "../../../actors/encoding/utf8.ts";
import { anyText } from "../../support/arbitraries/texts.ts";

const FAMILY = "👩‍👩‍👧";

const anyName = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  anyText(40),
  fc.constantFrom("ola", "Ola 2", "x".repeat(MAX_NAME_CHARACTERS), FAMILY.repeat(32)),
);
const validName = anyName.map(parseName).filter((name) => name !== undefined);

Deno.test("name: is tidied to one clean, composed line with single spaces", () => {
  assertEquals(parseName("  Ola \t\r\n Nord\x1b[31mmann\u202e "), "Ola Nordmann");
  assertEquals(parseName("A\u030ase"), "Åse");
});

Deno.test("name: is bounded in characters, as a person counts them", () => {
  assertEquals(parseName("x"), "x");
  for (const character of ["x", "漢", FAMILY, "🇳🇴"]) {
    const longest = character.repeat(MAX_NAME_CHARACTERS);
    assertEquals(parseName(longest), longest);
    assertEquals(parseName(longest + character), undefined);
  }
});

Deno.test("name: is bounded in bytes, however few its characters", () => {
  assertEquals(parseName("a" + "\u0301".repeat(MAX_NAME_BYTES)), undefined);
  assertEquals(parseName("a" + "\u0316".repeat(MAX_NAME_BYTES / 2)), undefined);
  assertEquals(parseName("x".repeat(60_000)), undefined);
});

Deno.test("name: must have something visible", () => {
  for (const nothing of ["", " ", "\n", "\x1b[31m", "\u200d", "\ufe0f", "\u3164", "\u2800"]) {
    assertEquals(parseName(nothing), undefined);
  }
  for (const something of ["å", "7", "?", "+", "❤️"]) {
    assertEquals(parseName(something), something);
  }
});

Deno.test("name: must not be the server's, in any spelling", () => {
  const own = ["server", "System", "SERVER", "  ser\x07ver ", "s\u200berver", "Ｓｙｓｔｅｍ"];
  for (const name of [...own, "Server:", "system :x"]) assertEquals(parseName(name), undefined);
  for (const name of ["Servera", "min server"]) assertEquals(parseName(name), name);
});

Deno.test("name: must not contain what ends a name", () => {
  assertEquals(parseName("kari: hei"), undefined);
  assertEquals(parseName("kari:\u00a0hei"), undefined);
  assertEquals(parseName("kari:"), undefined);
  assertEquals(parseName("10:30"), "10:30");
});

Deno.test("name: parses to itself", () => {
  fc.assert(fc.property(validName, (name) => {
    assertEquals(parseName(name), name);
    assert(utf8Length(name) <= MAX_NAME_BYTES);
  }));
});

Deno.test("name: before a text may be the server's", () => {
  assertEquals(parseLabel("Server"), "Server");
  assertEquals(parseLabel("a: b"), undefined);
  assertEquals(parseLabel(""), undefined);
});

Deno.test("room name: is tidied, and has no reserved words", () => {
  assertEquals(parseRoomName(" stua\n"), "stua");
  assertEquals(parseRoomName("server"), "server");
  assertEquals(parseRoomName("\u200b"), undefined);
  const longest = FAMILY.repeat(MAX_ROOM_NAME_CHARACTERS);
  assertEquals(utf8Length(longest) > MAX_NAME_BYTES, true);
  assertEquals(parseRoomName(longest), undefined);
  assertEquals(parseRoomName("x".repeat(MAX_ROOM_NAME_CHARACTERS))?.length, 64);
  assertEquals(parseRoomName("x".repeat(MAX_ROOM_NAME_CHARACTERS + 1)), undefined);
});

Deno.test("numbered name: is the wanted one if it is free", () => {
  assertEquals(numberedName("ola", ["kari"]), "ola");
});

Deno.test("numbered name: takes the first free number", () => {
  assertEquals(numberedName("ola", ["ola"]), "ola 2");
  assertEquals(numberedName("ola", ["ola 2", "ola"]), "ola 3");
  assertEquals(numberedName("ola", ["ola 3", "ola"]), "ola 2");
  assertEquals(numberedName("ola 2", ["ola 2"]), "ola 2 2");
});

Deno.test("numbered name: ignores case, composition and invisible characters", () => {
  for (const taken of ["ÅSE", "A\u030ase", "å\u200bse"]) {
    assertEquals(numberedName("Åse", [taken]), "Åse 2");
  }
});

Deno.test("numbered name: cuts a name that is too long for its number", () => {
  const wanted = FAMILY.repeat(MAX_NAME_CHARACTERS);
  assertEquals(numberedName(wanted, [wanted]), FAMILY.repeat(MAX_NAME_CHARACTERS - 2) + " 2");
  const split = "x".repeat(28) + " :yyy";
  assertEquals(numberedName(split, [split]), "x".repeat(28) + " 2");
  const heavy = "a" + "\u0316".repeat((MAX_NAME_BYTES - 2) / 2) + "b";
  assertEquals(parseName(heavy), heavy);
  assertEquals(numberedName(heavy, [heavy]), "2");
});

Deno.test("numbered name: is always valid and free", () => {
  fc.assert(fc.property(validName, fc.array(validName), fc.nat(12), (wanted, others, more) => {
    const taken = [...others, wanted];
    for (let i = 0; i < more; i++) taken.push(numberedName(wanted, taken));
    const name = numberedName(wanted, taken);
    assertEquals(parseName(name), name);
    assertFalse(taken.includes(name));
    assertNotEquals(name.toLowerCase(), wanted.toLowerCase());
  }));
});
