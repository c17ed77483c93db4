import { assertEquals } from "@std/assert";
import { TOO_LONG } from "../../../../actors/encoding/line_decoder.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { TestOperator } from "../../../support/fakes/test_operator.ts";

Deno.test("operator lines: takes whole lines if only the input is a terminal", async () => {
  const operator = new TestOperator(false);
  await operator.press("hei\n");
  operator.console.print("[STARTER]");
  await operator.terminal.endInput();
  await settled();
  await operator.close();
  assertEquals(operator.typed, ["hei"]);
  assertEquals(operator.terminal.stdout.text, "[STARTER]\n");
});

Deno.test("operator lines: writes the last line before it closes", async () => {
  const operator = new TestOperator(false);
  const { stdout } = operator.terminal;
  stdout.hold();
  operator.console.print("en");
  await settled();
  for (const line of ["to", "tre"]) operator.console.print(line);
  let isOver = false;
  const closed = operator.console.close().then(() => isOver = true);
  // The first line goes out, and the next write hangs again.
  stdout.release();
  stdout.hold();
  await settled();
  assertEquals([stdout.text, isOver], ["en\n", false]);
  stdout.release();
  await closed;
  assertEquals(stdout.text, "en\nto\ntre\n");
});

Deno.test("operator lines: reports a line that is too long to keep", async () => {
  const operator = new TestOperator(false);
  await operator.press(`${"x".repeat(8_193)}\n`);
  assertEquals(operator.typed, [TOO_LONG]);
  await operator.close();
});

Deno.test("operator lines: ignores what is typed after closing", async () => {
  const operator = new TestOperator(false);
  await operator.close();
  operator.terminal.type("hei\n");
  await settled();
  assertEquals(operator.typed, []);
});

Deno.test("operator lines: does not wait for a stuck pipe, and limits its lines", async () => {
  const operator = new TestOperator(false);
  const { clock, stdout } = operator.terminal;
  stdout.hold();
  for (let i = 0; i < 10_003; i++) operator.console.print(`${i}`);
  let isOver = false;
  const closed = operator.console.close().then(() => isOver = true);
  await settled();
  assertEquals(isOver, false);
  clock.advance(1_000);
  await closed;
  stdout.release();
  await settled();
  assertEquals(stdout.lines.slice(0, 3), ["0", "… 2 linjer ble ikke vist", "3"]);
});
