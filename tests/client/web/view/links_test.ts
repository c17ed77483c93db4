import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { linkParts } from "../../../../client/web/view/links.ts";

function links(text: string): readonly string[] {
  return linkParts(text).flatMap((part) => part.type === "link" ? [part.text] : []);
}

Deno.test("linkParts() finds links, without the punctuation of the sentence", () => {
  assertEquals(links("se https://a.no/b?c=d#e, og http://b.no."), [
    "https://a.no/b?c=d#e",
    "http://b.no",
  ]);
  assertEquals(links("(https://no.wikipedia.org/wiki/Tospann_(hest))"), [
    "https://no.wikipedia.org/wiki/Tospann_(hest)",
  ]);
  assertEquals(links("«https://a.no/å» “https://b.no” <https://c.no>"), [
    "https://a.no/å",
    "https://b.no",
    "https://c.no",
  ]);
  assertEquals(links("HTTPS://A.NO!!!"), ["HTTPS://A.NO"]);
  assertEquals(links("https://a.no/x…?»"), ["https://a.no/x"]);
});

Deno.test("linkParts() finds no link in other schemes or partial URLs", () => {
  for (
    const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "xhttp://a.no",
      "http://",
      "https://.",
      "a.no",
      "//a.no",
      "https:a.no",
    ]
  ) {
    assertEquals(links(text), [], text);
  }
});

Deno.test("linkParts() keeps every character, and links to http and https only", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("http://", "https://", "javascript:", "a.no", "/", "(", ")", ".", "[::1]", " "),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
  fc.assert(fc.property(text, (text) => {
    const parts = linkParts(text);
    assertEquals(parts.map((part) => part.text).join(""), text);
    for (const part of parts) {
      assert(part.text !== "");
      if (part.type === "text") continue;
      assert(/^https?:\/\/[^/]/.test(part.href), part.href);
      assert(/^https?:\/\//i.test(part.text));
      assert(!/[.,;:!?…'’]$/u.test(part.text));
    }
  }));
});

Deno.test("linkParts() is fast on thousands of brackets", () => {
  const text = "http://" + ")".repeat(4_000) + "(".repeat(4_000);
  const started = performance.now();
  linkParts(text);
  assert(performance.now() - started < 100);
});
