import { assert, assertEquals } from "@std/assert";
import type { HostConsole } from "../../../actors/host.ts";
import { hostConsole } from "../../../client/terminal/host_console.ts";
import { settled } from "../../support/settled.ts";
import { SimulatedTerminal } from "../../support/simulated_terminal.ts";
import { SimulatedWindow } from "../../support/simulated_window.ts";

/** A host at the server's terminal. */
class Sitting {
  readonly window: SimulatedWindow | undefined;
  readonly terminal: SimulatedTerminal;
  readonly console: HostConsole;
  /** What the server was told. */
  readonly typed: string[] = [];
  interruptions = 0;

  constructor(hasWindow = true) {
    this.window = hasWindow ? new SimulatedWindow({ columns: 30, rows: 6 }) : undefined;
    const window = this.window === undefined ? {} : { window: this.window };
    this.terminal = new SimulatedTerminal({ isTerminal: true, ...window });
    const opened = hostConsole(this.terminal.io)({
      language: "nb",
      commands: ["hvem", "kast", "stopp"],
      typed: (line) => this.typed.push(line),
      interrupted: () => this.interruptions++,
    });
    assert(opened !== undefined);
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

Deno.test("host console: Ctrl-C is the server's business", async () => {
  const host = new Sitting();
  await host.press("\x03");
  await host.press("\x03");
  assertEquals(host.interruptions, 2);
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

Deno.test("host console: there is none without a terminal", () => {
  const { io } = new SimulatedTerminal({ isTerminal: false });
  const open = hostConsole(io);
  assertEquals(
    open({ language: "nb", commands: [], typed() {}, interrupted() {} }),
    undefined,
  );
});
