/**
 * The error of a failed assertion.
 *
 * @example Usage
 * ```ts
 * import { assert, AssertionError } from "@std/assert";
 *
 * try {
 *   assert(false, "Not so");
 * } catch (error) {
 *   console.log(error instanceof AssertionError); // true
 * }
 * ```
 */
export class AssertionError extends Error {
  /** Always `"AssertionError"`. */
  override name = "AssertionError";
}
