/**
 * The line that a person types, with the keys of a shell (GNU Readline's, of its emacs mode): a key and the line so far
 * give the next. It must not know where the line is shown, nor what is done with it when it is sent.
 *
 * @module
 */

import { MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { assertNever } from "../../../actors/encoding/assert_never.ts";
import { Graphemes } from "./graphemes.ts";
import { addToHistory, emptyHistory, goInHistory, type History } from "./history.ts";
import type { Key, KeyName } from "./key.ts";
import { atColumn, columnOf, lineEnd, lineStart } from "./text_lines.ts";
import { wordLeft, wordRight } from "./words.ts";

/**
 * UTF-16 units in the text: twice what can be sent, so that a user who pastes too much can see the text and shorten it.
 * A longer text would make each key slow where every character is measured.
 */
export const MAX_EDITED_LENGTH = 2 * MAX_TEXT_BYTES;

/** A line being typed. Begin with {@linkcode emptyEditor}. */
export interface LineEditor {
  /** Clean: no control characters but newline and tab. */
  readonly text: string;
  /** UTF-16 index, always between two characters as a person sees them. */
  readonly cursor: number;
  readonly history: History;
  /** What Ctrl-Y puts back. */
  readonly killed: string;
  /** The last key killed: what the next one kills is joined to it. */
  readonly isKilling: boolean;
  /** The column that up and down try to keep, while one follows the other. */
  readonly goal: number | undefined;
}

/** What is left for the caller to do after a key. */
export type EditorAction =
  | { readonly type: "none" }
  /** The text is another. */
  | { readonly type: "changed" }
  /** To be sent, without the empty lines around it. The line stays until {@linkcode submitted} is called. */
  | { readonly type: "submit"; readonly text: string }
  | { readonly type: "complete" }
  /** Ctrl-C. The line stays. */
  | { readonly type: "interrupt" }
  /** Ctrl-D on an empty line. */
  | { readonly type: "leave" }
  | { readonly type: "clear_screen" };

/** A line after a key. */
export interface Pressed {
  readonly editor: LineEditor;
  readonly action: EditorAction;
  /** Not all that was to be put in fits: its end was left out. */
  readonly isCut: boolean;
}

/** Nothing typed, nothing sent before. */
export const emptyEditor: LineEditor = {
  text: "",
  cursor: 0,
  history: emptyHistory,
  killed: "",
  isKilling: false,
  goal: undefined,
};

/**
 * Does what a key is for.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { emptyEditor, press } from "./line_editor.ts";
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
      return put(editor, key.text);
    case "focus":
      return done(editor, { type: "none" });
    case "press":
      return pressNamed(editor, key.name);
    default:
      return assertNever(key);
  }
}

/** Another text in place of the whole; what of it does not fit is left out. For what completes a word. */
export function replaceText(editor: LineEditor, text: string, cursor: number): LineEditor {
  const replaced = replace(editor, 0, editor.text.length, text);
  return { ...replaced, cursor: new Graphemes(replaced.text).atOrAfter(cursor) };
}

/** Nothing in place of the whole; Ctrl-Y puts back what there was. For what takes back a line. */
export function cleared(editor: LineEditor): LineEditor {
  const { text, killed } = editor;
  return { ...replaceText(editor, "", 0), killed: text === "" ? killed : text };
}

/** The line after it was sent: empty, and the sent one found again with the arrows. */
export function submitted(editor: LineEditor): LineEditor {
  const history = addToHistory(editor.history, editor.text);
  return { ...emptyEditor, killed: editor.killed, history };
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
      return put(editor, "\n");
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
      // At the line's very beginning its newline is next, so that pressing on takes all.
      const start = lineStart(text, cursor);
      return now(kill(editor, start === cursor ? Math.max(start - 1, 0) : start));
    }
    case "kill_to_end": {
      const end = lineEnd(text, cursor);
      return now(kill(editor, end === cursor ? Math.min(end + 1, text.length) : end));
    }
    case "yank":
      return put(editor, editor.killed);
    case "escape":
    case "page_up":
    case "page_down":
      // The line has no use for them; what it is shown in may have.
      return at(cursor);
    default:
      return assertNever(name);
  }
}

function edited(before: LineEditor, editor: LineEditor): Pressed {
  return done(editor, { type: editor.text === before.text ? "none" : "changed" });
}

function moved(editor: LineEditor, cursor: number): Pressed {
  return done({ ...settled(editor), cursor }, { type: "none" });
}

/** Puts a text in where the cursor stands. */
function put(before: LineEditor, text: string): Pressed {
  const editor = replace(before, before.cursor, before.cursor, text);
  const isCut = editor.text.length < before.text.length + cleanText(text).length;
  return { ...edited(before, editor), isCut };
}

function done(editor: LineEditor, action: EditorAction): Pressed {
  return { editor, action, isCut: false };
}

/** A text without the empty lines before it and after it, as a paste may bring them along. */
function withoutEmptyEnds(text: string): string {
  const begin = text.lastIndexOf("\n", text.length - text.trimStart().length - 1) + 1;
  const end = text.indexOf("\n", text.trimEnd().length);
  return text.slice(begin, end === -1 ? undefined : end);
}

/** What a key leaves that is neither a kill nor up nor down. */
function settled(editor: LineEditor): LineEditor {
  return { ...editor, isKilling: false, goal: undefined };
}

function remove(editor: LineEditor, from: number, to: number): LineEditor {
  return replace(editor, from, to, "");
}

/** Removes what is between the cursor and `to`, and keeps it for Ctrl-Y. */
function kill(editor: LineEditor, to: number): LineEditor {
  const { text, cursor, isKilling } = editor;
  const killed = text.slice(Math.min(cursor, to), Math.max(cursor, to));
  if (killed === "") return { ...editor, goal: undefined };
  const before = isKilling ? editor.killed : "";
  return {
    ...remove(editor, Math.min(cursor, to), Math.max(cursor, to)),
    killed: to < cursor ? killed + before : before + killed,
    isKilling: true,
  };
}

/** Every change of the text goes through here: clean, within the bound, the cursor behind what was put in. */
function replace(editor: LineEditor, from: number, to: number, inserted: string): LineEditor {
  const clean = cleanText(inserted);
  const room = MAX_EDITED_LENGTH - (editor.text.length - (to - from));
  const fitting = clean.slice(0, new Graphemes(clean).atOrBefore(room));
  const text = editor.text.slice(0, from) + fitting + editor.text.slice(to);
  // What is put in (a combining mark, U+200D) or now meets may have become one character with its neighbour.
  const cursor = new Graphemes(text).atOrAfter(from + fitting.length);
  return { ...settled(editor), text, cursor };
}

function lineUp(editor: LineEditor): LineEditor {
  const { text, cursor } = editor;
  const start = lineStart(text, cursor);
  if (start === 0) return inHistory(editor, -1);
  const goal = editor.goal ?? columnOf(text, cursor);
  return { ...settled(editor), goal, cursor: atColumn(text, lineStart(text, start - 1), goal) };
}

function lineDown(editor: LineEditor): LineEditor {
  const { text, cursor } = editor;
  const end = lineEnd(text, cursor);
  if (end === text.length) return inHistory(editor, 1);
  const goal = editor.goal ?? columnOf(text, cursor);
  return { ...settled(editor), goal, cursor: atColumn(text, end + 1, goal) };
}

function inHistory(editor: LineEditor, steps: -1 | 1): LineEditor {
  const there = goInHistory(editor.history, editor.text, steps);
  if (there === undefined) return { ...editor, isKilling: false };
  return { ...settled(editor), ...there, cursor: there.text.length };
}
