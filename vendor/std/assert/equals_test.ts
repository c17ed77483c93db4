import { match, throws } from "node:assert/strict";
import {
  assertEquals,
  AssertionError,
  assertNotEquals,
  assertObjectMatch,
  assertStrictEquals,
} from "./mod.ts";

function messageOf(fn: () => void): string {
  let message = "";
  throws(fn, (error: unknown) => {
    message = error instanceof AssertionError ? error.message : "";
    return error instanceof AssertionError;
  });
  return message;
}

Deno.test("assertEquals() passes on deep equality", () => {
  assertEquals({ bytes: new Uint8Array([1]), names: new Set(["ann"]) }, {
    bytes: new Uint8Array([1]),
    names: new Set(["ann"]),
  });
});

Deno.test("assertEquals() throws with the lines that differ", () => {
  const message = messageOf(() =>
    assertEquals({ type: "say", text: "Hi" }, { type: "say", text: "Ho" }, "The greeting")
  );
  match(message, /^Values are not equal: The greeting\n/);
  match(message, /^\+ .*text: 'Hi'/m);
  match(message, /^- .*text: 'Ho'/m);
  match(message, /^ .*type: 'say'/m);
});

Deno.test("assertEquals() shows short values and bytes", () => {
  match(messageOf(() => assertEquals(1, 2)), /1[^]*2/);
  match(messageOf(() => assertEquals("a", "b")), /a[^]*b/);
  match(
    messageOf(() => assertEquals(new Uint8Array([7]), new Uint8Array([9]))),
    /7[^]*9/,
  );
});

Deno.test("assertNotEquals() passes on a difference", () => {
  assertNotEquals<unknown>({ name: undefined }, {});
});

Deno.test("assertNotEquals() throws on deep equality", () => {
  match(messageOf(() => assertNotEquals([1], [1])), /^Expected actual: \[ 1 \] not to be/);
});

Deno.test("assertStrictEquals() passes on the same reference and narrows its type", () => {
  const room = { name: "lobby" };
  const found: unknown = room;
  assertStrictEquals(found, room);
  match(found.name, /lobby/);
});

Deno.test("assertStrictEquals() throws on a copy", () => {
  match(messageOf(() => assertStrictEquals({ a: 1 }, { a: 1 })), /^Values have the same structure/);
  match(messageOf(() => assertStrictEquals(0, -0)), /^Values are not strictly equal/);
});

Deno.test("assertObjectMatch() passes on a deep part", () => {
  const member = { seat: 1, name: "ann", tags: ["a", "b"], at: { room: "lobby", since: 5 } };
  assertObjectMatch(member, { name: "ann", at: { room: "lobby" } });
  assertObjectMatch(member, { tags: ["a"] });
  assertObjectMatch({ m: new Map([["a", { x: 1, y: 2 }], ["b", { x: 3, y: 4 }]]) }, {
    m: new Map([["a", { x: 1 }]]),
  });
});

Deno.test("assertObjectMatch() throws on what is missing or different", () => {
  messageOf(() => assertObjectMatch({ a: 1 }, { a: 2 }));
  messageOf(() => assertObjectMatch({ a: 1 }, { a: 1, b: 2 }));
  messageOf(() => assertObjectMatch({ a: { b: 1 } }, { a: { b: 1, c: undefined } }));
  messageOf(() => assertObjectMatch({ a: ["x"] }, { a: ["x", "y"] }));
  messageOf(() => assertObjectMatch({ a: new Date(1) }, { a: new Date(2) }));
  messageOf(() => assertObjectMatch({ a: new Uint8Array([1]) }, { a: new Uint8Array([2]) }));
});

Deno.test("assertObjectMatch() ends on a circle", () => {
  const object: Record<string, unknown> = { a: 1 };
  object.self = object;
  assertObjectMatch(object, object);
  assertObjectMatch(object, { self: { a: 1 } });
});
