import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  abandonSent,
  addText,
  hasRoom,
  MAX_IN_FLIGHT_BYTES,
  MAX_UNACCEPTED,
  openOutbox,
  type Outbox,
  removeText,
  resendAll,
  takeSendable,
} from "../../../client/connection/outbox.ts";

function emptyOutbox(idPrefix: string): Outbox {
  return openOutbox(idPrefix, []);
}

function filled(texts: readonly string[]): Outbox {
  return texts.reduce((outbox, text) => addText(outbox, text).outbox, emptyOutbox("p"));
}

function ids(texts: readonly { readonly id: string }[]): readonly string[] {
  return texts.map(({ id }) => id);
}

Deno.test("outbox: never repeats an id, even when it is empty", () => {
  const first = addText(emptyOutbox("p"), "hei");
  const second = addText(removeText(takeSendable(first.outbox).outbox, first.added.id), "hei");
  assertEquals([first.added.id, second.added.id], ["p-1", "p-2"]);
});

Deno.test("outbox: keeps unsent texts, whatever the server answers", () => {
  const { outbox, added } = addText(emptyOutbox("p"), "hei");
  assertEquals(removeText(outbox, added.id), outbox);
});

Deno.test("outbox: has a limit", () => {
  let outbox = emptyOutbox("p");
  for (let i = 0; i < MAX_UNACCEPTED; i++) {
    assert(hasRoom(outbox));
    outbox = addText(outbox, "hei").outbox;
  }
  assert(!hasRoom(outbox));
});

Deno.test("outbox: sends each text once, in order", () => {
  const steps = fc.array(fc.oneof(fc.constant("put"), fc.constant("send"), fc.nat(20)));
  fc.assert(fc.property(steps, (steps) => {
    let outbox = emptyOutbox("p");
    const waiting = new Set<string>();
    const sent = new Set<string>();
    for (const step of steps) {
      if (step === "put") {
        const { outbox: next, added } = addText(outbox, "hei");
        outbox = next;
        waiting.add(added.id);
      } else if (step === "send") {
        const step = takeSendable(outbox);
        for (const { id } of step.sending) {
          assert(!sent.has(id));
          sent.add(id);
        }
        outbox = step.outbox;
      } else {
        const id = `p-${step}`;
        outbox = removeText(outbox, id);
        if (sent.has(id)) waiting.delete(id);
      }
      assertEquals(new Set(outbox.texts.map(({ id }) => id)), waiting);
    }
  }));
});

Deno.test("outbox: limits the bytes in flight, counted as frames", () => {
  const outbox = filled(Array(100).fill('"'.repeat(8_000)));
  const { outbox: first, sending } = takeSendable(outbox);
  // Each quotation mark takes two bytes in a frame.
  assertEquals(sending.length, Math.floor(MAX_IN_FLIGHT_BYTES / 16_040));
  assertEquals(takeSendable(first).sending, []);
  assertEquals(ids(takeSendable(removeText(first, "p-1")).sending), [`p-${sending.length + 1}`]);
});

Deno.test("outbox: sends everything again on a new connection, with the same ids and order", () => {
  const sent = takeSendable(filled(["a", "b", "c"])).outbox;
  const again = addText(resendAll(removeText(sent, "p-2")), "d").outbox;
  assertEquals(ids(takeSendable(again).sending), ["p-1", "p-3", "p-4"]);
});

Deno.test("outbox: takes answers to texts that went over an earlier connection", () => {
  const again = removeText(resendAll(takeSendable(filled(["a", "b"])).outbox), "p-1");
  assertEquals(ids(takeSendable(again).sending), ["p-2"]);
});

Deno.test("outbox: gives up only the texts that may have reached a lost seat", () => {
  const { outbox, uncertain } = abandonSent(
    addText(resendAll(takeSendable(filled(["a", "b"])).outbox), "c").outbox,
  );
  assertEquals(ids(uncertain), ["p-1", "p-2"]);
  assertEquals(ids(takeSendable(outbox).sending), ["p-3"]);
});

Deno.test("outbox: sends texts of an earlier run first, and counts them as tried", () => {
  const outbox = addText(openOutbox("q", [{ id: "p-9", text: "a" }]), "b").outbox;
  assertEquals(ids(takeSendable(outbox).sending), ["p-9", "q-1"]);
  assertEquals(ids(abandonSent(outbox).uncertain), ["p-9"]);
});
