import { assert, assertEquals } from "@std/assert";
import {
  GIVING_BACK_MS,
  type OperatorConsole,
  type OperatorInput,
} from "../../../../actors/messages/operator_console.ts";
import { type Line, TOO_LONG } from "../../../../actors/encoding/line_decoder.ts";
import { operatorConsole } from "../../../../client/terminal/operator/operator_screen.ts";
import { settled } from "../../../support/fakes/settled.ts";
import { SimulatedTerminal } from "../../../support/fakes/simulated_terminal.ts";
import { SimulatedWindow } from "../../../support/fakes/simulated_window.ts";

/** A host at the server's terminal. */
class Sitting {
  readonly window: SimulatedWindow | undefined;
  readonly terminal: SimulatedTerminal;
  readonly console: OperatorConsole;
  /** What the server was told. */
  readonly typed: Line[] = [];
  interruptions = 0;
  /** How many lines were begun. */
  begun = 0;
  /** Whether a line is done with when it was typed. */
  takes = true;
  /** Who is there. */
  names: readonly string[] = [];

  constructor(hasWindow = true) {
    this.window = hasWindow ? new SimulatedWindow({ columns: 30, rows: 6 }) : undefined;
    const window = this.window === undefined ? {} : { window: this.window };
    this.terminal = new SimulatedTerminal({ isTerminal: true, ...window });
    const opened = operatorConsole(this.terminal.io)({
      language: "nb",
      commands: ["hvem", "kast", "stopp"],
      names: () => this.names,
      begun: () => this.begun++,
      typed: (line) => {
        this.typed.push(line);
        return this.takes;
      },
      interrupted: () => this.interruptions++,
    });
    assert(opened !== undefined && opened !== "background");
    this.console = opened;
  }

  async press(bytes: string): Promise<void> {
    await this.terminal.type(bytes);
    await settled();
  }

  async look(): Promise<readonly string[]> {
    await settled();
    return (await this.window?.look() ?? []).filter((row) => row !== "");
  }

  async close(): Promise<void> {
    await this.console.close();
  }
}

Deno.test("host console: the server's lines stand above what is being typed", async () => {
  const host = new Sitting();
  host.console.print("[LYTTER] Serveren lytter på 0.0.0.0:65432");
  await host.press("hei al");
  host.console.print("[127.0.0.1:1] Koblet fra. Antall klienter: 0");
  assertEquals(await host.look(), [
    "[LYTTER] Serveren lytter på",
    "0.0.0.0:65432",
    "[127.0.0.1:1] Koblet fra.",
    "Antall klienter: 0",
    "> hei al",
  ]);
  await host.close();
});

Deno.test("host console: a line goes to the server whole, and the next one begins", async () => {
  const host = new Sitting();
  await host.press("hei 👩‍👩‍👧\x7f alle\r/hv\t\r");
  assertEquals(host.typed, ["hei  alle", "/hvem "]);
  assertEquals(await host.look(), [">"]);
  await host.close();
});

Deno.test("host console: the newlines that a paste ends in are not sent", async () => {
  const host = new Sitting();
  await host.press("\x1b[200~en\r\nto\r\n\r\n\x1b[201~\r");
  assertEquals(host.typed, ["en\nto"]);
  await host.close();
});

Deno.test("host console: a line that the server is not done with stays", async () => {
  const host = new Sitting();
  host.takes = false;
  await host.press("hei\r");
  host.takes = true;
  await host.press(" du\r");
  assertEquals(host.typed, ["hei", "hei du"]);
  await host.close();
});

Deno.test("host console: Ctrl-C in an empty line is the server's business", async () => {
  const host = new Sitting();
  await host.press("\x03");
  await host.press("\x03");
  assertEquals(host.interruptions, 2);
  await host.close();
});

Deno.test("host console: Ctrl-C with a text takes that back, and says what the next one does", async () => {
  const host = new Sitting();
  await host.press("hei alle\x03");
  assertEquals(host.interruptions, 0);
  assertEquals(await host.look(), ["> Ctrl-C igjen stopper serve…"]);
  await host.press("\x1b[I");
  assertEquals((await host.look()).length, 1, "the window's focus is no key");
  await host.press("\x19 sammen\r");
  assertEquals(host.typed, ["hei alle sammen"]);
  await host.press("x\x03\x03");
  assertEquals(host.interruptions, 1);
  await host.close();
});

Deno.test("host console: Tab shows what may be meant, and completes names too", async () => {
  const host = new Sitting();
  host.names = ["kari main", "kari annet"];
  await host.press("/\t");
  await host.press("ka\tka\t");
  assertEquals(await host.look(), [
    "/hvem  /kast  /stopp",
    "kari main  kari annet",
    "> /kast kari",
  ]);
  await host.press("a\t\r");
  assertEquals(host.typed, ["/kast kari annet "]);
  host.names = Array.from({ length: 60 }, (_, i) => `per ${i}`);
  await host.press("p\t");
  const shown = (await host.look()).join(" ");
  assert(shown.includes("per 49  …") && !shown.includes("per 50"), shown);
  await host.close();
});

