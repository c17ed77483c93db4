import { assertEquals } from "@std/assert";
import type { Key } from "../../../client/terminal/editor/key.ts";
import { ESCAPE_MS } from "../../../client/terminal/editor/keys.ts";
import { Keyboard } from "../../../client/terminal/keyboard.ts";
import { FakeClock } from "../../support/fakes/fake_clock.ts";
import { settled } from "../../support/fakes/settled.ts";

/** A keyboard that records its keys. */
class TestKeyboard {
  readonly clock = new FakeClock();
  readonly keys: Key[] = [];
  readonly keyboard: Keyboard;
  isGone = false;
  readonly #terminal = new TransformStream<Uint8Array, Uint8Array>();
  readonly #writer = this.#terminal.writable.getWriter();

  constructor(onKey: (desk: TestKeyboard) => void = () => {}) {
    this.keyboard = new Keyboard(this.#terminal.readable, this.clock, {
      onKey: (key) => {
        this.keys.push(key);
        onKey(this);
      },
      onGone: () => this.isGone = true,
    });
  }

  async press(bytes: string): Promise<void> {
    this.#writer.write(new TextEncoder().encode(bytes)).catch(() => {});
    await settled();
  }

  async hangUp(): Promise<void> {
    await this.#writer.close();
    await settled();
  }

  async break(): Promise<void> {
    await this.#writer.abort(new Error("Input/output error"));
    await settled();
  }
}

Deno.test("keyboard: reports each key, even if its bytes arrive apart", async () => {
  const desk = new TestKeyboard();
  await desk.press("hei\x1b[");
  await desk.press("D\r");
  assertEquals(desk.keys, [
    { type: "text", text: "hei" },
    { type: "press", name: "left" },
    { type: "press", name: "enter" },
  ]);
  assertEquals(desk.clock.waiting, 0);
});

Deno.test("keyboard: reports Escape after a pause", async () => {
  const desk = new TestKeyboard();
  await desk.press("\x1b");
  desk.clock.advance(ESCAPE_MS - 1);
  assertEquals(desk.keys, []);
  desk.clock.advance(1);
  assertEquals(desk.keys, [{ type: "press", name: "escape" }]);
  await desk.press("[D");
  assertEquals(desk.keys.at(-1), { type: "text", text: "[D" });
});

Deno.test("keyboard: waits for the end of a paste as long as it takes", async () => {
  const desk = new TestKeyboard();
  await desk.press("\x1b[200~en\r");
  assertEquals(desk.clock.waiting, 0);
  await desk.press("to\x1b[201~");
  assertEquals(desk.keys, [{ type: "paste", text: "en\nto" }]);
});

Deno.test("keyboard: reports nothing once it is closed, not even keys it has read", async () => {
  const desk = new TestKeyboard((desk) => desk.keyboard.close());
  await desk.press("\x03\x03\x1b");
  await desk.press("hei");
  assertEquals(desk.keys.length, 1);
  assertEquals([desk.isGone, desk.clock.waiting], [false, 0]);
});

Deno.test("keyboard: reports that the terminal is gone, closed or broken", async () => {
  const ended = new TestKeyboard();
  await ended.hangUp();
  const broken = new TestKeyboard();
  await broken.break();
  assertEquals([ended.isGone, broken.isGone], [true, true]);
});
