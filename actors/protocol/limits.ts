/**
 * Every bound of the wire in one place, each with its reason.
 *
 * @module
 */

/** Bytes in one line of a plain client, without its line ending: a page of text; longer is a paste of a file. */
export const MAX_LINE_BYTES = 8_192;

/** UTF-8 bytes in one text: the same page, whichever dialect it came in, so that all can hear all. */
export const MAX_TEXT_BYTES = MAX_LINE_BYTES;

/**
 * Lines in one text: a page is some fifty. A plain client gets the sender's name with each, so without a bound a text
 * of nothing but newlines would be a thousand times as long on its way out as on its way in.
 */
export const MAX_TEXT_LINES = 512;

/**
 * Bytes in one frame with its newline. The longest honest frame is a `say` of {@linkcode MAX_TEXT_BYTES} in which
 * each byte is escaped as `\u0000` (six bytes): 49,152, and room for the rest.
 */
export const MAX_FRAME_BYTES = 65_536;

/** Characters, as a person counts them, in a name: fits beside a text on a narrow screen. */
export const MAX_NAME_CHARACTERS = 32;

/** Characters, as a person counts them, in a room's name: what fits in a link that is read aloud. */
export const MAX_ROOM_NAME_CHARACTERS = 64;

/**
 * UTF-8 bytes in a name of either kind. One character may hold any number of combining marks; the longest that
 * people use (a family, a flag) has 28 bytes, so this holds 32 of them.
 */
export const MAX_NAME_BYTES = 1_024;

/**
 * UTF-8 bytes of a name where it stands again before each further line of a text: what a name of 32 letters has in any
 * script. A longer one is cut there, or a text of short lines would be five hundred times as long on its way out.
 */
export const MAX_REPEATED_NAME_BYTES = 128;

/** UTF-16 units in the `id` of a `say`: a UUID has 36. */
export const MAX_ID_LENGTH = 64;

/** Bytes of a telnet subnegotiation that are skipped before it is taken for noise: the longest option's is 64. */
export const MAX_TELNET_OPTION_BYTES = 512;

/** Errors that a framed connection is told before it is closed: a client that is wrong ten times stays wrong. */
export const MAX_FRAME_ERRORS = 10;

/**
 * Bytes of one client that may be read ahead of its session: four large reads, so that neither the
 * socket nor the session waits for the other, and few enough to keep for each client while the room
 * is paused.
 */
export const MAX_READ_AHEAD = 262_144;
