import {
  assert,
  assertEquals,
  assertFalse,
  assertGreater,
  AssertionError,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";
import { match, ok, rejects, throws } from "node:assert/strict";

/** The message of the assertion that `run` fails. */
function failure(run: () => void): string {
  let message = "";
  throws(run, (error: unknown) => {
    message = error instanceof AssertionError ? error.message : "";
    return error instanceof AssertionError;
  });
  return message;
}

class Seat {
  name = "ann";
  #secret: number;
  constructor(secret: number) {
    this.#secret = secret;
  }
  get secret() {
    return this.#secret;
  }
}

function circle(): unknown {
  const object: Record<string, unknown> = { name: "a" };
  object.self = object;
  return object;
}

const sameError = new Error("a");

const EQUAL: Record<string, [unknown, unknown]> = {
  "NaN": [NaN, NaN],
  "0 and -0": [[0], [-0]],
  "nested objects": [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }],
  "keys in another order": [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  "an object without prototype": [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  "byte arrays": [new Uint8Array([1, 2]), new Uint8Array([0, 1, 2]).subarray(1)],
  "sets in another order": [new Set([1, 2]), new Set([2, 1])],
  "maps in another order": [new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  "dates": [new Date(5), new Date(5)],
  "patterns": [/a/g, /a/g],
  "instances": [new Seat(1), new Seat(1)],
  "one error": [{ error: sameError }, { error: sameError }],
  "circles": [circle(), circle()],
};

const DIFFERENT: Record<string, [unknown, unknown]> = {
  "a number and its text": [1, "1"],
  "null and undefined": [null, undefined],
  "a missing key and undefined": [{ a: 1, b: undefined }, { a: 1 }],
  "arrays of another order": [[1, 2], [2, 1]],
  "an array and an object": [[], {}],
  "byte arrays": [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
  "arrays of another type": [new Uint8Array([1]), new Int8Array([1])],
  "sets": [new Set([1, 2]), new Set([1, 3])],
  "maps by value": [new Map([["a", 1]]), new Map([["a", 2]])],
  "maps by key": [new Map([["a", 1]]), new Map([["b", 1]])],
  "dates": [new Date(5), new Date(6)],
  "patterns by flag": [/a/g, /a/],
  "instances by accessor": [new Seat(1), new Seat(2)],
  "an instance and a plain object": [new Seat(1), { name: "ann" }],
  "functions": [() => 1, () => 1],
};

Deno.test("std assert: assertEquals() and assertNotEquals() agree on equality", async (t) => {
  for (const [what, [a, b]] of Object.entries(EQUAL)) {
    await t.step(what, () => {
      assertEquals(a, b);
      assertEquals(b, a);
      failure(() => assertNotEquals(a, b));
    });
  }
});

Deno.test("std assert: assertEquals() and assertNotEquals() agree on differences", async (t) => {
  for (const [what, [a, b]] of Object.entries(DIFFERENT)) {
    await t.step(what, () => {
      assertNotEquals(a, b);
      assertNotEquals(b, a);
      failure(() => assertEquals(a, b));
    });
  }
});

Deno.test("std assert: assertEquals() shows what differs, and what its caller adds", () => {
  const message = failure(() =>
    assertEquals({ type: "say", text: "Hi" }, { type: "say", text: "Ho" }, "The greeting")
  );
  match(message, /The greeting[^]*Hi[^]*Ho|The greeting[^]*Ho[^]*Hi/);
  match(failure(() => assertEquals(new Uint8Array([7]), new Uint8Array([9]))), /7[^]*9/);
});

Deno.test("std assert: assertStrictEquals() wants the same reference, and narrows", () => {
  const room = { name: "lobby" };
  const found: unknown = room;
  assertStrictEquals(found, room);
  match(found.name, /lobby/);
  failure(() => assertStrictEquals({ a: 1 }, { a: 1 }));
  failure(() => assertStrictEquals(0, -0));
});

Deno.test("std assert: assert() and assertFalse() go by truth, and narrow", () => {
  const value: string | undefined = ["a"].at(0);
  assert(value);
  ok(value.length === 1);
  assertFalse(0);
  assertFalse(undefined);
  match(failure(() => assert("", "Empty")), /^Empty$/);
  match(failure(() => assertFalse("a", "Not empty")), /^Not empty$/);
});

Deno.test("std assert: texts, numbers and fail() say what did not hold", () => {
  assertMatch("room 7", /\d/);
  assertStringIncludes("the room is full", "full");
  assertGreater(2, 1);
  assertLess(1, 2);
  match(failure(() => assertMatch("room", /\d/)), /"room" to match: "\/\\d\/"/);
  match(failure(() => assertStringIncludes("the room", "full")), /"the room" to contain: "full"/);
  match(failure(() => assertGreater(2, 2)), /2 > 2/);
  match(failure(() => assertLess(2, 2)), /2 < 2/);
  match(failure(() => fail("No")), /No/);
});

Deno.test("std assert: assertThrows() checks class and message, and returns the error", () => {
  const error = new RangeError("Out of range");
  const thrower = () => {
    throw error;
  };
  ok(assertThrows(thrower, RangeError, "range") === error);
  ok(assertThrows(thrower) === error);
  failure(() => assertThrows(() => {}));
  failure(() => assertThrows(thrower, TypeError));
  failure(() => assertThrows(thrower, RangeError, "in"));
  failure(() =>
    assertThrows(() => {
      throw "no error";
    }, Error)
  );
});

Deno.test("std assert: assertRejects() checks class and message, and returns the error", async () => {
  const error = new RangeError("Out of range");
  const rejecter = () => Promise.reject(error);
  ok(await assertRejects(rejecter, RangeError, "range") === error);
  ok(await assertRejects(rejecter) === error);
  await rejects(assertRejects(() => Promise.resolve()), AssertionError);
  await rejects(assertRejects(rejecter, TypeError), AssertionError);
  await rejects(assertRejects(rejecter, RangeError, "in"), AssertionError);
  // A throw before there is a promise is no rejection.
  await rejects(
    assertRejects(() => {
      throw error;
    }),
    AssertionError,
  );
});
