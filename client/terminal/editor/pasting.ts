/**
 * The inside of a bracketed paste (xterm `ctlseqs`, "Bracketed Paste Mode"). Everything up to the
 * end mark is text, whatever it looks like. It must not know what happens to a paste.
 *
 * @module
 */

import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { MAX_EDITED_LENGTH } from "./editor_state.ts";

/** UTF-16 units to keep of one paste: as many as the line can hold. */
export const MAX_PASTE_LENGTH: number = MAX_EDITED_LENGTH;

const END = "\x1b[201~";

/** A paste that has not ended. Begin with {@linkcode emptyPaste}. */
export interface PartialPaste {
  readonly text: string;
  /** The last characters, if they may be the start of the end mark. */
  readonly partialMark: string;
  /** The paste was too long, so its end is missing. */
  readonly cut: boolean;
}

/** A paste without any text yet. */
export const emptyPaste: PartialPaste = { text: "", partialMark: "", cut: false };

/** A paste and the characters after it. `rest` is `undefined` until the paste ends. */
export interface Pasted {
  readonly pasting: PartialPaste;
  readonly rest: string | undefined;
}

/**
 * Adds the next characters to a paste.
 *
 * @param pasting The paste so far.
 * @param more The next characters.
 */
export function paste(pasting: PartialPaste, more: string): Pasted {
  const joined = pasting.partialMark + more;
  const end = joined.indexOf(END);
  if (end !== -1) {
    return {
      pasting: add(pasting, joined.slice(0, end), ""),
      rest: joined.slice(end + END.length),
    };
  }
  const begun = joined.length - partialMarkLength(joined);
  return { pasting: add(pasting, joined.slice(0, begun), joined.slice(begun)), rest: undefined };
}

/** The clean text of a complete paste, with `\n` for each newline. Most terminals send `\r`. */
export function pastedText({ text, cut }: PartialPaste): string {
  // The cut may have split a surrogate pair.
  const whole = cut ? text.replace(/[\ud800-\udbff]$/, "") : text;
  return cleanText(whole.replace(/\r\n?/g, "\n"));
}

function add(pasting: PartialPaste, more: string, partialMark: string): PartialPaste {
  const room = MAX_PASTE_LENGTH - pasting.text.length;
  return {
    text: pasting.text + more.slice(0, room),
    partialMark,
    cut: pasting.cut || more.length > room,
  };
}

/** How many characters at the end may be the start of the end mark. */
function partialMarkLength(text: string): number {
  for (let length = END.length - 1; length > 0; length--) {
    if (text.endsWith(END.slice(0, length))) return length;
  }
  return 0;
}
