import { equal as same, throws } from "node:assert/strict";
import {
  assert,
  assertArrayIncludes,
  assertExists,
  assertFalse,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertIsError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
  fail,
  unreachable,
} from "./mod.ts";

function raises(fn: () => void, message: string): void {
  throws(fn, (error: unknown) => {
    same(error instanceof AssertionError, true);
    same(error instanceof Error && error.message, message);
    return true;
  });
}

Deno.test("AssertionError carries its name, message and cause", () => {
  const error = new AssertionError("No", { cause: 7 });
  same(error.name, "AssertionError");
  same(error.message, "No");
  same(error.cause, 7);
});

Deno.test("assert() throws on a falsy value only, and narrows", () => {
  const value: string | undefined = ["a"].at(0);
  assert(value);
  same(value.length, 1);
  raises(() => assert(0), "");
  raises(() => assert("", "Empty"), "Empty");
});

Deno.test("assertFalse() throws on a truthy value only", () => {
  assertFalse(0);
  assertFalse(undefined);
  raises(() => assertFalse("a", "Not empty"), "Not empty");
});

Deno.test("assertExists() throws on null and undefined only", () => {
  assertExists(0);
  assertExists("");
  raises(() => assertExists(null), 'Expected actual: "null" to not be null or undefined.');
  raises(
    () => assertExists(undefined, "Seat"),
    'Expected actual: "undefined" to not be null or undefined: Seat',
  );
});

Deno.test("assertMatch() and assertNotMatch() are opposites", () => {
  assertMatch("room 7", /\d/);
  assertNotMatch("room", /\d/);
  raises(() => assertMatch("room", /\d/), 'Expected actual: "room" to match: "/\\d/".');
  raises(() => assertNotMatch("7", /\d/, "x"), 'Expected actual: "7" to not match: "/\\d/": x');
});

Deno.test("assertStringIncludes() throws on a missing part", () => {
  assertStringIncludes("the room is full", "full");
  raises(
    () => assertStringIncludes("the room", "full"),
    'Expected actual: "the room" to contain: "full".',
  );
});

Deno.test("assertArrayIncludes() compares deeply", () => {
  assertArrayIncludes([{ a: 1 }, { a: 2 }], [{ a: 2 }]);
  assertArrayIncludes(new Uint8Array([1, 2]), [2]);
  throws(() => assertArrayIncludes([1], [1, 2]), AssertionError);
});

Deno.test("assertGreater() and the other comparisons hold at their limits", () => {
  assertGreater(2, 1);
  assertGreaterOrEqual(2, 2);
  assertLess(1, 2);
  assertLessOrEqual(2, 2);
  raises(() => assertGreater(2, 2), "Expect 2 > 2");
  raises(() => assertGreaterOrEqual(1, 2), "Expect 1 >= 2");
  raises(() => assertLess(2, 2), "Expect 2 < 2");
  raises(() => assertLessOrEqual(3n, 2n, "Too many"), "Too many");
});

Deno.test("assertInstanceOf() throws on another class, and narrows", () => {
  const value: unknown = new Map([["a", 1]]);
  assertInstanceOf(value, Map);
  same(value.size, 1);
  raises(
    () => assertInstanceOf(new Set(), Map),
    'Expected object to be an instance of "Map" but was "Set".',
  );
  throws(() => assertInstanceOf(null, Map), AssertionError);
});

Deno.test("assertIsError() looks at class and message", () => {
  const error = new RangeError("Out of range");
  assertIsError(error, RangeError, "range");
  assertIsError(error, Error, /^Out/);
  raises(
    () => assertIsError(error, TypeError),
    'Expected error to be instance of "TypeError", but was "RangeError".',
  );
  raises(
    () => assertIsError(error, RangeError, "in"),
    'Expected error message to include "in", but got "Out of range".',
  );
  raises(() => assertIsError("a"), 'Expected "error" to be an Error object.');
});

Deno.test("fail() and unreachable() always throw", () => {
  raises(() => fail(), "Failed assertion.");
  raises(() => fail("No"), "Failed assertion: No");
  raises(() => unreachable(), "Unreachable.");
});
