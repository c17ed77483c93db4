import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MAX_HISTORY, MAX_HISTORY_LENGTH } from "../../../../client/terminal/editor/history.ts";
import type { KeyName } from "../../../../client/terminal/editor/keys.ts";
import {
  emptyEditor,
  type LineEditor,
  MAX_EDITED_LENGTH,
  submitted,
} from "../../../../client/terminal/editor/editor_state.ts";
import { type EditorAction, press } from "../../../../client/terminal/editor/line_editor.ts";
import { joinedText } from "../../../support/arbitraries/texts.ts";

function shown({ text, cursor }: LineEditor): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function after(editor: LineEditor, ...names: readonly KeyName[]): LineEditor {
  return names.reduce((now, name) => press(now, { type: "press", name }).editor, editor);
}

function typed(editor: LineEditor, text: string): LineEditor {
  return press(editor, { type: "text", text }).editor;
}

function sent(...texts: readonly string[]): LineEditor {
  return texts.reduce((editor, text) => submitted(typed(editor, text)), emptyEditor);
}

function actionOf(editor: LineEditor, name: KeyName): EditorAction {
  return press(editor, { type: "press", name }).action;
}

Deno.test("line history: up and down walk through sent lines and back to the draft", () => {
  const editor = typed(sent("en", "to\nlinjer", "to\nlinjer"), "utkast");
  const names = (count: number, name: KeyName) => Array<KeyName>(count).fill(name);
  assertEquals(shown(after(editor, "up")), "to\nlinjer|");
  assertEquals(shown(after(editor, "up", "up")), "to|\nlinjer");
  assertEquals(shown(after(editor, ...names(3, "up"))), "en|");
  assertEquals(shown(after(editor, ...names(9, "up"), ...names(9, "down"))), "utkast|");
  assertEquals(actionOf(editor, "up"), { type: "changed" });
});

Deno.test("line history: keeps an edited line until something is sent", () => {
  const editor = typed(after(sent("en", "to"), "up"), "!");
  assertEquals(shown(after(editor, "up", "down")), "to!|");
  const next = submitted(typed(after(editor, "up"), "?"));
  assertEquals(next.history.sent, ["en", "to", "en?"]);
  assertEquals(shown(after(next, "up", "up")), "to|");
});

Deno.test("line history: keeps a limited number of lines, and no blank ones", () => {
  const many = sent(...Array.from({ length: MAX_HISTORY + 1 }, (_, index) => `${index}`));
  assertEquals([many.history.sent.length, many.history.sent[0]], [MAX_HISTORY, "1"]);
  assertEquals(sent(" ", "").history.sent, []);
  const long = sent(...Array.from({ length: 40 }, (_, i) => `${i}`.padEnd(MAX_EDITED_LENGTH)));
  assertEquals(long.history.sent.length, MAX_HISTORY_LENGTH / MAX_EDITED_LENGTH);
  assert(long.history.sent.at(-1)?.startsWith("39"));
});

Deno.test("line history: as many downs as ups lead back to the draft", () => {
  const texts = fc.array(fc.constantFrom("en", "to\nlinjer", "tre", " "), { maxLength: 5 });
  fc.assert(fc.property(texts, joinedText, (lines, draft) => {
    const editor = typed(sent(...lines), draft);
    const ups = Array<KeyName>(20).fill("up");
    const downs = Array<KeyName>(20).fill("down");
    assertEquals(after(editor, ...ups, ...downs).text, editor.text);
  }));
});
