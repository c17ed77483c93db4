/**
 * Finds links in a text. Only `http` and `https` become links: other schemes could run something.
 * It must not know how a link is drawn.
 *
 * @module
 */

/** A part of a text. The parts together are the text, unchanged. */
export type TextPart =
  | { readonly type: "text"; readonly text: string }
  /** `href` is normalized, and its scheme is `http` or `https`. */
  | { readonly type: "link"; readonly text: string; readonly href: string };

/** Starts at the start of a word, so that `xhttp://` is no link. */
const CANDIDATE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"“”«»]+/giu;

/** Punctuation that ends a sentence, not a URL. */
const CLOSING = /[.,;:!?…'’*_~]$/u;

/** A closing bracket belongs to a URL only if its opening one does. */
const BRACKETS = new Map([[")", "("], ["]", "["], ["}", "{"]]);

/**
 * Splits a text into plain parts and links.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { linkParts } from "./links.ts";
 *
 * assertEquals(linkParts("se https://tospann.no."), [
 *   { type: "text", text: "se " },
 *   { type: "link", text: "https://tospann.no", href: "https://tospann.no/" },
 *   { type: "text", text: "." },
 * ]);
 * ```
 *
 * @returns The parts in order, none of them empty.
 */
export function linkParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const addText = (to: number) => {
    if (to > from) parts.push({ type: "text", text: text.slice(from, to) });
  };
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const url = withoutSentence(candidate);
    const href = hrefOf(url);
    if (href === undefined) continue;
    addText(index);
    parts.push({ type: "link", text: url, href });
    from = index + url.length;
  }
  addText(text.length);
  return parts;
}

function withoutSentence(candidate: string): string {
  // Count the brackets once, so that thousands of them do not cost quadratic time.
  const surplus = new Map(
    [...BRACKETS].map((
      [close, open],
    ) => [close, candidate.split(close).length - candidate.split(open).length]),
  );
  let end = candidate.length;
  while (end > 0) {
    const last = candidate[end - 1] ?? "";
    const extra = surplus.get(last) ?? 0;
    if (extra > 0) surplus.set(last, extra - 1);
    else if (!CLOSING.test(last)) break;
    end--;
  }
  return candidate.slice(0, end);
}

function hrefOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? href : undefined;
}
