import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  decodeKeys,
  flushKeys,
  hasPartialKey,
  type Key,
  type KeyName,
  noKeys,
} from "../../../../client/terminal/editor/keys.ts";
import { MAX_PASTE_LENGTH } from "../../../../client/terminal/editor/pasting.ts";

const encoder = new TextEncoder();

function keysOf(...chunks: readonly (string | Uint8Array)[]): readonly Key[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let state = noKeys;
  const keys: Key[] = [];
  for (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    const decoded = decodeKeys(state, decoder.decode(bytes, { stream: true }));
    state = decoded.state;
    keys.push(...decoded.keys);
  }
  return joined(keys);
}

/** Joins text, which may come in any number of pieces. */
function joined(keys: readonly Key[]): readonly Key[] {
  const result: Key[] = [];
  for (const key of keys) {
    const last = result.at(-1);
    if (key.type === "text" && last?.type === "text") {
      result.splice(-1, 1, { type: "text", text: last.text + key.text });
    } else {
      result.push(key);
    }
  }
  return result;
}

function bytewise(bytes: Uint8Array): readonly Uint8Array[] {
  return [...bytes].map((byte) => Uint8Array.of(byte));
}

function text(text: string): Key {
  return { type: "text", text };
}

function press(name: KeyName): Key {
  return { type: "press", name };
}

const SEQUENCES: Readonly<Record<KeyName, readonly string[]>> = {
  enter: ["\r", "\x1bOM", "\x1b[13u", "\x1b[57414u", "\x1b[13;129u"],
  newline: ["\n", "\x1b\r", "\x1b\n", "\x1b[13;2u", "\x1b[27;2;13~", "\x1b[13;3u", "\x1b[27;5;13~"],
  tab: ["\t", "\x1b[9u", "\x1b[105;5u"],
  backspace: ["\x7f", "\b", "\x1b[127u", "\x1b[127;2u"],
  delete: ["\x1b[3~", "\x1b[3;2~", "\x1b[3$"],
  left: ["\x1b[D", "\x1bOD", "\x02", "\x1b[1;2D", "\x1b[d", "\x1b[57417u", "\x9bD", "\x1b[1;1:2D"],
  right: ["\x1b[C", "\x1bOC", "\x06", "\x1b[c"],
  up: ["\x1b[A", "\x1bOA", "\x10", "\x1b[1;5A", "\x8fA"],
  down: ["\x1b[B", "\x1bOB", "\x0e", "\x1bOb"],
  home: ["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~", "\x01", "\x1b[1;5H", "\x1b[1;9D"],
  end: ["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~", "\x05", "\x1b[1;9C"],
  page_up: ["\x1b[5~"],
  page_down: ["\x1b[6~"],
  word_left: ["\x1bb", "\x1b[1;5D", "\x1b[1;3D", "\x1b\x1b[D", "\x1bOd", "\x1bO5D", "\x1b[5D"],
  word_right: ["\x1bf", "\x1b[1;5C", "\x1b[1;3C", "\x1b\x1bOC", "\x1bOc", "\x1b[102;3u"],
  word_backspace: ["\x17", "\x1b\x7f", "\x1b\b", "\x1b[127;5u", "\x1b[119;5u", "\x1b[27;5;127~"],
  word_delete: ["\x1bd", "\x1b[3;5~", "\x1b[3;3~", "\x1b[3^", "\x1b[27;3;100~"],
  kill_to_start: ["\x15", "\x1b[117;5u", "\x1b[127;9u"],
  kill_to_end: ["\x0b", "\x1b[27;5;107~"],
  yank: ["\x19"],
  clear_screen: ["\x0c"],
  interrupt: ["\x03", "\x1b[99;5u", "\x1b[99;69u"],
  end_of_input: ["\x04"],
  escape: ["\x1b[27u"],
};

Deno.test("keys: decodes every form of every key", () => {
  for (const [name, sequences] of Object.entries(SEQUENCES) as [KeyName, readonly string[]][]) {
    for (const sequence of sequences) {
      assertEquals(keysOf(`a${sequence}b`), [text("a"), press(name), text("b")], quoted(sequence));
    }
  }
});

