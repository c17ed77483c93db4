/**
 * What holds for a screen after any keys in any order.
 *
 * @module
 */

import { assert } from "@std/assert";
import fc from "fast-check";
import { MAX_TEXT_BYTES } from "../../../../actors/protocol/limits.ts";
import type { KeyName } from "../../../../client/terminal/editor/key.ts";
import { anyText } from "../../../support/arbitraries/texts.ts";
import { TestScreen, welcomed } from "../../../support/fakes/test_screen.ts";

const keyName = fc.constantFrom<KeyName>(
  "enter",
  "newline",
  "tab",
  "backspace",
  "up",
  "down",
  "interrupt",
  "end_of_input",
  "clear_screen",
  "escape",
);

const pressed = fc.oneof(
  keyName.map((name) => ({ type: "press" as const, name })),
  fc.oneof(anyText(3), fc.constantFrom("/varsel", "//hei", "/", "kar", "avslutt"))
    .map((text) => ({ type: "text" as const, text })),
  fc.boolean().map((focused) => ({ type: "focus" as const, focused })),
);

Deno.test("screen: no keys lose typed text without the person's doing", () => {
  fc.assert(fc.property(fc.array(pressed, { maxLength: 20 }), fc.boolean(), (keys, canSay) => {
    const screen = new TestScreen().receive(welcomed("ola", [{ name: "kari" }])).show();
    screen.canSay = canSay;
    for (const key of keys) {
      const before = screen.screen.editor.text;
      const effects = screen.pass(100).key(key).done();
      const said = effects.flatMap((effect) =>
        effect.type === "input" && effect.input.type === "say" ? [effect.input.text] : []
      );
      assert(said.length === 0 || canSay);
      assert(said.every((text) => utf8(text) <= MAX_TEXT_BYTES));
      if (key.type !== "press" || key.name !== "enter" || before.trim() === "") continue;
      const isKept = screen.screen.editor.text === before;
      // A sent line can be had back from the history.
      assert(isKept || screen.screen.editor.history.sent.at(-1) === before);
    }
  }));
});

function utf8(text: string): number {
  return new TextEncoder().encode(text).length;
}
