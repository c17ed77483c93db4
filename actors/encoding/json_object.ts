/**
 * One line of JSON, read without trust. It knows what an object is; it must not know frames.
 *
 * @module
 */

/**
 * Reads a line that should be one JSON object. The keys are own properties of what comes back, `__proto__` too.
 *
 * @param line Any text.
 * @returns The object, or `undefined` for other JSON and for what is no JSON.
 */
export function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    // A JSON object that is no array has string keys only.
    return value as Record<string, unknown>;
  } catch {
    return undefined; // The peer's fault, and an expected one.
  }
}
