/**
 * Lets the type checker find each `switch` that misses a variant of a union.
 *
 * @module
 */

/**
 * Ends a `switch` over all variants of a union.
 *
 * @throws {TypeError} For a value outside the union.
 */
export function assertNever(value: never): never {
  throw new TypeError(`Cannot handle an unknown variant: ${JSON.stringify(value)}`);
}
