/**
 * The ASCII bytes that parsers look for. In UTF-8, no other character contains them.
 *
 * @module
 */

/** `\t`. */
export const TAB = 0x09;

/** `\n`. */
export const NEWLINE = 0x0a;

/** `\r`. */
export const CARRIAGE_RETURN = 0x0d;

/** A blank. */
export const SPACE = 0x20;

/** `{`. */
export const OPENING_BRACE = 0x7b;
