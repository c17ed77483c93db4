/**
 * Lets the type checker find the `switch` that does not handle a new variant.
 *
 * @module
 */

/** Ends a `switch` over all variants of a union. It throws a `TypeError` for a value outside the union. */
export function assertNever(value: never): never {
  throw new TypeError(`Cannot handle a variant nobody knows: ${JSON.stringify(value)}`);
}
