import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { commandWords } from "../../../client/chat/commands.ts";
import { complete } from "../../../client/chat/completion.ts";

const commands = Object.values(commandWords).flat();

/** The line after Tab, with `|` for the cursor. */
function completed(marked: string, names: readonly string[] = ["kari"]): [string, ...string[]] {
  const cursor = marked.indexOf("|");
  const { text, cursor: at, choices } = complete(marked.replace("|", ""), cursor, {
    commands,
    names,
  });
  return [`${text.slice(0, at)}|${text.slice(at)}`, ...choices];
}

Deno.test("complete(): completes a command", () => {
  assertEquals(completed("/hj|"), ["/hjelp |"]);
  assertEquals(completed("/HJ|"), ["/hjelp |"]);
  assertEquals(completed("/pi|"), ["/ping |"]);
  assertEquals(completed("/t\u00f8|"), ["/tøm |"]);
  assertEquals(completed("/na| ola"), ["/navn |ola"]);
});

Deno.test("complete(): completes the common part, and returns the candidates", () => {
  assertEquals(completed("/h|"), ["/h|", "/hjelp", "/help", "/hvem"]);
  assertEquals(completed("/ti|"), ["/ti|", "/tid", "/time"]);
  assertEquals(completed("/T|"), ["/T|", "/tøm", "/tid", "/time"]);
  assertEquals(completed("/|").length, 1 + new Set(commands).size);
  assertEquals(completed("o|", ["Ola", "ola 2"]), ["Ola|", "Ola", "ola 2"]);
  assertEquals(completed("ola|", ["Ola", "ola 2"]), ["ola|", "Ola", "ola 2"]);
});

Deno.test("complete(): adds a colon after a name at the start of a line", () => {
  assertEquals(completed("ka|"), ["kari: |"]);
  assertEquals(completed("hei\nKA|"), ["hei\nkari: |"]);
  assertEquals(completed("hei ka|, du"), ["hei kari |, du"]);
  assertEquals(completed("/navn ka|"), ["/navn kari |"]);
  assertEquals(completed("a\u030as|", ["åse"]), ["åse: |"]);
  assertEquals(completed("hei ola n|", ["Ola Nordmann"]), ["hei Ola Nordmann |"]);
});

Deno.test("complete(): leaves a word without candidates alone", () => {
  for (const line of ["|", "//|", "//hj|", "/xyz|", " /hj|", "hei |", "per|", "/usr/b|"]) {
    assertEquals(completed(line), [line]);
  }
});

Deno.test("complete(): never removes typed text or the text after the cursor", () => {
  const names = fc.array(fc.string({ unit: "grapheme", maxLength: 4 }), { maxLength: 4 });
  const typed = fc.string({ unit: "grapheme", maxLength: 6 });
  fc.assert(fc.property(typed, typed, names, (before, after, others) => {
    const known = { commands, names: [...others, before.slice(0, 9), `${before}x`] };
    const { text, cursor, choices } = complete(before + after, before.length, known);
    assert(cursor >= 0 && cursor <= text.length);
    const [now, then] = [text.slice(0, cursor), before].map((part) =>
      part.normalize("NFC").toLowerCase()
    );
    assert(now?.startsWith(then ?? ""));
    const isWritten = now !== then && choices.length === 0;
    assertEquals(text.slice(cursor), isWritten ? after.replace(/^ /, "") : after);
  }));
});
