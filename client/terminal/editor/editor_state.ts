/**
 * The line being typed, and the ways to change it. Every change keeps the text clean and within its
 * limit, and the cursor between two characters. It must not know keys.
 *
 * @module
 */

import { cleanText } from "../../../actors/encoding/sanitize.ts";
import { MAX_TEXT_BYTES } from "../../../actors/protocol/limits.ts";
import { Graphemes } from "./graphemes.ts";
import { addToHistory, emptyHistory, goInHistory, type History } from "./history.ts";
import { atColumn, columnOf, lineEnd, lineStart } from "./text_lines.ts";

/**
 * UTF-16 units in the text. This is twice what a person can send, so that they can see and shorten
 * a paste that is too long. It is short enough for keys to stay quick in a text of complex
 * characters.
 */
export const MAX_EDITED_LENGTH = 2 * MAX_TEXT_BYTES;

/** A line being typed. Begin with {@linkcode emptyEditor}. */
export interface LineEditor {
  /** Clean: newline and tab are its only control characters. */
  readonly text: string;
  /** UTF-16 index, always at a grapheme boundary. */
  readonly cursor: number;
  readonly history: History;
  /** The text that Ctrl-Y inserts. */
  readonly killed: string;
  /** The last key killed text. The next kill is joined to it. */
  readonly isKilling: boolean;
  /** The column that consecutive ups and downs try to keep. */
  readonly goal: number | undefined;
}

/** An empty line without a history. */
export const emptyEditor: LineEditor = {
  text: "",
  cursor: 0,
  history: emptyHistory,
  killed: "",
  isKilling: false,
  goal: undefined,
};

/** Replaces the whole text, as completion does. Text over the limit is cut off. */
export function replaceText(editor: LineEditor, text: string, cursor: number): LineEditor {
  const replaced = replaceRange(editor, 0, editor.text.length, text);
  return { ...replaced, cursor: new Graphemes(replaced.text).atOrAfter(cursor) };
}

/** Empties the line. Ctrl-Y inserts the old text. */
export function cleared(editor: LineEditor): LineEditor {
  const { text, killed } = editor;
  return { ...replaceText(editor, "", 0), killed: text === "" ? killed : text };
}

/** The line after sending: empty, with the sent text in its history. */
export function submitted(editor: LineEditor): LineEditor {
  const history = addToHistory(editor.history, editor.text);
  return { ...emptyEditor, killed: editor.killed, history };
}

/** Inserts text at the cursor. */
export function insert(editor: LineEditor, text: string): LineEditor {
  return replaceRange(editor, editor.cursor, editor.cursor, text);
}

/** Removes a range. */
export function remove(editor: LineEditor, from: number, to: number): LineEditor {
  return replaceRange(editor, from, to, "");
}

/** Removes the text between the cursor and `to`, and keeps it for Ctrl-Y. */
export function kill(editor: LineEditor, to: number): LineEditor {
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

/** Moves the cursor up one line, or to the previous text in the history. */
export function lineUp(editor: LineEditor): LineEditor {
  const { text, cursor } = editor;
  const start = lineStart(text, cursor);
  if (start === 0) return inHistory(editor, -1);
  const goal = editor.goal ?? columnOf(text, cursor);
  return { ...settled(editor), goal, cursor: atColumn(text, lineStart(text, start - 1), goal) };
}

/** Moves the cursor down one line, or to the next text in the history. */
export function lineDown(editor: LineEditor): LineEditor {
  const { text, cursor } = editor;
  const end = lineEnd(text, cursor);
  if (end === text.length) return inHistory(editor, 1);
  const goal = editor.goal ?? columnOf(text, cursor);
  return { ...settled(editor), goal, cursor: atColumn(text, end + 1, goal) };
}

/** The line after a key that neither kills nor moves up or down. */
export function settled(editor: LineEditor): LineEditor {
  return { ...editor, isKilling: false, goal: undefined };
}

function inHistory(editor: LineEditor, steps: -1 | 1): LineEditor {
  const found = goInHistory(editor.history, editor.text, steps);
  if (found === undefined) return { ...editor, isKilling: false };
  return { ...settled(editor), ...found, cursor: found.text.length };
}

function replaceRange(editor: LineEditor, from: number, to: number, inserted: string): LineEditor {
  const clean = cleanText(inserted);
  const room = MAX_EDITED_LENGTH - (editor.text.length - (to - from));
  const fitting = clean.slice(0, new Graphemes(clean).atOrBefore(room));
  const text = editor.text.slice(0, from) + fitting + editor.text.slice(to);
  // Inserted text, such as a combining mark or U+200D, may merge with its neighbour.
  const cursor = new Graphemes(text).atOrAfter(from + fitting.length);
  return { ...settled(editor), text, cursor };
}
