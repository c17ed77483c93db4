/**
 * What a person can do at a keyboard. It must not know which bytes a terminal sends for it, or what
 * it does to a text.
 *
 * @module
 */

/** A key, named by what it does. */
export type KeyName =
  | "enter"
  /**
   * A newline in the text: Alt-Enter, Ctrl-J, and Shift-Enter in terminals that can tell it from
   * Enter.
   */
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

/** One thing that the terminal reported. */
export type Key =
  /** Typed text, never empty and without control characters. */
  | { readonly type: "text"; readonly text: string }
  /** A whole paste: clean, with `\n` for each newline. `cut` is set if it was too long. */
  | { readonly type: "paste"; readonly text: string; readonly cut?: true }
  /** The window has gained or lost the focus. */
  | { readonly type: "focus"; readonly focused: boolean }
  | { readonly type: "press"; readonly name: KeyName };
