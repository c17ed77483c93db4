/**
 * UTF-8 that may be cut anywhere, also within a character. It must not know what the characters mean.
 *
 * `TextDecoder` can do this, but only as an object that changes; here what is left over is a value.
 *
 * @module
 */

// Never used with `stream: true`, so it carries nothing from one call to the next.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Nothing is left over: where every stream begins. */
export const noBytes: Uint8Array = new Uint8Array();

/** The longest beginning of a character that is not all of it. */
const MAX_HELD = 3;

/**
 * Decodes what is whole of the next bytes; what is invalid becomes U+FFFD.
 *
 * @param held What the bytes before these left over, {@linkcode noBytes} at first.
 * @param bytes The next bytes; they are not kept, and may be written over afterwards.
 * @returns The characters, and the up to three bytes that may begin another one.
 */
export function decodeUtf8(
  held: Uint8Array,
  bytes: Uint8Array,
): { held: Uint8Array; text: string } {
  const joined = new Uint8Array(held.length + bytes.length);
  joined.set(held);
  joined.set(bytes, held.length);
  const whole = joined.length - lengthOfBegun(joined);
  return { held: joined.slice(whole), text: decoder.decode(joined.subarray(0, whole)) };
}

/** How many bytes at the end may begin a character that the next bytes go on with. */
function lengthOfBegun(bytes: Uint8Array): number {
  for (let back = 1; back <= MAX_HELD; back++) {
    const byte = bytes.at(-back);
    if (byte === undefined) return 0;
    if (!isContinuation(byte)) return lengthOfCharacter(byte) > back ? back : 0;
  }
  return 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Bytes in the character that this one begins (RFC 3629, section 4); 1 also where it can begin none. */
function lengthOfCharacter(first: number): number {
  if (first < 0xc2 || first > 0xf4) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
