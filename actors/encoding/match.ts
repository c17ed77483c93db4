/**
 * Chooses by a union's variant where a table says it at once. A `switch` suits longer cases better.
 *
 * @module
 */

/** One function for each variant of a union, by the variant's `type`. */
export type Cases<U extends { readonly type: string }, R> = {
  readonly [V in U as V["type"]]: (variant: V) => R;
};

/**
 * Calls the function for a variant. The types demand one for each.
 *
 * @throws {TypeError} For a value outside the union.
 */
export function match<U extends { readonly type: string }, R>(variant: U, cases: Cases<U, R>): R {
  const one: unknown = cases[variant.type as keyof Cases<U, R>];
  // The compiler cannot see that the key and the parameter belong together.
  return (one as (variant: U) => R)(variant);
}
