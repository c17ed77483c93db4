import { assertEquals } from "@std/assert";
import { among } from "../../../support/fakes/test_screen.ts";

Deno.test("screen: Ctrl-C takes back what was typed, and leaves when it is pressed again", () => {
  const screen = among("kari").type("hei");
  screen.done();
  screen.press("interrupt");
  assertEquals(screen.screen.editor.text, "");
  assertEquals(screen.hint, "Ctrl-C en gang til for å gå");
  assertEquals(screen.inputs(), [{ type: "typing", active: false }]);
  assertEquals(screen.press("yank").screen.editor.text, "hei");
  screen.press("interrupt", "interrupt");
  assertEquals(screen.press("yank").screen.editor.text, "hei");
  screen.press("interrupt");
  screen.done();
  screen.pass(4_000).press("interrupt");
  assertEquals([screen.inputs(), screen.screen.isLeaving], [[{ type: "finish" }], true]);
  // Who does not want to wait for what is not accepted presses it once more.
  screen.press("interrupt");
  assertEquals(screen.done().map(({ type }) => type), ["insist"]);
});

Deno.test("screen: who types on after Ctrl-C does not leave with the next one", () => {
  const screen = among("kari").press("interrupt").type("he").press("interrupt");
  assertEquals(screen.inputs().map(({ type }) => type), ["typing", "typing"]);
  assertEquals(screen.hint, "Ctrl-C en gang til for å gå");
});

Deno.test("screen: Ctrl-C again after a while only says again what it would do", () => {
  const screen = among("kari").press("interrupt");
  screen.pass(4_001).press("interrupt");
  assertEquals(screen.inputs(), []);
  assertEquals(screen.hint, "Ctrl-C en gang til for å gå");
});

Deno.test("screen: Ctrl-D leaves where nothing is typed, and otherwise deletes", () => {
  const screen = among("kari").type("hei").press("home", "end_of_input");
  assertEquals(screen.screen.editor.text, "ei");
  screen.done();
  screen.press("end_of_input", "end_of_input");
  screen.done();
  screen.press("end_of_input");
  assertEquals([screen.inputs(), screen.screen.isLeaving], [[{ type: "finish" }], true]);
});

Deno.test("screen: whoever types on, or presses Esc, does not leave after all", () => {
  const leaving = () => {
    const screen = among("kari").press("end_of_input");
    screen.done();
    return screen;
  };
  assertEquals(leaving().press("escape").inputs(), [{ type: "stay" }]);
  const screen = leaving().type("h");
  assertEquals(screen.inputs(), [{ type: "stay" }, { type: "typing", active: true }]);
  assertEquals(screen.screen.isLeaving, false);
  assertEquals(leaving().press("left", "enter").screen.isLeaving, true);
});

Deno.test("screen: /avslutt leaves, and who seemed to type does so no more", () => {
  const screen = among("kari").type("avslutt");
  screen.done();
  screen.press("enter");
  assertEquals(screen.inputs(), [{ type: "typing", active: false }, { type: "finish" }]);
  assertEquals(among("kari").type("/quit").press("enter").inputs(), [{ type: "finish" }]);
});
