import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Mailbox } from "../../../actors/runtime/mailbox.ts";

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("put"), count: fc.nat(1_500) }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("take"), count: fc.nat(1_500) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("clear"), count: fc.constant(1) }) },
);

Deno.test("mailbox: is a bounded queue, first in, first out [mailbox.4]", () => {
  fc.assert(
    fc.property(fc.nat(4_000), fc.array(step, { maxLength: 12 }), (capacity, steps) => {
      const mailbox = new Mailbox<number>(capacity);
      let model: number[] = [];
      let next = 0;
      for (const { type, count } of steps) {
        for (let i = 0; i < count; i++) {
          if (type === "put") {
            const fits = model.length < capacity;
            if (fits) model.push(next);
            if (mailbox.put(next++) !== fits) throw new Error(`Cannot agree on ${next - 1}`);
          } else if (type === "take") {
            if (mailbox.take() !== model.shift()) throw new Error("Cannot agree on the oldest");
          } else {
            assertEquals(mailbox.clear(), model.length);
            model = [];
          }
        }
        assertEquals(mailbox.size, model.length);
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("mailbox: with capacity 0 refuses everything", () => {
  const mailbox = new Mailbox<string>(0);
  assertEquals(mailbox.put("a"), false);
  assertEquals(mailbox.take(), undefined);
  assertEquals(mailbox.clear(), 0);
});

Deno.test("mailbox: counts a message that is undefined", () => {
  const mailbox = new Mailbox<undefined>(2);
  mailbox.put(undefined);
  assertEquals(mailbox.size, 1);
  assertEquals(mailbox.take(), undefined);
  assertEquals(mailbox.size, 0);
});
