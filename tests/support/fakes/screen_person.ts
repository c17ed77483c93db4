/**
 * A person who chats on the full screen of an emulated terminal, with a scripted server at the
 * other end.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { ServerFrame } from "../../../actors/protocol/frames.ts";
import type { ResumableSeat } from "../../../client/connection/saved_seat.ts";
import type { SeatFile } from "../../../client/terminal/io.ts";
import { runScreenShell } from "../../../client/terminal/screen_shell.ts";
import { settled } from "./settled.ts";
import { ScriptedServer } from "./scripted_server.ts";
import { SimulatedTerminal } from "./simulated_terminal.ts";
import { SimulatedWindow } from "./simulated_window.ts";

/** The other member. */
export const kari = { id: "m2", name: "kari" };

/** The same day as the simulated terminal's clock. */
export const at = "2026-11-23T00:00:00.000Z";

/** Kari says something. */
export function said(seq: number, text: string): ServerFrame {
  return { type: "said", seq, id: `k${seq}`, from: kari, at, text };
}

/** What may differ. */
export interface ScreenPersonOptions {
  readonly savedSeat?: ResumableSeat;
  readonly seatFile?: SeatFile;
  readonly columns?: number;
  readonly rows?: number;
}

/** A person who has started the client. */
export class ScreenPerson {
  readonly window: SimulatedWindow;
  readonly terminal: SimulatedTerminal;
  readonly outcome: ReturnType<typeof runScreenShell>;

  constructor(
    servers: readonly ScriptedServer[],
    { savedSeat, seatFile, columns = 60, rows = 12 }: ScreenPersonOptions = {},
  ) {
    this.window = new SimulatedWindow({ columns, rows, coloured: false });
    this.terminal = new SimulatedTerminal({ servers, isTerminal: true, window: this.window });
    const options = {
      address: { host: "localhost", port: 7 },
      name: "ola",
      room: undefined,
      language: "en" as const,
      savedSeat,
      seatFile,
    };
    this.outcome = runScreenShell(options, this.terminal.io, this.window);
  }

  async press(bytes: string): Promise<void> {
    await this.terminal.type(bytes);
    await settled();
  }

  async pass(ms: number): Promise<void> {
    this.terminal.clock.advance(ms);
    await settled();
  }

  /** The window's rows, without their times. */
  async look(): Promise<readonly string[]> {
    await settled();
    const rows = [...await this.window.look()];
    while (rows.at(-1) === "") rows.pop();
    return rows.map(timeless);
  }

  /** All rows including the scrollback, without their times. */
  async lookBack(): Promise<readonly string[]> {
    await settled();
    return (await this.window.lookBack()).map(timeless);
  }

  /** Leaves, and checks that the client restored the terminal. */
  async leave(server: ScriptedServer, keys = "\x04"): Promise<void> {
    await this.terminal.type(keys);
    await server.goodbye();
    assertEquals((await this.outcome).ending, { type: "left" });
    assertEquals(this.window.raw, [true, false]);
    assert(this.terminal.stdout.text.endsWith("\x1b[?1004l\x1b[?2004l"));
    assertEquals([this.window.listeners, this.terminal.clock.waiting], [0, 0]);
  }
}

function timeless(row: string): string {
  return row.replace(/^\d\d:\d\d/, "--:--");
}

/** The first row for a person who joins kari. */
export const WELCOME = "--:-- ·  You are in the room “main” as “ola”. Also here: kari.";

/** A person who has joined kari. */
export async function joinKari(
  options: ScreenPersonOptions = {},
): Promise<{ readonly server: ScriptedServer; readonly person: ScreenPerson }> {
  const server = new ScriptedServer();
  const person = new ScreenPerson([server], { columns: 70, ...options });
  await server.welcome("kari");
  return { server, person };
}
