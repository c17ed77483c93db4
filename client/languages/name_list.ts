/**
 * Joins names as in a sentence. It must not know whose they are.
 *
 * @module
 */

/**
 * Joins names, as in `kari, per og aud`.
 *
 * @param names The names in order.
 * @param and The word before the last one.
 */
export function joinNames(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${and} ${last}`;
}
