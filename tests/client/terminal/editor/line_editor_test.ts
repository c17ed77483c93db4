import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Key, KeyName } from "../../../../client/terminal/editor/keys.ts";
import {
  cleared,
  emptyEditor,
  type LineEditor,
  MAX_EDITED_LENGTH,
  replaceText,
  submitted,
} from "../../../../client/terminal/editor/editor_state.ts";
import { type EditorAction, press } from "../../../../client/terminal/editor/line_editor.ts";
import { boundariesOf, joinedText } from "../../../support/arbitraries/texts.ts";

const NAMES: readonly KeyName[] = [
  "enter",
  "newline",
  "tab",
  "backspace",
  "delete",
  "left",
  "right",
  "up",
  "down",
  "home",
  "end",
  "page_up",
  "page_down",
  "word_left",
  "word_right",
  "word_backspace",
  "word_delete",
  "kill_to_start",
  "kill_to_end",
  "yank",
  "clear_screen",
  "interrupt",
  "end_of_input",
  "escape",
];

/** A line with `|` for the cursor. */
function line(marked: string, editor: LineEditor = emptyEditor): LineEditor {
  return replaceText(editor, marked.replace("|", ""), marked.indexOf("|"));
}

function shown({ text, cursor }: LineEditor): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function after(editor: LineEditor, ...names: readonly KeyName[]): LineEditor {
  return names.reduce((now, name) => press(now, { type: "press", name }).editor, editor);
}

function typed(editor: LineEditor, text: string): LineEditor {
  return press(editor, { type: "text", text }).editor;
}

function actionOf(editor: LineEditor, name: KeyName): EditorAction {
  return press(editor, { type: "press", name }).action;
}

Deno.test("line editor: keys edit and move as in a shell", () => {
  const cases: readonly (readonly [before: string, name: KeyName, after: string])[] = [
    ["ab|c", "left", "a|bc"],
    ["|abc", "left", "|abc"],
    ["a|bc", "right", "ab|c"],
    ["abc|", "right", "abc|"],
    ["a\nb|c\nd", "home", "a\n|bc\nd"],
    ["a\nb|c\nd", "end", "a\nbc|\nd"],
    ["ab|c", "backspace", "a|c"],
    ["|abc", "backspace", "|abc"],
    ["a|bc", "delete", "a|c"],
    ["abc|", "delete", "abc|"],
    ["a|bc", "end_of_input", "a|c"],
    ["a|b", "newline", "a\n|b"],
    ["hei på deg|", "word_left", "hei på |deg"],
    ["hei på  |deg", "word_left", "hei |på  deg"],
    ["hei, hei|", "word_left", "hei, |hei"],
    ["hei, |hei", "word_left", "|hei, hei"],
    ["|hei på", "word_right", "hei| på"],
    ["hei|, på", "word_right", "hei, på|"],
    ["hei!!!|", "word_right", "hei!!!|"],
    ["hei på deg|", "word_backspace", "hei på |"],
    ["hei!!!|", "word_backspace", "|"],
    ["hei 👩‍👩‍👧👍|", "word_backspace", "hei |"],
    ["食べる|", "word_backspace", "食|"],
    ["今日は漢字|", "word_backspace", "今日は|"],
    ["コーヒー|", "word_backspace", "|"],
    ["bla\u030a|", "word_backspace", "|"],
    ["hei| på deg", "word_delete", "hei| deg"],
    ["a\nbc|d", "kill_to_start", "a\n|d"],
    ["a\n|d", "kill_to_start", "a|d"],
    ["a|bc\nd", "kill_to_end", "a|\nd"],
    ["a|\nd", "kill_to_end", "a|d"],
    ["ab|", "yank", "ab|"],
    ["abc\nd|ef", "up", "a|bc\ndef"],
    ["a|bc\ndef", "down", "abc\nd|ef"],
    ["ab|", "up", "ab|"],
    ["ab|", "down", "ab|"],
    ["ab|", "escape", "ab|"],
    ["ab|", "page_up", "ab|"],
  ];
  for (const [before, name, expected] of cases) {
    assertEquals(shown(after(line(before), name)), expected, `${before} ${name}`);
  }
});

Deno.test("line editor: a key returns the action for the caller", () => {
  const cases: readonly (readonly [string, KeyName, EditorAction])[] = [
    ["hei|", "enter", { type: "submit", text: "hei" }],
    ["  \n|", "enter", { type: "none" }],
    ["/hj|", "tab", { type: "complete" }],
    ["hei|", "interrupt", { type: "interrupt" }],
    ["hei|", "clear_screen", { type: "clear_screen" }],
    ["|", "end_of_input", { type: "leave" }],
    ["|a", "end_of_input", { type: "changed" }],
    ["a|", "end_of_input", { type: "none" }],
    ["a|", "backspace", { type: "changed" }],
    ["a|", "left", { type: "none" }],
    ["|", "backspace", { type: "none" }],
  ];
  for (const [before, name, action] of cases) {
    assertEquals(actionOf(line(before), name), action, `${before} ${name}`);
  }
  assertEquals(after(line("h|ei"), "enter", "tab", "interrupt", "clear_screen"), line("h|ei"));
  const focus: Key = { type: "focus", focused: false };
  assertEquals(press(line("a|"), focus), {
    editor: line("a|"),
    action: { type: "none" },
    isCut: false,
  });
});