Deno.test("keys: swallows unknown sequences whole", () => {
  const unknown = [
    "\x1bOP", // F1
    "\x1b[[A", // F1 of the Linux console
    "\x1b[15~", // F5
    "\x1b[Z", // Shift-Tab
    "\x1b[99;6u", // Ctrl-Shift-C
    "\x1b[97;1:3u", // a let go
    "\x1b[1;1:3A",
    "\x1b[57358u", // caps lock
    "\x1b[55296u", // half a pair
    "\x1b[9999999u",
    "\x1b[u",
    "\x1b[27;5~",
    "\x1b[24;80R", // where the cursor is
    "\x1b[?62;22c", // what the terminal is
    "\x1b[>0;276;0c",
    "\x1b[?2026;2$y", // what mode it is in
    "\x1b[8;24;80t",
    "\x1b]11;rgb:0000/0000/0000\x07", // its color
    "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b]0;blå\x9c",
    "\x1bP>|XTerm(390)\x1b\\", // its name
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[M !!", // mouse
    "\x1b[<0;10;10M",
    "\x1b[201~", // the end of no paste
    "\x1bq", // Alt-Q
    "\x1bå",
    "\x00",
    "\x1a",
    "\x82",
    "\u202e",
    `\x1b[${"1;".repeat(99)}5D`,
  ];
  for (const sequence of unknown) {
    assertEquals(keysOf(`a${sequence}b`), [text("ab")], quoted(sequence));
  }
});

Deno.test("keys: a character that cannot belong to a sequence ends it and counts itself", () => {
  assertEquals(keysOf("\x1b[1;\x03"), [press("interrupt")]);
  assertEquals(keysOf("\x1b]0;x\x03"), [press("interrupt")]);
  assertEquals(keysOf("\x1b[M\r"), [press("enter")]);
  assertEquals(keysOf("\x1b\x03"), [press("interrupt")]);
  assertEquals(keysOf("\x1b[1\x1b[D"), [press("left")]);
  assertEquals(keysOf("\x1b[å"), [text("å")]);
});

Deno.test("keys: decodes text in every script, typed or as codes", () => {
  assertEquals(keysOf("blåbær 漢字 👩‍👩‍👧 a\u030a"), [text("blåbær 漢字 👩‍👩‍👧 a\u030a")]);
  assertEquals(keysOf("\x1b[27;2;65~\x1b[229;1u"), [text("Aå")]);
});

Deno.test("keys: joins a character that was cut, and replaces invalid bytes by U+FFFD", () => {
  const bytes = encoder.encode("å👩");
  assertEquals(keysOf(...bytewise(bytes)), [
    text("å👩"),
  ]);
  assertEquals(keysOf(Uint8Array.of(0xe5, 0x62)), [text("\ufffdb")]);
  assertEquals(keysOf(Uint8Array.of(0xe0), Uint8Array.of(0x80, 0x62)), [text("\ufffd\ufffdb")]);
});

Deno.test("keys: decodes focus events", () => {
  assertEquals(keysOf("\x1b[I\x1b[O"), [
    { type: "focus", focused: true },
    { type: "focus", focused: false },
  ]);
});

Deno.test("keys: a paste is one clean key with plain newlines", () => {
  const pasted = "\x1b[200~en\rto\r\ntre\n\tfire\x1b[31m\x03\x1b[201~x";
  assertEquals(keysOf(pasted), [{ type: "paste", text: "en\nto\ntre\n\tfire" }, text("x")]);
  assertEquals(keysOf(...pasted), keysOf(pasted));
  assertEquals(keysOf("\x1b[200~\x1b[201~"), []);
});

Deno.test("keys: cuts a long paste, and does not type its end", () => {
  const [key, ...more] = keysOf("\x1b[200~", "x".repeat(MAX_PASTE_LENGTH - 1), "👩y", "\x1b[201~z");
  assertEquals(key, { type: "paste", text: "x".repeat(MAX_PASTE_LENGTH - 1), cut: true });
  assertEquals(more, [text("z")]);
});

Deno.test("keys: after a pause, a lone ESC is Escape and a partial sequence is dropped", () => {
  const flushed = (typed: string) => {
    const { state } = decodeKeys(noKeys, typed);
    const after = flushKeys(state);
    const { keys } = decodeKeys(after.state, "b");
    return [hasPartialKey(state), hasPartialKey(after.state), ...after.keys, ...keys];
  };
  assertEquals(flushed("\x1b"), [true, false, press("escape"), text("b")]);
  assertEquals(flushed("\x1b\x1b"), [true, false, press("escape"), text("b")]);
  for (const unfinished of ["\x1b[", "\x1b[1;5", "\x1bO", "\x1b]11;", "\x1b[M!", "\x1b[["]) {
    assertEquals(flushed(unfinished), [true, false, text("b")], quoted(unfinished));
  }
  assertEquals(flushed("a"), [false, false, text("b")]);
  assertEquals(flushed("\x1b[200~a\x1b[2"), [false, false]);
});

/** Bytes with many starts and ends of sequences. */
const anyBytes = fc.array(
  fc.oneof(
    fc.constantFrom(...Object.values(SEQUENCES).flat()).map((typed) => [...encoder.encode(typed)]),
    fc.constantFrom(
      "\x1b",
      "\x1b[",
      "\x1b]",
      "\x1b[200~",
      "\x1b[201~",
      "\x1b[M",
      "\x9b",
      "å",
      "👩",
      "\r\n",
    )
      .map((typed) => [...encoder.encode(typed)]),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => [...bytes]),
    fc.string({ unit: "grapheme", maxLength: 3 }).map((typed) => [...encoder.encode(typed)]),
  ),
  { maxLength: 12 },
).map((pieces) => Uint8Array.from(pieces.flat()));

Deno.test("keys: cutting the input does not change the keys", () => {
  fc.assert(fc.property(
    anyBytes,
    fc.array(fc.nat(60), { maxLength: 8 }),
    (bytes, cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
      assertEquals(keysOf(...chunks), keysOf(bytes));
      assertEquals(keysOf(...bytewise(bytes)), keysOf(bytes));
    },
  ));
});

Deno.test("keys: text never has control characters, and flushing leaves nothing partial", () => {
  const typed = /^[^\p{Cc}]+$/u;
  const pasted = /^[^\p{Cc}]*$/u;
  fc.assert(fc.property(anyBytes, (bytes) => {
    const { state, keys } = decodeKeys(noKeys, new TextDecoder().decode(bytes));
    for (const key of keys) {
      if (key.type === "text") assert(typed.test(key.text) && key.text.isWellFormed());
      if (key.type === "paste") assert(pasted.test(key.text.replace(/[\n\t]/g, "")));
    }
    assert(!hasPartialKey(flushKeys(state).state));
  }));
});

function quoted(sequence: string): string {
  return JSON.stringify(sequence);
}
