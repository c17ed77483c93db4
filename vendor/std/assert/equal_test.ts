import { ok, throws } from "node:assert/strict";
import { equal } from "./equal.ts";

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

const equals: Record<string, [unknown, unknown]> = {
  "NaN": [NaN, NaN],
  "0 and -0": [[0], [-0]],
  "nested objects": [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2 }] } }],
  "keys in another order": [{ a: 1, b: 2 }, { b: 2, a: 1 }],
  "symbol keys": [{ [Symbol.for("a")]: 1 }, { [Symbol.for("a")]: 1 }],
  "an object without prototype and a plain one": [
    Object.assign(Object.create(null), { a: 1 }),
    { a: 1 },
  ],
  "byte arrays": [new Uint8Array([1, 2]), new Uint8Array([0, 1, 2]).subarray(1)],
  "buffers": [new Uint8Array([1]).buffer, new Uint8Array([1]).buffer],
  "sets in another order": [new Set([1, 2]), new Set([2, 1])],
  "sets of sets": [new Set([1, new Set([2, 3])]), new Set([new Set([3, 2]), 1])],
  "maps in another order": [new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  "maps with objects": [new Map([[{ x: 1 }, [1]]]), new Map([[{ x: 1 }, [1]]])],
  "dates": [new Date(5), new Date(5)],
  "invalid dates": [new Date("-"), new Date("-")],
  "patterns": [/a/g, /a/g],
  "addresses": [new URL("http://a.test"), new URL("http://a.test/")],
  "instances": [new Seat(1), new Seat(1)],
  "one error": [{ error: sameError }, { error: sameError }],
  "circles": [circle(), circle()],
};

const differs: Record<string, [unknown, unknown]> = {
  "a number and its text": [1, "1"],
  "null and undefined": [null, undefined],
  "a missing key and undefined": [{ a: 1, b: undefined }, { a: 1 }],
  "two keys with undefined": [{ a: undefined, b: undefined }, { a: undefined, c: undefined }],
  "arrays of another order": [[1, 2], [2, 1]],
  "arrays of another length": [[1, 2], [1, 2, 3]],
  "an array and an object": [[], {}],
  "byte arrays": [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
  "byte arrays of another length": [new Uint8Array([1]), new Uint8Array([1, 2])],
  "arrays of another type": [new Uint8Array([1]), new Int8Array([1])],
  "sets": [new Set([1, 2]), new Set([1, 3])],
  "sets of objects": [new Set([{ a: 1 }]), new Set([{ a: 2 }])],
  "maps by value": [new Map([["a", 1]]), new Map([["a", 2]])],
  "maps by key": [new Map([["a", 1]]), new Map([["b", 1]])],
  "maps by key object": [new Map([[{ x: 1 }, 1]]), new Map([[{ x: 2 }, 1]])],
  "dates": [new Date(5), new Date(6)],
  "patterns by flag": [/a/g, /a/],
  "addresses": [new URL("http://a.test"), new URL("http://b.test")],
  "instances by accessor": [new Seat(1), new Seat(2)],
  "an instance and a plain object": [new Seat(1), { name: "ann" }],
  "errors made apart": [new Error("a"), new Error("b")],
  "functions": [() => 1, () => 1],
};

for (const [what, [a, b]] of Object.entries(equals)) {
  Deno.test(`equal() holds for ${what}`, () => {
    ok(equal(a, b));
    ok(equal(b, a));
  });
}

for (const [what, [a, b]] of Object.entries(differs)) {
  Deno.test(`equal() does not hold for ${what}`, () => {
    ok(!equal(a, b));
    ok(!equal(b, a));
  });
}

Deno.test("equal() throws on weak maps and weak sets", () => {
  throws(() => equal(new WeakMap(), new WeakMap()), TypeError);
  throws(() => equal(new WeakSet(), new WeakSet()), TypeError);
});
