import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  allSent,
  emptyOutbox,
  hasRoom,
  MAX_UNACCEPTED,
  put,
  settle,
  unsent,
} from "../../client/outbox.ts";

Deno.test("outbox: never gives an id twice, also when nothing waits", () => {
  const first = put(emptyOutbox("p"), "hei");
  const second = put(settle(allSent(first.outbox), first.added.id), "hei");
  assertEquals([first.added.id, second.added.id], ["p-1", "p-2"]);
});

Deno.test("outbox: keeps what was not sent, whatever the server says of it", () => {
  const { outbox, added } = put(emptyOutbox("p"), "hei");
  assertEquals(settle(outbox, added.id), outbox);
});

Deno.test("outbox: is full in the end", () => {
  let outbox = emptyOutbox("p");
  for (let i = 0; i < MAX_UNACCEPTED; i++) {
    assert(hasRoom(outbox));
    outbox = put(outbox, "hei").outbox;
  }
  assert(!hasRoom(outbox));
});

Deno.test("outbox: each text leaves once, and only then, in whatever order", () => {
  const steps = fc.array(fc.oneof(fc.constant("put"), fc.constant("send"), fc.nat(20)));
  fc.assert(fc.property(steps, (steps) => {
    let outbox = emptyOutbox("p");
    const waiting = new Set<string>();
    const sent = new Set<string>();
    for (const step of steps) {
      if (step === "put") {
        const { outbox: next, added } = put(outbox, "hei");
        outbox = next;
        waiting.add(added.id);
      } else if (step === "send") {
        for (const { id } of unsent(outbox)) sent.add(id);
        outbox = allSent(outbox);
      } else {
        const id = `p-${step}`;
        outbox = settle(outbox, id);
        if (sent.has(id)) waiting.delete(id);
      }
      assertEquals(new Set(outbox.texts.map(({ id }) => id)), waiting);
      assertEquals(unsent(outbox).some(({ id }) => sent.has(id)), false);
    }
  }));
});