Deno.test("line editor: a paste of several lines is one text", () => {
  const { editor, action } = press(line("a|b"), { type: "paste", text: "1\n\t2" });
  assertEquals([shown(editor), action.type], ["a1\n\t2|b", "changed"]);
});

Deno.test("line editor: moves and deletes by graphemes", () => {
  for (const character of ["a\u030a", "漢", "👩‍👩‍👧", "🇳🇴", "👍🏽", "한", "\u1112\u1161\u11ab"]) {
    const editor = line(`x${character}|y`);
    assertEquals(shown(after(editor, "backspace")), "x|y");
    assertEquals(shown(after(editor, "left", "delete")), "x|y");
    assertEquals(after(editor, "left", "right"), editor);
  }
});

Deno.test("line editor: the cursor follows text that merges with its neighbour", () => {
  assertEquals(shown(typed(line("a|b"), "\u030a")), "a\u030a|b");
  assertEquals(shown(typed(line("👩|👧"), "\u200d")), "👩\u200d👧|");
  assertEquals(shown(after(line("a\n|\u030ab"), "backspace")), "a\u030a|b");
});

Deno.test("line editor: up and down keep their first column", () => {
  const editor = line("漢字漢字漢字\nab\n12345|6");
  assertEquals(shown(after(editor, "up")), "漢字漢字漢字\nab|\n123456");
  assertEquals(shown(after(editor, "up", "up")), "漢字漢字漢|字\nab\n123456");
  assertEquals(shown(after(editor, "up", "up", "down", "down")), shown(editor));
  assertEquals(shown(after(editor, "up", "left", "up")), "漢|字漢字漢字\nab\n123456");
});

Deno.test("line editor: joins consecutive kills and yanks them together", () => {
  const words = after(line("en to tre|"), "word_backspace", "word_backspace");
  assertEquals(shown(after(words, "yank")), "en to tre|");
  assertEquals(
    shown(after(line("en t|o tre"), "kill_to_start", "kill_to_end", "yank")),
    "en to tre|",
  );
  const apart = after(line("en to tre|"), "word_backspace", "left", "right", "word_backspace");
  assertEquals(shown(after(apart, "yank", "yank")), "en to to |");
  assertEquals(
    after(line("a b|"), "word_backspace", "kill_to_end", "backspace", "yank").text,
    "ab",
  );
  assertEquals(after(submitted(words), "yank").text, "to tre");
});

Deno.test("line editor: submits without the empty lines around the text", () => {
  const submits = (text: string) => actionOf(line(text), "enter");
  assertEquals(submits("hei|"), { type: "submit", text: "hei" });
  assertEquals(submits("\n \n  hei\n\ndu \n\t\n|"), { type: "submit", text: "  hei\n\ndu " });
  assertEquals(submits("\n/hvem\n|"), { type: "submit", text: "/hvem" });
});

Deno.test("line editor: yanks a cleared line", () => {
  const editor = cleared(line("he|i"));
  assertEquals(shown(editor), "|");
  assertEquals(shown(after(cleared(editor), "yank")), "hei|");
});

Deno.test("line editor: cuts text at the limit, between graphemes", () => {
  const full = line(`${"x".repeat(MAX_EDITED_LENGTH - 3)}|`);
  assertEquals(typed(full, "a👩b").text.slice(-3), "a👩");
  assertEquals(typed(full, "👩👩").text.slice(-3), "x👩");
  const fuller = typed(full, "abc");
  assertEquals(press(fuller, { type: "text", text: "d" }), {
    editor: fuller,
    action: { type: "none" },
    isCut: true,
  });
  assertEquals(press(full, { type: "paste", text: "abc" }).isCut, false);
  assertEquals(press(full, { type: "paste", text: "abcd" }).isCut, true);
  assertEquals(line(`${"x".repeat(MAX_EDITED_LENGTH)}y|`).cursor, MAX_EDITED_LENGTH);
});

const anyKey: fc.Arbitrary<Key | "sent" | "replaced"> = fc.oneof(
  joinedText.map((text): Key => ({ type: "text", text })),
  joinedText.map((text): Key => ({ type: "paste", text })),
  fc.constantFrom(...NAMES).map((name): Key => ({ type: "press", name })),
  fc.constantFrom("sent" as const, "replaced" as const),
);

function take(editor: LineEditor, key: Key | "sent" | "replaced"): LineEditor {
  if (key === "sent") return submitted(editor);
  if (key === "replaced") return replaceText(editor, `${editor.text}\u030a`, editor.cursor + 1);
  const { editor: next, action } = press(editor, key);
  assertEquals(action.type === "changed", next.text !== editor.text);
  return next;
}

Deno.test("line editor: any keys leave a clean text and a cursor at a boundary", () => {
  fc.assert(fc.property(fc.array(anyKey, { maxLength: 25 }), (keys) => {
    keys.reduce((before, key) => {
      const editor = take(before, key);
      assert(boundariesOf(editor.text).includes(editor.cursor), shown(editor));
      assert(/^(?:[\n\t]|\P{Cc})*$/u.test(editor.text) && editor.text.isWellFormed());
      return editor;
    }, emptyEditor);
  }));
});

Deno.test("line editor: backspace deletes the grapheme that was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }), (character) => {
      assertEquals(after(typed(emptyEditor, character), "backspace").text, "");
    }),
  );
});
