/**
 * A writer without a connection: it takes the room's messages, and records what it writes and what
 * it reports to the room.
 *
 * @module
 */

import type { RoomName } from "../../../actors/messages/events.ts";
import type { MemberMessage } from "../../../actors/messages/room.ts";
import type { Welcome } from "../../../actors/session/outbound/rendering.ts";
import {
  newWriter,
  noteWritten,
  type OutgoingBytes,
  requestSeat,
  switchToFrames,
  type Taken,
  writeMessage,
  type WriterState,
  type WriterStep,
} from "../../../actors/session/outbound/writer.ts";
import { addressOf } from "./addresses.ts";
import { deepFreeze } from "../deep_freeze.ts";

/** The client's properties that differ from the defaults. */
type Client = Partial<Parameters<typeof newWriter>[0]>;

/** A writer under test. Its states are frozen. */
export class TestWriter {
  state: WriterState;
  /** What it wrote, in order. */
  readonly outgoing: OutgoingBytes[] = [];
  /** What it reported to the room as taken. */
  readonly taken: Taken[] = [];

  constructor(client: Client = {}) {
    this.state = newWriter({ dialect: "plain", language: "nb", token: "token", ...client });
  }

  /** The room sends messages to the client. */
  receive(...messages: readonly MemberMessage[]): this {
    for (const message of messages) {
      this.#take(writeMessage(deepFreeze(this.state), deepFreeze(message)));
    }
    return this;
  }

  /** The room welcomes the client. */
  welcome(fields: Partial<Omit<Welcome, "type" | "room">> = {}): this {
    const name = fields.name ?? "main" as RoomName;
    const seq = fields.seq ?? 1;
    return this.receive({
      type: "welcome",
      room: addressOf(name),
      name,
      capacity: 2,
      you: { id: "m1", name: "ola" },
      members: [],
      seq,
      resumed: false,
      since: seq,
      ...fields,
    });
  }

  /** The session writes a text between the room's messages. */
  write(text: string): this {
    this.outgoing.push({ bytes: new TextEncoder().encode(text), weight: 0 });
    return this;
  }

  /** Bytes of this weight, up to the mark, have left for the client. */
  noteWritten(weight: number, mark?: number): this {
    const receipt = mark === undefined ? { weight } : { weight, mark };
    const { writer, taken } = noteWritten(deepFreeze(this.state), receipt);
    this.state = writer;
    if (taken !== null) this.taken.push(taken);
    return this;
  }

  /** The client turns out to speak frames. */
  speakFrames(): this {
    this.state = switchToFrames(deepFreeze(this.state));
    return this;
  }

  /** The client asks for a seat, or for another one. */
  askForSeat(shown: string | null = null): this {
    this.state = requestSeat(deepFreeze(this.state), shown);
    return this;
  }

  /** The text that it wrote. */
  get written(): string {
    return textIn(this.outgoing);
  }

  /** The frames that it wrote, if it wrote only frames. */
  get frames(): readonly Record<string, unknown>[] {
    return framesOf(this.outgoing);
  }

  #take({ writer, outgoing }: WriterStep): void {
    this.state = writer;
    if (outgoing === null) return;
    // As the connection does: without bytes or a number, no earlier bytes have to leave first.
    if (outgoing.bytes.length === 0 && outgoing.mark === undefined) {
      this.noteWritten(outgoing.weight);
    } else this.outgoing.push(outgoing);
  }
}

/** The writer of a plain client in the room. */
export function plainWriter(client: Client = {}): TestWriter {
  return new TestWriter({ dialect: "plain", ...client }).welcome();
}

/** The writer of a framed client in the room, without its `welcome`. */
export function framedWriter(client: Client = {}): TestWriter {
  const writer = new TestWriter({ dialect: "framed", ...client }).welcome();
  writer.outgoing.length = 0;
  return writer;
}

/** The frames in some bytes, if they contain only frames. */
export function framesOf(writings: readonly OutgoingBytes[]): readonly Record<string, unknown>[] {
  const lines = textIn(writings).split("\n");
  return lines.slice(0, -1).map((line) => JSON.parse(line));
}

function textIn(writings: readonly OutgoingBytes[]): string {
  return writings.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
}
