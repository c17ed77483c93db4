/**
 * What a person can do at a keyboard, as far as it means something here. It must not know what bytes a terminal sends
 * for it, nor what a text field makes of it.
 *
 * @module
 */

/** A key by what it is for, whatever a keyboard calls it. */
export type KeyName =
  | "enter"
  /** A newline in the text: Alt-Enter, Ctrl-J, Shift-Enter where the terminal tells it from Enter. */
  | "newline"
  | "tab"
  | "backspace"
  | "delete"
  | "left"
  | "right"
  | "up"
  | "down"
  | "home"
  | "end"
  | "page_up"
  | "page_down"
  | "word_left"
  | "word_right"
  | "word_backspace"
  | "word_delete"
  | "kill_to_start"
  | "kill_to_end"
  | "yank"
  | "clear_screen"
  /** Ctrl-C. */
  | "interrupt"
  /** Ctrl-D. */
  | "end_of_input"
  | "escape";

/** One thing that a terminal reported. */
export type Key =
  /** What was typed; never a control character, never nothing. */
  | { readonly type: "text"; readonly text: string }
  /** A whole paste: clean, with `\n` for each newline. `cut` where it was longer than what is kept of one. */
  | { readonly type: "paste"; readonly text: string; readonly cut?: true }
  /** The window has come to the front, or is no longer there. */
  | { readonly type: "focus"; readonly focused: boolean }
  | { readonly type: "press"; readonly name: KeyName };
