import { assertEquals } from "@std/assert";
import { among } from "../../../support/fakes/test_screen.ts";

Deno.test("screen: Ctrl-C clears the line, and leaves when pressed again", () => {
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
  // Another press does not wait for unaccepted texts.
  screen.press("interrupt");
  assertEquals(screen.done().map(({ type }) => type), ["interrupt"]);
});

Deno.test("screen: typing after Ctrl-C cancels leaving", () => {
  const screen = among("kari").press("interrupt").type("he").press("interrupt");
  assertEquals(screen.inputs().map(({ type }) => type), ["typing", "typing"]);
  assertEquals(screen.hint, "Ctrl-C en gang til for å gå");
});

Deno.test("screen: Ctrl-C after a while only repeats its hint", () => {
  const screen = among("kari").press("interrupt");
  screen.pass(4_001).press("interrupt");
  assertEquals(screen.inputs(), []);
  assertEquals(screen.hint, "Ctrl-C en gang til for å gå");
});

Deno.test("screen: Ctrl-D leaves on an empty line, and else deletes", () => {
  const screen = among("kari").type("hei").press("home", "end_of_input");
  assertEquals(screen.screen.editor.text, "ei");
  screen.done();
  screen.press("end_of_input", "end_of_input");
  screen.done();
  screen.press("end_of_input");
  assertEquals([screen.inputs(), screen.screen.isLeaving], [[{ type: "finish" }], true]);
});

Deno.test("screen: typing or Esc cancels leaving", () => {
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

Deno.test("screen: /avslutt leaves, and ends the typing signal", () => {
  const screen = among("kari").type("avslutt");
  screen.done();
  screen.press("enter");
  assertEquals(screen.inputs(), [{ type: "typing", active: false }, { type: "finish" }]);
  assertEquals(among("kari").type("/quit").press("enter").inputs(), [{ type: "finish" }]);
});
