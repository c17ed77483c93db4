/**
 * Names in a row, as a sentence has them. It must not know whose they are.
 *
 * @module
 */

/**
 * Writes `kari, per og aud`.
 *
 * @param names In their order.
 * @param and The word before the last.
 */
export function joinNames(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${and} ${last}`;
}
