/**
 * Every bound on what a client sends, with its reason.
 *
 * @module
 */

/**
 * Bytes in one line of a plain client, without its line ending: a page of text. A longer line is
 * probably a pasted file.
 */
export const MAX_LINE_BYTES = 8_192;

/**
 * UTF-8 bytes in one text: the same page in both dialects, so that every client can receive every
 * text.
 */
export const MAX_TEXT_BYTES = MAX_LINE_BYTES;

/**
 * Lines in one text: a page has about fifty. A plain client gets the sender's name with each line,
 * so that a text of newlines alone would grow a thousandfold without this bound.
 */
export const MAX_TEXT_LINES = 512;

/**
 * Bytes in one frame with its newline. The longest useful frame is a `say` of {@linkcode
 * MAX_TEXT_BYTES} in which each byte is escaped as `\u0000` (six bytes): 49,152 bytes, and the
 * other fields.
 */
export const MAX_FRAME_BYTES = 65_536;

/**
 * Characters, as a person counts them, in a person's name. It fits beside a text on a narrow
 * screen.
 */
export const MAX_NAME_CHARACTERS = 32;

/**
 * Characters, as a person counts them, in a room's name. It fits in a link that someone reads
 * aloud.
 */
export const MAX_ROOM_NAME_CHARACTERS = 64;

/**
 * UTF-8 bytes in a name of either kind. A character may have any number of combining marks. The
 * longest that people use (a family, a flag) has 28 bytes, and a name may have 32 of those.
 */
export const MAX_NAME_BYTES = 1_024;

/**
 * UTF-8 bytes of a name where it is repeated before each further line of a text: enough for 32
 * letters in any script. A longer name is cut there, since a text of short lines would otherwise
 * grow five hundredfold.
 */
export const MAX_REPEATED_NAME_BYTES = 128;

/** UTF-16 units in the `id` of a `say`: a UUID has 36. */
export const MAX_ID_LENGTH = 64;

/**
 * Bytes of a telnet subnegotiation to skip before it counts as noise. The longest real one has 64.
 */
export const MAX_TELNET_OPTION_BYTES = 512;

/** Errors after which a framed connection is closed: a client with ten errors is broken. */
export const MAX_FRAME_ERRORS = 10;

/**
 * Bytes of one client that may be read ahead of its session: four large reads, so that neither the
 * socket nor the session waits for the other, and few enough to keep for each client while the room
 * is paused.
 */
export const MAX_READ_AHEAD = 262_144;
