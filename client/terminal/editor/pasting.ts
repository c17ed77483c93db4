/**
 * The inside of a bracketed paste (xterm `ctlseqs`, "Bracketed Paste Mode"): everything up to the mark that ends it is
 * text, whatever it looks like. It must not know what becomes of a paste.
 *
 * @module
 */

import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { MAX_EDITED_LENGTH } from "./editor_state.ts";

/** UTF-16 units that are kept of one paste: all that the text it goes into can hold. */
export const MAX_PASTE_LENGTH: number = MAX_EDITED_LENGTH;

const END = "\x1b[201~";

/** A paste that has not ended. Begin with {@linkcode emptyPaste}. */
export interface PartialPaste {
  readonly text: string;
  /** What came last and may be the beginning of the mark. */
  readonly begun: string;
  /** There was more than is kept. */
  readonly cut: boolean;
}

/** A paste of which nothing has come. */
export const emptyPaste: PartialPaste = { text: "", begun: "", cut: false };

/** A paste and what comes after it; `rest` is `undefined` while it has not ended. */
export interface Pasted {
  readonly pasting: PartialPaste;
  readonly rest: string | undefined;
}

/**
 * Takes in what comes next.
 *
 * @param pasting What came before.
 * @param more What came now.
 */
export function paste(pasting: PartialPaste, more: string): Pasted {
  const joined = pasting.begun + more;
  const end = joined.indexOf(END);
  if (end !== -1) {
    return {
      pasting: add(pasting, joined.slice(0, end), ""),
      rest: joined.slice(end + END.length),
    };
  }
  const begun = joined.length - lengthOfBegun(joined);
  return { pasting: add(pasting, joined.slice(0, begun), joined.slice(begun)), rest: undefined };
}

/** The text of a paste that has ended: clean, with `\n` for each newline (most terminals send `\r`). */
export function pastedText({ text, cut }: PartialPaste): string {
  // Cut between the halves of a pair, the first would become U+FFFD.
  const whole = cut ? text.replace(/[\ud800-\udbff]$/, "") : text;
  return cleanText(whole.replace(/\r\n?/g, "\n"));
}

function add(pasting: PartialPaste, more: string, begun: string): PartialPaste {
  const room = MAX_PASTE_LENGTH - pasting.text.length;
  return {
    text: pasting.text + more.slice(0, room),
    begun,
    cut: pasting.cut || more.length > room,
  };
}

/** How many characters at the end may begin the mark. */
function lengthOfBegun(text: string): number {
  for (let length = END.length - 1; length > 0; length--) {
    if (text.endsWith(END.slice(0, length))) return length;
  }
  return 0;
}