Deno.test("host console: tells each time that a line is begun", async () => {
  const host = new Sitting();
  await host.press("hei\rhei\x15\x19");
  assertEquals(host.begun, 3);
  await host.close();
});

Deno.test("host console: gives the terminal back when the last line can be read", async () => {
  const host = new Sitting();
  await host.press("hei");
  for (let i = 0; i < 1_000; i++) host.console.print(`linje ${i}`);
  await host.close();
  await host.close();
  const lines = await host.window?.lookBack() ?? [];
  assertEquals(lines, Array.from({ length: 1_000 }, (_, i) => `linje ${i}`));
  assertEquals(host.window?.raw, [true, false]);
  assertEquals(host.window?.listeners, 0);
});

Deno.test("host console: a terminal that stands still is left alone, and not waited for", async () => {
  const host = new Sitting();
  await host.look();
  const { clock, stdout } = host.terminal;
  stdout.hold();
  await host.press("hei");
  host.console.print("en");
  let isBack = false;
  host.console.close().then(() => isBack = true);
  let passed = 0;
  for (; !isBack && passed < GIVING_BACK_MS; passed += 100) {
    clock.advance(100);
    await settled();
  }
  assert(isBack && passed < GIVING_BACK_MS);
  assertEquals([host.window?.raw, host.window?.listeners], [[true], 0]);
  stdout.release();
  await settled();
  assertEquals(clock.waiting, 0);
});

Deno.test("host console: of more lines than a terminal takes, it says how many it left out", async () => {
  const host = new Sitting();
  await host.look();
  const { stdout } = host.terminal;
  stdout.hold();
  await host.press("x");
  for (let i = 0; i < 10_007; i++) host.console.print(i < 7 || i === 10_006 ? `linje ${i}` : "");
  stdout.release();
  await settled();
  await host.close();
  const lines = stdout.text.match(/(?:…|linje) [^\r]*/g) ?? [];
  assertEquals(lines, ["… 7 linjer ble ikke vist", "linje 10006"]);
});

Deno.test("host console: where only the input is a terminal, it takes whole lines", async () => {
  const host = new Sitting(false);
  await host.press("hei\n");
  host.console.print("[STARTER]");
  await host.terminal.endInput();
  await settled();
  await host.close();
  assertEquals(host.typed, ["hei"]);
  assertEquals(host.terminal.stdout.text, "[STARTER]\n");
});

Deno.test("host console: a pipe has the last line when all is over", async () => {
  const host = new Sitting(false);
  const { stdout } = host.terminal;
  stdout.hold();
  host.console.print("en");
  await settled();
  for (const line of ["to", "tre"]) host.console.print(line);
  let isOver = false;
  const closed = host.console.close().then(() => isOver = true);
  // The first line goes out, and the next write stands still again.
  stdout.release();
  stdout.hold();
  await settled();
  assertEquals([stdout.text, isOver], ["en\n", false]);
  stdout.release();
  await closed;
  assertEquals(stdout.text, "en\nto\ntre\n");
});

Deno.test("host console: a line that is too long even to keep is told of", async () => {
  const host = new Sitting(false);
  await host.press(`${"x".repeat(8_193)}\n`);
  assertEquals(host.typed, [TOO_LONG]);
  await host.close();
});

Deno.test("host console: what is typed when all is over goes nowhere", async () => {
  const host = new Sitting(false);
  await host.close();
  host.terminal.type("hei\n");
  await settled();
  assertEquals(host.typed, []);
});

Deno.test("host console: a pipe that nobody reads is not waited for, nor filled", async () => {
  const host = new Sitting(false);
  const { clock, stdout } = host.terminal;
  stdout.hold();
  for (let i = 0; i < 10_003; i++) host.console.print(`${i}`);
  let isOver = false;
  const closed = host.console.close().then(() => isOver = true);
  await settled();
  assertEquals(isOver, false);
  clock.advance(1_000);
  await closed;
  stdout.release();
  await settled();
  assertEquals(stdout.lines.slice(0, 3), ["0", "… 2 linjer ble ikke vist", "3"]);
});

Deno.test("host console: there is none without a terminal", () => {
  const { io } = new SimulatedTerminal({ isTerminal: false });
  const host: OperatorInput = {
    language: "nb",
    commands: [],
    names: () => [],
    begun() {},
    typed: () => true,
    interrupted() {},
  };
  assertEquals(operatorConsole(io)(host), undefined);
});
