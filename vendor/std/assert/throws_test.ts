import { equal as same, rejects, throws } from "node:assert/strict";
import { AssertionError, assertRejects, assertThrows } from "./mod.ts";

const gone = new RangeError("The room is gone");

function throwGone(): never {
  throw gone;
}

Deno.test("assertThrows() returns what was thrown", () => {
  same(assertThrows(throwGone), gone);
  same(assertThrows(throwGone, RangeError, "gone").message, gone.message);
  same(
    assertThrows(() => {
      throw 7;
    }),
    7,
  );
});

Deno.test("assertThrows() throws if nothing is thrown", () => {
  throws(() => assertThrows(() => {}), { message: "Expected function to throw." });
  throws(() => assertThrows(() => {}, "Gone"), { message: "Expected function to throw: Gone" });
  throws(() => assertThrows(() => {}, Error), AssertionError);
});

Deno.test("assertThrows() throws on another class, message or no error", () => {
  throws(() => assertThrows(throwGone, TypeError), AssertionError);
  throws(() => assertThrows(throwGone, RangeError, "here"), AssertionError);
  throws(
    () =>
      assertThrows(() => {
        throw 7;
      }, Error),
    { message: "A non-Error object was thrown." },
  );
});

Deno.test("assertRejects() returns what it rejected with", async () => {
  same(await assertRejects(() => Promise.reject(gone)), gone);
  same((await assertRejects(() => Promise.reject(gone), RangeError, "gone")).name, "RangeError");
});

Deno.test("assertRejects() rejects if the promise resolves", async () => {
  await rejects(assertRejects(() => Promise.resolve(1)), {
    message: "Expected function to reject.",
  });
});

Deno.test("assertRejects() rejects on another class, message or no error", async () => {
  await rejects(assertRejects(() => Promise.reject(gone), TypeError), AssertionError);
  await rejects(assertRejects(() => Promise.reject(gone), Error, "here"), AssertionError);
  await rejects(assertRejects(() => Promise.reject(7), Error), {
    message: "A non-Error object was rejected.",
  });
});

Deno.test("assertRejects() does not take a throw for a rejection", async () => {
  await rejects(assertRejects(throwGone), {
    message: "Function throws when expected to reject.",
  });
});
