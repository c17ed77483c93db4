/**
 * Which parts of a text are addresses that a person may follow. Only `http` and `https` are: another scheme might run
 * something. It must not know how a link is drawn.
 *
 * @module
 */

/** A piece of a text; the pieces together are the text, unchanged. */
export type Part =
  | { readonly type: "text"; readonly text: string }
  /** `href` is as the browser would write it, and is of `http` or `https`. */
  | { readonly type: "link"; readonly text: string; readonly href: string };

/** Begins at a word's beginning, so that `xhttp://` is none. */
const CANDIDATE = /(?<![\p{L}\p{N}_])https?:\/\/[^\s<>"“”«»]+/giu;

/** What ends a sentence rather than an address. */
const CLOSING = /[.,;:!?…'’*_~]$/u;

/** A bracket at the end belongs to the address only where its partner does. */
const BRACKETS = new Map([[")", "("], ["]", "["], ["}", "{"]]);

/**
 * Takes a text apart.
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
 * @param text What somebody wrote.
 * @returns Its parts, in order, none of them empty.
 */
export function linkParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  const addText = (to: number) => {
    if (to > from) parts.push({ type: "text", text: text.slice(from, to) });
  };
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const address = withoutSentence(candidate);
    const href = hrefOf(address);
    if (href === undefined) continue;
    addText(index);
    parts.push({ type: "link", text: address, href });
    from = index + address.length;
  }
  addText(text.length);
  return parts;
}

function withoutSentence(candidate: string): string {
  // Counted once: brackets by the thousand are not to be counted by the million.
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

function hrefOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? href : undefined;
}
