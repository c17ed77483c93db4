import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { concatenate } from "../../../actors/encoding/bytes.ts";
import { MAX_TELNET_OPTION_BYTES } from "../../../actors/protocol/limits.ts";
import { dropTelnet, telnetText } from "../../../actors/protocol/telnet.ts";
import { byteByByte, bytesOf, everyCut, inPieces } from "../../support/arbitraries/bytes.ts";

const IAC = 0xff;
const [SE, NOP, SB, WILL, WONT, DO, DONT] = [0xf0, 0xf1, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe];
const NAWS = 31;

function bytes(...parts: (string | number)[]): Uint8Array {
  return concatenate(
    parts.map((part) => typeof part === "string" ? bytesOf(part) : Uint8Array.of(part)),
  );
}

/** The text of a stream that came in these pieces. */
function kept(pieces: readonly Uint8Array[]): Uint8Array {
  let state = telnetText;
  return concatenate(pieces.map((piece) => {
    const dropped = dropTelnet(state, piece);
    state = dropped.state;
    return dropped.bytes;
  }));
}

Deno.test("telnet: returns bytes without commands as the same array", () => {
  const text = bytesOf("hei på øya\n");
  assertStrictEquals(dropTelnet(telnetText, text).bytes, text);
});

Deno.test("telnet: drops negotiation, subnegotiation and other commands at every cut", () => {
  // deno-fmt-ignore
  const whole = bytes(
    "a", IAC, WILL, NAWS, "b", IAC, WONT, 1, IAC, DO, 3, IAC, DONT, IAC, "c", IAC, NOP, "d",
    IAC, SB, NAWS, 0, 80, IAC, IAC, SE, 24, IAC, SE, "e\n", IAC, IAC, "å",
  );
  const expected = bytes("abcde\n", IAC, "å");
  assertEquals(kept([whole]), expected);
  for (const halves of everyCut(whole)) assertEquals(kept(halves), expected);
  assertEquals(kept(byteByByte(whole)), expected);
});

Deno.test("telnet: leaves the same text for any pieces", () => {
  const telltale = fc.constantFrom(IAC, IAC, SE, NOP, SB, WILL, DONT, 0x0a, 0x61, 0xc3);
  const stream = fc.oneof(
    fc.array(telltale, { maxLength: 40 }).map((list) => Uint8Array.from(list)),
    fc.uint8Array({ maxLength: 2_000 }),
  );
  const cases = stream.chain((whole) => fc.tuple(fc.constant(whole), inPieces(whole)));
  fc.assert(fc.property(cases, ([whole, pieces]) => {
    assertEquals(kept(pieces), kept([whole]));
  }));
});

Deno.test("telnet: never returns more than it got", () => {
  fc.assert(fc.property(fc.uint8Array(), (whole) => {
    assert(kept([whole]).length <= whole.length);
  }));
});

Deno.test("telnet: keeps a 0xFF that begins no command", () => {
  const whole = bytes("hei ", IAC, " du ", IAC, "\n");
  assertEquals(kept([whole]), whole);
  assertEquals(kept(byteByByte(whole)), whole);
});

Deno.test("telnet: never takes a newline as an option", () => {
  assertEquals(kept([bytes("hei", IAC, DONT, "\ndu\n")]), bytes("hei\ndu\n"));
});

Deno.test("telnet: takes an endless subnegotiation as noise", () => {
  const endless = bytes(IAC, SB, "x".repeat(MAX_TELNET_OPTION_BYTES), "hei");
  assertEquals(kept([endless]), bytesOf("hei"));
  assertEquals(kept(byteByByte(endless)), bytesOf("hei"));
});

Deno.test("telnet: ends a subnegotiation at its last allowed byte", () => {
  const option = "x".repeat(MAX_TELNET_OPTION_BYTES - 2);
  assertEquals(kept([bytes(IAC, SB, option, IAC, SE, "hei")]), bytesOf("hei"));
});
