import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  count,
  flag,
  list,
  number,
  oneOf,
  otherwise,
  record,
  type Shape,
  text,
  where,
  wholeNumber,
} from "../../../actors/encoding/json.ts";

/** The simple shapes, each with the values that it accepts of these. */
const VALUES = ["", "hei", true, false, null, 0, -0, 7, -7, 1.5, 2 ** 53, [], {}] as const;
const SIMPLE: readonly (readonly [Shape<unknown>, readonly unknown[]])[] = [
  [text, ["", "hei"]],
  [flag, [true, false]],
  [number, [0, -0, 7, -7, 1.5, 2 ** 53]],
  [wholeNumber, [0, -0, 7, -7]],
  [count, [0, -0, 7]],
  [oneOf(["hei", "hallo"]), ["hei"]],
  [oneOf([1, 7]), [7]],
  [where(text, (text) => text !== ""), ["hei"]],
];

const fields = { id: text, n: count, note: { optional: text } };
const shape = record({ of: list(record(fields), 3), mood: otherwise(text, null) });

Deno.test("shape: a simple one accepts its own values unchanged, and no others", () => {
  for (const [shape, taken] of SIMPLE) {
    assertEquals(VALUES.filter((value) => shape(value) !== undefined), taken);
    for (const value of taken) assert(Object.is(shape(value), value));
  }
});

Deno.test("shape: a record requires its fields and drops unknown ones", () => {
  const of = record(fields);
  assertEquals(of({ id: "a", n: 1, more: 1 }), { id: "a", n: 1 });
  assertEquals(of({ id: "a", n: 1, note: "b" }), { id: "a", n: 1, note: "b" });
  const misfits = [{ id: "a" }, { id: "a", n: "1" }, { id: "a", n: 1, note: null }, [], "a", null];
  for (const value of misfits) assertEquals(of(value), undefined);
});

Deno.test("shape: a record ignores inherited fields", () => {
  const inherits = record({ toString: text, constructor: { optional: text } });
  assertEquals(inherits({}), undefined);
  assertEquals(inherits({ toString: "a" })?.toString, "a");
  const fitting = record(fields)(JSON.parse('{"id":"a","n":1,"__proto__":{"note":"b"}}'));
  assertEquals(fitting?.note, undefined);
});

Deno.test("shape: a list checks its length and each item", () => {
  assertEquals(list(flag, 2)([true, false]), [true, false]);
  for (const value of [[true, true, true], [true, 1], { 0: true, length: 1 }]) {
    assertEquals(list(flag, 2)(value), undefined);
  }
});

Deno.test("shape: otherwise() replaces a misfit", () => {
  const room = record({ room: otherwise(text, "main") });
  assertEquals([room({}), room({ room: 1 }), room({ room: "" })].map((value) => value?.room), [
    "main",
    "main",
    "",
  ]);
});

Deno.test("shape: accepts its own results unchanged, for any value", () => {
  const near = fc.record({
    of: fc.array(fc.record({ id: fc.jsonValue(), n: fc.oneof(fc.nat(), fc.jsonValue()) })),
    mood: fc.jsonValue(),
  });
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), near), (value) => {
    const before = JSON.stringify(value);
    const fitting = shape(value);
    assertEquals(JSON.stringify(value), before);
    if (fitting === undefined) return;
    assertEquals(Object.keys(fitting), ["of", "mood"]);
    assertEquals(shape(fitting), fitting);
  }));
});
