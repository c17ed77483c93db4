import { assert, assertEquals } from "@std/assert";
import {
  GIVING_BACK_MS,
  type OperatorInput,
} from "../../../../actors/messages/operator_console.ts";
import { operatorConsole } from "../../../../client/terminal/operator/operator_screen.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { SimulatedTerminal } from "../../../support/fakes/simulated_terminal.ts";
import { TestOperator } from "../../../support/fakes/test_operator.ts";

Deno.test("operator screen: prints the server's lines above the operator's own", async () => {
  const operator = new TestOperator();
  operator.console.print("[LYTTER] Serveren lytter på 0.0.0.0:65432");
  await operator.press("hei al");
  operator.console.print("[127.0.0.1:1] Koblet fra. Antall klienter: 0");
  assertEquals(await operator.look(), [
    "[LYTTER] Serveren lytter på",
    "0.0.0.0:65432",
    "[127.0.0.1:1] Koblet fra.",
    "Antall klienter: 0",
    "> hei al",
  ]);
  await operator.close();
});

Deno.test("operator screen: sends a whole line and starts the next", async () => {
  const operator = new TestOperator();
  await operator.press("hei 👩‍👩‍👧\x7f alle\r/hv\t\r");
  assertEquals(operator.typed, ["hei  alle", "/hvem "]);
  assertEquals(await operator.look(), [">"]);
  await operator.close();
});

Deno.test("operator screen: drops the newlines at the end of a paste", async () => {
  const operator = new TestOperator();
  await operator.press("\x1b[200~en\r\nto\r\n\r\n\x1b[201~\r");
  assertEquals(operator.typed, ["en\nto"]);
  await operator.close();
});

Deno.test("operator screen: keeps a line that the server does not take", async () => {
  const operator = new TestOperator();
  operator.takes = false;
  await operator.press("hei\r");
  operator.takes = true;
  await operator.press(" du\r");
  assertEquals(operator.typed, ["hei", "hei du"]);
  await operator.close();
});

Deno.test("operator screen: Ctrl-C on an empty line goes to the server", async () => {
  const operator = new TestOperator();
  await operator.press("\x03");
  await operator.press("\x03");
  assertEquals(operator.interruptions, 2);
  await operator.close();
});

Deno.test("operator screen: Ctrl-C clears a text and says what the next one does", async () => {
  const operator = new TestOperator();
  await operator.press("hei alle\x03");
  assertEquals(operator.interruptions, 0);
  assertEquals(await operator.look(), ["> Ctrl-C igjen stopper serve…"]);
  await operator.press("\x1b[I");
  assertEquals((await operator.look()).length, 1, "the window's focus is no key");
  await operator.press("\x19 sammen\r");
  assertEquals(operator.typed, ["hei alle sammen"]);
  await operator.press("x\x03\x03");
  assertEquals(operator.interruptions, 1);
  await operator.close();
});

Deno.test("operator screen: Tab shows candidates and completes names", async () => {
  const operator = new TestOperator();
  operator.names = ["kari main", "kari annet"];
  await operator.press("/\t");
  await operator.press("ka\tka\t");
  assertEquals(await operator.look(), [
    "/hvem  /kast  /stopp",
    "kari main  kari annet",
    "> /kast kari",
  ]);
  await operator.press("a\t\r");
  assertEquals(operator.typed, ["/kast kari annet "]);
  operator.names = Array.from({ length: 60 }, (_, i) => `per ${i}`);
  await operator.press("p\t");
  const shown = (await operator.look()).join(" ");
  assert(shown.includes("per 49  …") && !shown.includes("per 50"), shown);
  await operator.close();
});

Deno.test("operator screen: reports the start of each line", async () => {
  const operator = new TestOperator();
  await operator.press("hei\rhei\x15\x19");
  assertEquals(operator.begun, 3);
  await operator.close();
});

Deno.test("operator screen: gives the terminal back once the last line is visible", async () => {
  const operator = new TestOperator();
  await operator.press("hei");
  for (let i = 0; i < 1_000; i++) operator.console.print(`linje ${i}`);
  await operator.close();
  await operator.close();
  const lines = await operator.window?.lookBack() ?? [];
  assertEquals(lines, Array.from({ length: 1_000 }, (_, i) => `linje ${i}`));
  assertEquals(operator.window?.raw, [true, false]);
  assertEquals(operator.window?.listeners, 0);
});

Deno.test("operator screen: does not wait for a stuck terminal", async () => {
  const operator = new TestOperator();
  await operator.look();
  const { clock, stdout } = operator.terminal;
  stdout.hold();
  await operator.press("hei");
  operator.console.print("en");
  let isBack = false;
  operator.console.close().then(() => isBack = true);
  let passed = 0;
  for (; !isBack && passed < GIVING_BACK_MS; passed += 100) {
    clock.advance(100);
    await settled();
  }
  assert(isBack && passed < GIVING_BACK_MS);
  assertEquals([operator.window?.raw, operator.window?.listeners], [[true], 0]);
  stdout.release();
  await settled();
  assertEquals(clock.waiting, 0);
});

Deno.test("operator screen: reports how many lines it dropped for a slow terminal", async () => {
  const operator = new TestOperator();
  await operator.look();
  const { stdout } = operator.terminal;
  stdout.hold();
  await operator.press("x");
  for (let i = 0; i < 10_007; i++) {
    operator.console.print(i < 7 || i === 10_006 ? `linje ${i}` : "");
  }
  stdout.release();
  await settled();
  await operator.close();
  const lines = stdout.text.match(/(?:…|linje) [^\r]*/g) ?? [];
  assertEquals(lines, ["… 7 linjer ble ikke vist", "linje 10006"]);
});

Deno.test("operator screen: does not open without a terminal", () => {
  const { io } = new SimulatedTerminal({ isTerminal: false });
  const operator: OperatorInput = {
    language: "nb",
    commands: [],
    names: () => [],
    begun() {},
    typed: () => true,
    interrupted() {},
  };
  assertEquals(operatorConsole(io)(operator), undefined);
});
