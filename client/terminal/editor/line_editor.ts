/**
 * What each key does to the line being typed, as in GNU Readline's emacs mode. It must not know
 * where the line is shown, or what happens to it after sending.
 *
 * @module
 */

import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import {
  insert,
  kill,
  lineDown,
  type LineEditor,
  lineUp,
  remove,
  settled,
} from "./editor_state.ts";
import { Graphemes } from "./graphemes.ts";
import type { Key, KeyName } from "./key.ts";
import { lineEnd, lineStart } from "./text_lines.ts";
import { wordLeft, wordRight } from "./words.ts";

/** What the caller has to do after a key. */
export type EditorAction =
  | { readonly type: "none" }
  /** The text changed. */
  | { readonly type: "changed" }
  /** Send `text`, which has no empty lines around it. The line keeps its text. */
  | { readonly type: "submit"; readonly text: string }
  | { readonly type: "complete" }
  /** Ctrl-C. The line keeps its text. */
  | { readonly type: "interrupt" }
  /** Ctrl-D on an empty line. */
  | { readonly type: "leave" }
  | { readonly type: "clear_screen" };

/** A line after a key. */
export interface Pressed {
  readonly editor: LineEditor;
  readonly action: EditorAction;
  /** The inserted text did not fit, so its end was cut off. */
  readonly isCut: boolean;
}

/**
 * Applies a key.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { emptyEditor } from "./editor_state.ts";
 * import { press } from "./line_editor.ts";
 *
 * const { editor } = press(emptyEditor, { type: "text", text: "hei" });
 * const { action } = press(editor, { type: "press", name: "enter" });
 * assertEquals(action, { type: "submit", text: "hei" });
 * ```
 */
export function press(editor: LineEditor, key: Key): Pressed {
  switch (key.type) {
    case "text":
    case "paste":
      return typed(editor, key.text);
    case "focus":
      return done(editor, { type: "none" });
    case "press":
      return pressNamed(editor, key.name);
    default:
      return assertNever(key);
  }
}

function pressNamed(editor: LineEditor, name: KeyName): Pressed {
  const { text, cursor } = editor;
  const at = (position: number) => moved(editor, position);
  const now = (next: LineEditor) => edited(editor, next);
  switch (name) {
    case "enter":
      if (text.trim() === "") return at(cursor);
      return done(settled(editor), { type: "submit", text: withoutEmptyEnds(text) });
    case "tab":
      return done(settled(editor), { type: "complete" });
    case "interrupt":
    case "clear_screen":
      return done(settled(editor), { type: name });
    case "end_of_input":
      if (text === "") return done(settled(editor), { type: "leave" });
      return now(remove(editor, cursor, new Graphemes(text).after(cursor)));
    case "newline":
      return typed(editor, "\n");
    case "backspace":
      return now(remove(editor, new Graphemes(text).before(cursor), cursor));
    case "delete":
      return now(remove(editor, cursor, new Graphemes(text).after(cursor)));
    case "left":
      return at(new Graphemes(text).before(cursor));
    case "right":
      return at(new Graphemes(text).after(cursor));
    case "home":
      return at(lineStart(text, cursor));
    case "end":
      return at(lineEnd(text, cursor));
    case "word_left":
      return at(wordLeft(text, cursor));
    case "word_right":
      return at(wordRight(text, cursor));
    case "up":
      return now(lineUp(editor));
    case "down":
      return now(lineDown(editor));
    case "word_backspace":
      return now(kill(editor, wordLeft(text, cursor)));
    case "word_delete":
      return now(kill(editor, wordRight(text, cursor)));
    case "kill_to_start": {
      // At the start of a line it kills the newline before, so that pressing on kills everything.
      const start = lineStart(text, cursor);
      return now(kill(editor, start === cursor ? Math.max(start - 1, 0) : start));
    }
    case "kill_to_end": {
      const end = lineEnd(text, cursor);
      return now(kill(editor, end === cursor ? Math.min(end + 1, text.length) : end));
    }
    case "yank":
      return typed(editor, editor.killed);
    case "escape":
    case "page_up":
    case "page_down":
      // These mean nothing to the line. The caller may use them.
      return at(cursor);
    default:
      return assertNever(name);
  }
}

function typed(before: LineEditor, text: string): Pressed {
  const editor = insert(before, text);
  const isCut = editor.text.length < before.text.length + cleanText(text).length;
  return { ...edited(before, editor), isCut };
}

function edited(before: LineEditor, editor: LineEditor): Pressed {
  return done(editor, { type: editor.text === before.text ? "none" : "changed" });
}

function moved(editor: LineEditor, cursor: number): Pressed {
  return done({ ...settled(editor), cursor }, { type: "none" });
}

function done(editor: LineEditor, action: EditorAction): Pressed {
  return { editor, action, isCut: false };
}

/** Drops the empty lines around a text, which a paste may bring along. */
function withoutEmptyEnds(text: string): string {
  const begin = text.lastIndexOf("\n", text.length - text.trimStart().length - 1) + 1;
  const end = text.indexOf("\n", text.trimEnd().length);
  return text.slice(begin, end === -1 ? undefined : end);
}
